import type { Person } from '../people.ts'
import { claimsOfScope } from '../user.ts'
import { html, type Markup } from './html.ts'
import { page } from './page.ts'
import type { Words } from './page-words.ts'

/** What the consent page is about. `scopes` are those the sandbox knows, `claims` those asked for one by one. */
export interface Asked {
  path: string
  client: string
  person: Person | undefined
  scopes: string[]
  claims: string[]
  redirectUri: string | undefined
}

/** The consent page: who asks, for what (a sentence per scope), and where the browser goes afterwards. */
export function consentPage(words: Words, asked: Asked): string {
  const said = words.consent
  const items = [...asked.scopes.map(scope => scopeItem(words, asked.client, scope)), claimsItem(words, asked)]
  return page(words, said.title(asked.client), html`
${signedIn(words, asked)}
<p class="section" id="asked">${said.ifYouAllow}</p>
<ul class="asked" aria-labelledby="asked">${items.some(item => item)
  ? items
  : html`<li>${said.nothingAsked(asked.client)}</li>`}</ul>
${destination(words, asked)}
<div class="actions">
<form method="post" action="${asked.path}/confirm"><button class="main" type="submit">${said.allow}</button></form>
<form method="post" action="${asked.path}/abort"><button type="submit">${said.deny}</button></form>
</div>`)
}

function signedIn({ consent: said }: Words, { person }: Asked): Markup | undefined {
  if (!person) return undefined
  const { claims: { name }, username, picture } = person
  const image = picture === undefined ? undefined : html`<img src="${picture}" alt="" width="44" height="44">`
  return html`<div class="person">${image}<p>${said.signedInAs(
    typeof name === 'string' ? `${name} (${username})` : username,
  )}</p></div>`
}

/** Where the access goes: back through this browser, or to the device that shows the code. */
function destination({ consent: said }: Words, { redirectUri }: Asked): Markup {
  if (redirectUri === undefined) return html`<p class="section">${said.device}</p>`
  return html`<p class="section">${said.back}</p>
<p class="quiet"><code>${redirectUri}</code></p>`
}

function scopeItem(words: Words, client: string, scope: string): Markup | undefined {
  const { scopes, claimsLabel, refreshToken } = words.consent
  if (!isExplained(scopes, scope)) return html`<li>${words.consent.other(client)} <code>${scope}</code></li>`
  const claims = claimsOfScope[scope]?.join(' ')
  const detail = claims === undefined ? refreshToken : html`${claimsLabel} <code>${claims}</code>`
  return html`<li>${scopes[scope](client)}<small>${detail}</small></li>`
}

function claimsItem(words: Words, asked: Asked): Markup | undefined {
  if (asked.claims.length === 0) return undefined
  return html`<li>${words.consent.claims(asked.client)}<small><code>${asked.claims.join(' ')}</code></small></li>`
}

function isExplained(scopes: Words['consent']['scopes'], scope: string): scope is keyof Words['consent']['scopes'] {
  return Object.hasOwn(scopes, scope)
}
