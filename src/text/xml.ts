import { html, nothing, toPage, type Markup } from './html.ts'
import type { DocumentText } from './written.ts'

/** Makes XML of a template; whatever is put into it becomes text. The five entities of HTML's writer that it uses are XML's own too. */
export const xml = html

export { nothing, type Markup }

/** A whole document. */
export function toXml(markup: Markup): DocumentText {
  return toPage(html`<?xml version="1.0" encoding="UTF-8"?>
${markup}
`)
}
