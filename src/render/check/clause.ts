import type { Clause } from '../../check/probe.ts'

/** A clause as it is quoted: `RFC 9728 3.3`, or the page and the title of the section. */
export function clauseText({ document, page, section }: Clause): string {
  return page === undefined ? `${document} ${section}` : `${document}, ${page}: ${section}`
}

/** A clause where there is little room. */
export function clauseShort({ document, page, section }: Clause): string {
  return page === undefined ? `${abbreviate(document)} ${section}` : document
}

/** OpenID's documents as engineers call them. */
function abbreviate(document: string): string {
  return document.replace(/^OpenID Connect (?:Core 1\.0)?/, found => found.endsWith('1.0') ? 'OIDC Core' : '')
    .replace(/^RP-Initiated /, 'RP ').replace(/ 1\.0$/, '')
}
