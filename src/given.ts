import { nameCodePoint } from './codes/code-point.ts'
import { Failure } from './codes/failure.ts'

/**
 * The kind of a value from outside, which decides by which rule it is judged, the same for flag, variable, file, stdin,
 * question and profile. Of every kind, a byte order mark at the start and line ends at the end are cut: editors and
 * `echo` leave them, and no value means them.
 *
 * - `word`, `address`, `words`: an id, a URL, a list of scopes. Blanks around it are cut. What nobody sees is refused.
 * - `secret`: what is sent to the last character, and shown to nobody. Blanks around it and what nobody sees are
 *   refused, so that no secret is changed without a word; a private key may have lines.
 * - `free`: a parameter's value, a person's name: only its ends are judged.
 * - `raw`: a path or a command, in which anything may be meant.
 */
export type GivenKind = 'word' | 'address' | 'words' | 'secret' | 'free' | 'raw'

/** A value that passed its gate. */
export type Given = string & { readonly [given]: true }
declare const given: unique symbol

/** Why a value is refused; `character` as `U+200B`, `position` counted in characters from 1, as the value was given. */
type Fault = { fault: 'starts-with-blank' | 'ends-in-blank' | 'quoted' | 'undecodable' }
  | { fault: 'line-break' | 'invisible', character: string, position: number }

/**
 * The value as it is meant. `setting` names where it comes from: `--client-id`, `OAUTH_WALK_CLIENT_ID`. Raises
 * `value-unclean` with what is wrong and where, never with the value.
 */
export function cleanGiven(kind: GivenKind, text: string, setting: string, verbatim = false): Given {
  const from = text.startsWith('\uFEFF') ? 1 : 0
  const [start, end] = kind === 'raw' || kind === 'secret' || kind === 'free'
    ? [from, trimEnd(text, isLineEnd)]
    : [trimStart(text, from), trimEnd(text, isBlank)]
  const value = text.slice(start, Math.max(start, end))
  const fault = verbatim ? undefined : findFault(kind, value, Array.from(text.slice(0, start)).length)
  if (fault) throw new Failure('value-unclean', { setting, kind, ...fault })
  return value as Given
}

/**
 * The text of a file or of stdin that holds a value: UTF-8, or UTF-16 as Windows writes it, with a byte order mark or
 * without. Raises `value-unclean` for other bytes.
 */
export function decodeGiven(bytes: Uint8Array, setting: string): string {
  const text = decodeText(bytes)
  if (text === undefined) throw new Failure('value-unclean', { setting, fault: 'undecodable' })
  return text
}

/** A text as editors and shells write it: UTF-8, or UTF-16 as Windows has it. Undefined for other bytes. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** How bytes encode a text: without a mark, Latin letters in UTF-16 have a zero beside each of them. */
export function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xFF && second === 0xFE) || (first !== 0 && second === 0)) return 'utf-16le'
  return (first === 0xFE && second === 0xFF) || (first === 0 && second !== 0 && second !== undefined)
    ? 'utf-16be'
    : 'utf-8'
}

/** A text without the byte order mark at its start and the line ends at its end, which no value means. */
export function cutEnds(text: string): string {
  return text.slice(text.startsWith('\uFEFF') ? 1 : 0, trimEnd(text, isLineEnd))
}

const isLineEnd = (character: string) => character === '\n' || character === '\r'
const isBlank = (character: string) => isLineEnd(character) || character === ' ' || character === '\t'

function trimStart(text: string, from: number): number {
  let start = from
  while (start < text.length && isBlank(text.charAt(start))) start += 1
  return start
}

function trimEnd(text: string, isCut: (character: string) => boolean): number {
  let end = text.length
  while (end > 0 && isCut(text.charAt(end - 1))) end -= 1
  return end
}

const quotations = new Set(['""', '\'\'', '“”', '‘’', '``', '「」'])

function findFault(kind: GivenKind, value: string, before: number): Fault | undefined {
  if (kind === 'raw') return findCharacter(/[\0\uFFFD]/u, value, before)
  if (kind === 'free') return findCharacter(/[\0\uFFFD]/u, value, before) ?? findAtEnds(value, before)
  if (kind === 'secret' && isBlank(value.charAt(0))) return { fault: 'starts-with-blank' }
  if (kind === 'secret' && isBlank(value.charAt(value.length - 1))) return { fault: 'ends-in-blank' }
  if (value.length > 1 && quotations.has(value.charAt(0) + value.charAt(value.length - 1))) return { fault: 'quoted' }
  const lines = kind === 'words' || (kind === 'secret' && isKey(value))
  return findInvisible(lines ? value.replace(/[\r\n\t]/g, ' ') : value, before)
}

/**
 * Finds controls, format characters, halves of a character, blanks other than a space, characters without ink, and the
 * mark of wrong decoding. The expression takes a millisecond to build, and hardly any text needs it.
 */
function findInvisible(value: string, before: number): Fault | undefined {
  if (/^[\x20-\x7e]*$/.test(value)) return undefined
  return findCharacter(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]|(?! )\p{Zs}/u, value, before,
  )
}

function findCharacter(pattern: RegExp, value: string, before: number): Fault | undefined {
  const place = value.search(pattern)
  if (place < 0) return undefined
  const position = before + Array.from(value.slice(0, place)).length + 1
  const character = value.slice(place)
  const fault = /^[\n\r]/.test(character) ? 'line-break' : 'invisible'
  return { fault, character: nameCodePoint(character), position }
}

/** Inside, a joiner may belong to a name or a picture. */
function findAtEnds(value: string, before: number): Fault | undefined {
  const characters = Array.from(value)
  const last = characters.at(-1) ?? ''
  return findInvisible(characters[0] ?? '', before) ?? findInvisible(last, before + Math.max(characters.length - 1, 0))
}

/** A private key as PEM, in JSON, or as the base64 of one in lines: with some providers it is the client secret. */
function isKey(value: string): boolean {
  return /^-----BEGIN |^\{/.test(value) || (value.length > 200 && /^[A-Za-z0-9+/=\s]*$/.test(value))
}

/** What a variable may say of a switch. */
export const switchWords = ['1', 'true', '0', 'false']

/** Reads a variable that switches something on or off; undefined where it says neither. */
export function readSwitch(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  if (word === '1' || word === 'true') return true
  return word === '' || word === '0' || word === 'false' ? false : undefined
}
