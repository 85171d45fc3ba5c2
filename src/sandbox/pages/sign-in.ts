import type { Person } from '../people.ts'
import { html } from './html.ts'
import { page } from './page.ts'
import type { Words } from './page-words.ts'

interface SigningIn { path: string, client: string, people: readonly Person[], username?: string, wrong?: boolean }

// More than fit on a page help nobody.
const mostShown = 10

/**
 * The sign-in page. `path` is the interaction's; `people` may sign in here; `username` and `wrong` come from an attempt
 * that failed.
 */
export function signInPage(words: Words, about: SigningIn): string {
  const said = words.signIn
  return page(words, said.title, html`<p class="lead">${said.lead(about.client)}</p>
${about.wrong === true ? html`<p class="alert" role="alert">${said.wrong}</p>` : undefined}
<form id="sign-in" method="post" action="${about.path}/login">
<label for="username">${said.username}</label>
<input id="username" name="username" type="text" value="${about.username}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>
<label for="password">${said.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
</form>
<form id="cancel" method="post" action="${about.path}/abort" hidden></form>
<div class="actions">
<button class="main" type="submit" form="sign-in">${said.submit}</button>
<button type="submit" form="cancel">${said.cancel}</button>
</div>
<div class="note"><p>${about.people.length === 1 ? said.hint : said.hints}</p>
<dl>${about.people.slice(0, mostShown).map(({ username, password }) =>
  html`<dt>${said.username}</dt><dd><code>${username}</code></dd><dt>${said.password}</dt><dd><code>${password}</code></dd>`)}</dl></div>`)
}
