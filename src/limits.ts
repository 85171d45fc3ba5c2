/**
 * How much we take and look at of what comes from outside, in one table. A text is cut to its limit before anything
 * searches, cleans or lays it out. Bodies and header fields are counted in bytes, everything else in characters.
 */
export const limits = {
  body: 512 * 1024,
  keys: 1024 * 1024,
  resource: 64 * 1024 * 1024,
  /** An MCP server's answer: a page of tools with their schemas. */
  mcp: 4 * 1024 * 1024,
  /** What a database sends to one statement: a sealed session with many long tokens, or a list of thousands. */
  database: 8 * 1024 * 1024,
  headers: 32_768,
  /** A header field that is read (WWW-Authenticate); the others are shown only. */
  headerField: 8192,
  /** The beginning of a web page or XML document, in which its title or message stands. */
  page: 65_536,
  /** Members of one object that are looked at for a refusal. */
  members: 100,
  /** A provider's own words. */
  error_description: 1000,
  /** Characters of an access or refresh token. */
  token: 16 * 1024,
  /** Characters of one text that observers see: no token is that long, and nobody reads on. */
  shown: 32_768,
  /** Values of one message that observers see, at any depth. */
  values: 500,
  error: 200,
  title: 100,
  contentType: 100,
  address: 2000,
} as const

/**
 * The beginning of a text, at most that many characters, and how many characters were left out; a pair of surrogates
 * stays whole.
 */
export function takeCharacters(text: string, most: number): { text: string, leftOut: number } {
  if (text.length <= most) return { text, leftOut: 0 }
  let end = 0
  for (let taken = 0; taken < most && end < text.length; taken++) end += isPair(text, end) ? 2 : 1
  if (end < text.length) end = beforeEncoded(text, end)
  return { text: text.slice(0, end), leftOut: countCharacters(text, end) }
}

/**
 * The beginning of a text, at most that many characters, with `…` where it was cut: a search for secrets must see the
 * cut.
 */
export function cutText(text: string, most: number): string {
  return takeCharacters(text, most).leftOut === 0 ? text : `${takeCharacters(text, most - 1).text}…`
}

/** An encoded character is no longer than this, and its parts are no further apart. */
const [longestEncoded, longestPart] = [64, 8]

/**
 * Where to cut a text near this place: not within an encoded character (`%2F`, `\u002F`, `&#47;`), nor behind one of
 * several in a row. Half a character is none, and the rest of its word could not be recognised.
 */
export function beforeEncoded(text: string, end: number): number {
  const start = Math.max(0, end - 4 * longestEncoded)
  let place = end
  const mayBelong = (at: number) => place - at <= (place === end ? longestEncoded : longestPart)
  for (let at = end - 1; at >= start && mayBelong(at); at--) {
    if (isOpener(text.charCodeAt(at))) place = at
  }
  return place
}

/** `%`, `\`, `&`. */
function isOpener(unit: number): boolean {
  return unit === 0x25 || unit === 0x5c || unit === 0x26
}

function countCharacters(text: string, from: number): number {
  let count = 0
  for (let place = from; place < text.length; place += isPair(text, place) ? 2 : 1) count++
  return count
}

function isPair(text: string, place: number): boolean {
  return (text.codePointAt(place) ?? 0) > 0xffff
}
