import { html } from './html.ts'
import { page } from './page.ts'
import type { Words } from './page-words.ts'

/** What oidc-provider's own form says where to post, and with which protection. */
function readForm(form: string): { action: string, xsrf: string } {
  return { action: /action="([^"]+)"/.exec(form)?.[1] ?? '', xsrf: /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? '' }
}

/**
 * The page where the user enters the code that a device shows (RFC 8628, section 3.3); `wrong` after one that is not
 * known.
 */
export function enterCodePage(words: Words, form: string, wrong: boolean): string {
  const said = words.device
  const { action, xsrf } = readForm(form)
  return page(words, said.title, html`<p class="lead">${said.lead}</p>
${wrong ? html`<p class="alert" role="alert">${said.wrong}</p>` : undefined}
<form id="enter-code" method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<label for="user_code">${said.label}</label>
<input id="user_code" name="user_code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus>
</form>
<div class="actions"><button class="main" type="submit" form="enter-code">${said.submit}</button></div>`)
}

/**
 * The question whether the code is the user's own: the one protection against a code that somebody else has sent (RFC
 * 8628, section 5.4).
 */
export function confirmCodePage(words: Words, client: string, form: string, userCode: string): string {
  const said = words.device
  const { action, xsrf } = readForm(form)
  return page(words, said.confirmTitle, html`<p class="lead">${said.confirmLead(client)}</p>
<p class="section"><code>${userCode}</code></p>
<p>${said.warning}</p>
<form id="confirm-code" method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<input type="hidden" name="user_code" value="${userCode}">
</form>
<div class="actions">
<button class="main" type="submit" form="confirm-code" name="confirm" value="yes">${said.confirm}</button>
<button type="submit" form="confirm-code" name="abort" value="yes">${said.deny}</button>
</div>`)
}

/** The page after the code was refused. */
export function codeRefusedPage(words: Words): string {
  return page(words, words.device.refusedTitle, html`<p class="lead">${words.device.refusedLead}</p>`)
}

/** The page after everything was allowed. */
export function codeAcceptedPage(words: Words): string {
  return page(words, words.device.doneTitle, html`<p class="lead">${words.device.doneLead}</p>`)
}
