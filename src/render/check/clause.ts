import type { Clause } from '../../check/probe.ts'

/** A clause as it is quoted: `RFC 9728 3.3`, or the page and the title of the section. */
export function clauseText({ document, page, section }: Clause): string {
  return page === undefined ? `${document} ${section}` : `${document}, ${page}: ${section}`
}

/** A clause where there is little room. */
export function clauseShort({ document, page, section }: Clause): string {
  return page === undefined ? `${document} ${section}` : document
}
