import { html, Markup } from './html.ts'
import { page } from './page.ts'
import type { Words } from './page-words.ts'

/**
 * The question whether to sign out (RP-Initiated Logout 1.0, section 2). `form` is oidc-provider's own, with its
 * protection.
 */
export function signOutPage(words: Words, client: string | undefined, form: string): string {
  const said = words.signOut
  return page(words, said.title, html`<p class="lead">${said.lead(client)}</p>
${new Markup(form)}
<div class="actions">
<button class="main" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>${said.submit}</button>
<button type="submit" form="op.logoutForm">${said.stay}</button>
</div>`)
}

/** The page after signing out; `stayed` if only the client's access ended. */
export function signedOutPage(words: Words, stayed: boolean): string {
  const said = words.signedOut
  return page(words, said.title, html`<p class="lead">${stayed ? said.stayed : said.lead}</p>`)
}
