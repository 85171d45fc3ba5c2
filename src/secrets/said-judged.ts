import { isPlaceholder } from './placeholder.ts'
import { isUnfilled } from './unfilled.ts'

/** Characters of a value that are looked at. */
const longest = 4096

/**
 * How a value stands behind its name: `isGiven` where it is quoted or joined to the name, `isMember` where it belongs
 * to a structure; `rest` is what comes next.
 */
interface Around { isGiven: boolean, isMember: boolean, rest: string }

/** Names of anything, or of a mere word. */
const weakName = /^(?:[\w.-]*\.)?(?:(?:authorization_?)?code|response|request|flow|lt|execution|sig(?:nature)?)$/i
const ambiguousName = /^(?:[\w.-]*\.)?(?:state|nonce|pass|pin|credentials?|ticket)$/i

/** Tells whether the words behind a secret's name are its value. Behind a colon a name may only begin a sentence. */
export function isSecret(name: string, value: string, { isGiven, isMember, rest }: Around): boolean {
  const seen = value.slice(0, longest)
  if (weakName.test(name)) return isMixed(seen) || (!isGiven && isLong(seen))
  if (/^\s*[{[]/.test(seen)) return false
  if (ambiguousName.test(name))
    return isGiven ? !/[{\s]|^(?:[A-Z_]+|[a-z]{1,8})$/.test(seen) : isMixed(seen) || isLong(seen)
  return isGiven || isMember || !(isProse(seen, rest) || isWords(name, seen, rest))
}

const withoutContent
  = /^(?:nil|[<[(]?(?:redacted|masked|hidden|filtered|secret)[>\])]?|x{3,}|\d{1,3})$/i

/** Tells whether a value has content: a placeholder of ours, a program's word for nothing, and stars have none. */
export function hasContent(value: string): boolean {
  const seen = value.slice(0, longest)
  return /[a-z\d]/i.test(seen)
    && !isUnfilled(seen)
    && !isPlaceholder(seen.toLowerCase())
    && !withoutContent.test(seen)
}

/** Tells whether a value is a word of a sentence: `token: expired`, `id_token: audience is wrong`. */
function isProse(value: string, rest: string): boolean {
  return address.test(value)
    || (/^[A-Za-z]{1,14}$/.test(value) && (/^ [a-z]/i.test(rest) || words.test(value)))
    || /^[a-z]+(?:_[a-z]+)+$/.test(value)
}

/**
 * Tells whether a value is words, of which no machine makes a token: `Invalid refresh token: rotated`. A person may
 * choose a secret of words; but one with a colon behind it goes on as a sentence does.
 */
function isWords(name: string, value: string, rest: string): boolean {
  return value.length <= 40
    && /^[A-Za-z]?[a-z]+(?:[/_.-][A-Za-z]?[a-z]+)*$/.test(value)
    && (/^: /.test(rest) || /(?:token|jwt|assertion)s?$/i.test(name))
}

/**
 * Tells whether a value beside a name is words, the number of an error or a standard, or the name again. Where a person
 * may have chosen it, one word alone is none of these.
 */
export function isLikeWords(name: string, value: string, mayBeOne: boolean): boolean {
  const seen = value.slice(0, longest)
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')
  if (/\s/.test(seen.trim()) || plain(seen) === plain(name)) return true
  return /^[A-Za-z]+(?:[/_.-][A-Za-z]+)+$/.test(seen)
    || (!mayBeOne && (seen.length < 4 || /^(?:[A-Za-z]+|[A-Z]+[\d.]+|[\d.:TZ+-]+)$/.test(seen) || address.test(seen)))
}

const address = /^[a-z][a-z\d+.-]{1,20}:\//i
/** An address whose parts bring nothing: no user, no parameters, no fragment. */
const plainAddress = /^\s*[a-z][a-z\d+.-]{1,20}:\/{1,3}[^\s/?#@;=&]{0,253}(?:\/[^\s?#@;=&]{0,2000})?\s*$/i

/** Tells whether a value is an address without a user, parameters or a part that looks random. */
export function isPlainAddress(value: string): boolean {
  return value.length <= longest && plainAddress.test(value)
    && !value.split('/').some(part => isMixed(part) || isLong(part) || isUnbroken(part) || withSwitches(part))
}

/** The element of HTML that is named as a parameter is, and holds whatever a computer reads. */
export const htmlCode = /^(?:code|CODE)$/

const words = /^(?:expired?|invalid|missing|required|wrong|empty|absent|unknown|revoked|mismatch|malformed|incorrect|rejected|refused|denied|failed|error|not|no|yes|must|unset|unavailable|inactive|used|bearer|opaque|string|text|object)$/i

/** Tells whether letters and digits are mixed as in no error code: those are words, or words with a number. */
export function isMixed(value: string): boolean {
  return value.length > 11
    && /\d/.test(value)
    && !/[{\s]|^(?:[A-Z]+[\d.]+|[A-Za-z]+(?:[_. -][A-Za-z]+)*[_-]?\d{0,6}|[\d.:TZ+-]+)$/.test(value)
    && !address.test(value)
}

/** Tells whether a value is as long as only a token is, with digits in it. */
export function isLong(value: string): boolean {
  return value.length >= 16
    && /\d/.test(value)
    && /^[\w.~+/|:%-]+=*$/.test(value)
    && !/^(?:[\d.:TZ+-]+|[a-z]+(?:[_.-][a-z\d]{1,3})+)$/i.test(value)
    && !address.test(value)
}

/** No word has so many letters without a mark among them, unless capitals tell where the words in it begin. */
export function isUnbroken(value: string): boolean {
  return /^(?:[a-z]{21,}|[A-Z]{21,})$/.test(value)
    || (value.length >= 20 && /^[\w.~+/-]+=*$/.test(value) && withSwitches(value))
}

/**
 * Tells whether a value looks random: letters and digits change places in one run of them, or many capitals stand among
 * small letters. No word, version, date or error code looks so, and therefore such a value is a secret wherever it
 * stands near the name of one.
 */
export function withSwitches(value: string): boolean {
  const seen = value.slice(0, longest)
  if (seen.length < 8 || address.test(seen) || /^[\d.:TZ+-]+$/.test(seen)) return false
  return (seen.match(/[A-Za-z\d]{8,}/g) ?? []).some(run =>
    countOf(run, /[A-Za-z](?=\d)|\d(?=[A-Za-z])/g) >= 3
    || (run.length >= 16 && countOf(run, /[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g) >= run.length / 4))
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** Tells whether a value is unlike any word: a word would be taken out of every sentence. */
export function isTelling(value: string): boolean {
  return value.length >= 8 && !/^[A-Za-z]{1,11}$|^[a-z]+(?:[_-][a-z]+)+$/.test(value)
}
