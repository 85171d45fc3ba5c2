import { limits } from '../../limits.ts'

/**
 * An XML document as a value: no text becomes a number, no entity is expanded, attributes and prefixes are left out.
 * Gives undefined for what is no XML. Of a long document the beginning is read.
 */
export async function parseXml(text: string): Promise<unknown> {
  const { XMLParser } = await import('fast-xml-parser')
  try {
    const parser = new XMLParser({
      parseTagValue: false, processEntities: false, ignoreAttributes: true, removeNSPrefix: true,
    })
    return parser.parse(text.slice(0, limits.page))
  } catch {
    return undefined
  }
}

/** The title of a web page, where one stands near its beginning. */
export function titleOf(text: string): string | undefined {
  const page = text.slice(0, limits.page)
  const start = page.search(/<title[\s>]/i)
  if (start < 0) return undefined
  const open = page.indexOf('>', start)
  const close = page.indexOf('<', open)
  // A title that does not end was cut: half of it would mislead.
  if (open < 0 || close < 0) return undefined
  const title = page.slice(open + 1, close).trim()
  return title === '' ? undefined : title
}

const reference = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }

/** A text of such a document as it was meant: its references are resolved once (XML 1.0, sections 4.1 and 4.6). */
export function resolveReferences(text: string): string {
  return text.replace(reference, (whole, hexadecimal, decimal, name) => {
    if (typeof name === 'string') return named[name] ?? whole
    const point = typeof hexadecimal === 'string' ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
