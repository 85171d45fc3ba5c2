import { decodeEntities } from '../../protocol/answer/entities.ts'
import { strangeHost } from './strange.ts'

/** Encodings stand in one another: an address in a query in a script in an attribute. */
const mostLayers = 4

/** Tells whether a text names an address, or the host of nobody, in whatever way pages and scripts write addresses. */
export function isNamed(address: string, text: string): boolean {
  const isStrange = address.includes(strangeHost)
  // What is encoded in the address itself may be decoded on the way.
  const wanted = isStrange ? [strangeHost, ...inBase64] : [address, peel(address)]
  let layer = text
  for (let peeled = 0; peeled < mostLayers; peeled += 1) {
    const lower = isStrange ? layer.toLowerCase() : layer
    if (wanted.some(one => layer.includes(one) || lower.includes(one))) return true
    const next = peel(layer)
    if (next === layer) return false
    layer = next
  }
  return false
}

/** The host as it stands in Base64, whatever stands before it: by whole groups of six bits. */
const inBase64 = [0, 1, 2].map((before) => {
  const bytes = Buffer.from(`${' '.repeat(before)}${strangeHost}`)
  return bytes.toString('base64').slice(Math.ceil(before * 4 / 3), Math.floor(bytes.length * 4 / 3))
})

/** One layer less of each encoding; a parser of addresses reads over line breaks, and a script joins its texts. */
function peel(text: string): string {
  return decodeScript(decodeEntities(text).replace(/[\t\r\n]/g, ''))
    .replace(/["'`] {0,9}\+ {0,9}["'`]/g, '')
    .replace(/%(?:u00)?([0-7][\da-f])/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
}

/** As a script reads a text (ECMA-262, EscapeSequence): `\/`, `\x26`, `\u002D` and `\u{2d}` are signs of an address. */
export function decodeScript(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|u\{0{0,9}([\da-f]{1,5})\}|x([\da-f]{2})|([^\w\s]|[aceg-mo-qsw-z]))/gi, (
    _, four?: string, braced?: string, two?: string, itself?: string,
  ) => itself ?? String.fromCodePoint(parseInt(four ?? braced ?? two ?? '', 16)))
}
