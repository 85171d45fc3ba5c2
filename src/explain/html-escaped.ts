import { standardParameters } from './standard-names.ts'

/** `&` as HTML writes it, before the name of a parameter. */
const written = /&((?:amp|#0?38|#x26);)(?=([\w.-]{1,60})=)/gi

/**
 * Parameters as they were before somebody escaped them for HTML, and the names that a server finds in their place: none
 * where no parameter of the standards stands behind such a sign.
 */
export function unescapeHtml(text: string): { text: string, names: readonly string[] } {
  if (!/&(?:amp|#0?38|#x26);/i.test(text)) return { text, names: [] }
  const names = [...text.matchAll(written)].flatMap(([, sign = '', name = '']) =>
    standardParameters.has(name) ? [`${sign}${name}`] : [])
  return names.length === 0 ? { text, names } : { text: text.replaceAll(written, '&'), names }
}
