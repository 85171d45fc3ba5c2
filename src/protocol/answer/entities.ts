const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ', sol: '/', colon: ':', period: '.', quest: '?',
  equals: '=', num: '#', percnt: '%',
}

/**
 * A text of a page with its character references decoded, those by number and the usual names. After a number browsers
 * want no semicolon.
 */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6});?|#(\d{1,7});?|([a-z]{2,6});)/gi, (
    whole, hex?: string, decimal?: string, name?: string,
  ) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
  })
}
