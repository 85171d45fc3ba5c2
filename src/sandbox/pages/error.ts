import { html, type Markup } from './html.ts'
import { page } from './page.ts'
import type { Words } from './page-words.ts'

/**
 * An error as the protocol names it; for a redirect URI that is not registered also what was asked for and what would
 * do.
 */
export interface Shown {
  error: string
  error_description?: string | undefined
  redirectUris?: { asked: string, registered: readonly string[] } | undefined
}

/**
 * The page for a request that must not be answered with a redirect (RFC 6749 section 4.1.2.1), with the error's own
 * words.
 */
export function errorPage(words: Words, failure: Shown): string {
  const said = words.error
  return page(words, said.title, html`<p class="lead">${said.lead}</p>
<div class="note"><dl><dt>${said.code}</dt><dd><code>${failure.error}</code></dd>
${failure.error_description === undefined
  ? undefined
  : html`<dt>${said.description}</dt><dd>${failure.error_description}</dd>`}
${redirectUris(words, failure)}</dl></div>
${hint(words, failure.error)}`)
}

/** The page for an address that means nothing here. */
export function notFoundPage(words: Words): string {
  return page(words, words.error.notFound, html`<p class="lead">${words.error.notFoundLead}</p>`)
}

function redirectUris(words: Words, { redirectUris: uris }: Shown): Markup | undefined {
  if (!uris) return undefined
  const registered = uris.registered.map(uri => html`<dd><code>${uri}</code></dd>`)
  return html`<dt>${words.error.asked}</dt><dd><code>${uris.asked}</code></dd><dt>${words.error.registered}</dt>${registered}`
}

function hint(words: Words, error: string): Markup | undefined {
  const { hints } = words.error
  return Object.hasOwn(hints, error) ? html`<p class="hint">${hints[error as keyof typeof hints]}</p>` : undefined
}
