import type { Line } from './line.ts'

/** An address is broken over a few lines, and no piece is longer. */
const [mostPieces, longestPiece] = [40, 4000]

/** What an address consists of (RFC 3986, section 2), and nothing else: the rest of one. */
const rest = /^[\w.~%&=+:/?#@!$'()*,;-]+$/

/**
 * Joins an address that a mail program or a terminal has broken over several lines: it ends in the middle of its
 * query, and what stands below goes on there. `=` at the end of a line is that of quoted-printable (RFC 2045, section
 * 6.7).
 */
export function joinBroken(lines: readonly Line[]): Line[] {
  const joined: Line[] = []
  let pieces = 0
  for (const line of lines) {
    const [last, piece] = [joined.at(-1), line.text.trim()]
    const whole = last && pieces < mostPieces && last.at === undefined ? continued(last.text, piece) : undefined
    pieces = whole === undefined ? 0 : pieces + 1
    if (whole === undefined || !last) joined.push(line)
    else joined[joined.length - 1] = { ...last, text: whole }
  }
  return joined
}

/** The two lines as one, where the second goes on with the address at the end of the first. */
function continued(before: string, piece: string): string | undefined {
  if (piece.length > longestPiece || before.length > longestPiece * 5) return undefined
  if (!rest.test(piece) || piece.includes('://')) return undefined
  const text = before.trimEnd()
  const address = text.slice(Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t')) + 1)
  if (!address.includes('?') || !beginsAddress.test(address) || /["'<>]/.test(address.slice(1))) return undefined
  const isQuoted = /=3D/.test(address) || /=3D/.test(piece)
  const [own, next] = [withoutSoftBreak(text, isQuoted), piece].map(one => isQuoted ? decodeQuoted(one) : one) as [
    string, string,
  ]
  return isOpen(own, next) ? own + next : undefined
}

const beginsAddress = /^["'(<]?[a-z][\w+.-]{1,40}:\/\//i

/** A break in the middle of a name or a value, or beside the sign between two: none of the two is whole by itself. */
function isOpen(before: string, piece: string): boolean {
  const last = lastPair(before)
  const [first = '', ...others] = piece.split('&')
  const endsOpen = last === ''
    || (!last.includes('=') && before.includes('&'))
    || (last.endsWith('=') && !first.includes('='))
    || /%[\da-f]?$/i.test(last)
  return endsOpen || first === '' || (!first.includes('=') && others.some(pair => pair.includes('=')))
}

function lastPair(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('&'), text.lastIndexOf('?')) + 1)
}

function withoutSoftBreak(text: string, isQuoted: boolean): string {
  const last = lastPair(text)
  return text.endsWith('=') && (isQuoted || last.indexOf('=') < last.length - 1) ? text.slice(0, -1) : text
}

function decodeQuoted(text: string): string {
  return text.replaceAll('=3D', '=')
}
