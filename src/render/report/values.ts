import type { Catalogue } from '../../messages/catalogue.ts'
import { purposeOf } from '../parameters.ts'
import { textOf } from '../saved/addresses.ts'
import { html, nothing, type Markup } from '../../text/html.ts'
import { explainNumber } from './times.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * Parameters or claims as a list: name, and the standard's name where the provider has its own; value; what it is for.
 */
export function valueList(
  members: Members, catalogue: Catalogue, purposes: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>> = {},
): Markup {
  const rows = Object.entries(members).map(([name, value]) => {
    const standard = Object.hasOwn(names, name) ? names[name] : undefined
    const purpose = purposeOf(standard ?? name, value, purposes)
    const number = explainNumber(standard ?? name, value, members, catalogue.report)
    return html`<dt><code>${name}</code>${standard === undefined
      ? ''
      : html` <span>(<code>${standard}</code>)</span>`}</dt>
<dd><code>${textOf(value)}</code>${number === undefined ? '' : html` <span>(${number})</span>`}${purpose === undefined
  ? ''
  : html`<p>${purpose}</p>`}</dd>`
  })
  return html`<dl class="values">${rows}</dl>`
}

interface Wire {
  headers: Readonly<Record<string, string>>
  body?: string
  left_out?: number
}

/** Header fields, and the body as it came; JSON with a line for each member. */
export function wireDetails(
  title: string, { headers, body = '', left_out = 0 }: Wire, { report, story }: Catalogue,
): Markup {
  const rows = Object.entries(headers).map(([name, value]) =>
    html`<dt><code>${name}</code></dt><dd><code>${value}</code></dd>`)
  return html`<details class="more"><summary>${title}</summary>
${rows.length === 0 ? nothing : html`<h3>${report.headers}</h3><dl class="values">${rows}</dl>`}
${body === ''
  ? nothing
  : html`<h3>${report.body}</h3><pre>${readable(body)}${left_out === 0
    ? ''
    : story.leftOut(left_out)}</pre>`}</details>`
}

function readable(body: string): string {
  // Numbers that JSON.parse would round are left as they came.
  if (/\d{16,}/.test(body)) return body
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2)
  } catch {
    return body
  }
}
