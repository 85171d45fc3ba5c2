import { html, nothing, toPage, type Markup } from './html.ts'
import type { DocumentText } from './written.ts'

/** Makes XML of a template; every value becomes text. HTML's writer uses five entities only, which XML has too. */
export const xml = html

export { nothing, type Markup }

/** Characters that no XML document may hold in any form (XML 1.0, section 2.2). */
// eslint-disable-next-line no-control-regex
const notXml = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/** A whole document. */
export function toXml(markup: Markup): DocumentText {
  return toPage(html`<?xml version="1.0" encoding="UTF-8"?>
${markup}
`).replace(notXml, '') as DocumentText
}
