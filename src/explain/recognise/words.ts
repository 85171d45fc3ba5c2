import type { JwtRole } from '../record.ts'
import { jwtsInText } from './jwt.ts'

/**
 * An address may still have placeholders of a template in it, or one for a value that was taken out. A value may stand
 * in quotation marks, placeholder or not.
 */
const addresses = /(?<![\w+.-])[a-z][\w+.-]{1,60}:\/{1,2}(?:[^\s"'<>\\^`{|}]+|\{\{?[\w.-]{1,40}\}\}?|<(?:your|tenant|client|domain|realm|app)[\w -]{0,30}>|(?<==)<[\w #:.-]{1,40}>|(?<==)(["'])[^\s"'&\\]{1,400}\1(?=[&#\s]|$))+/gi

/** A text that is one address: to look for those in it takes longer than all else that is done with most. */
const wholeAddress = /^https?:\/\/[^\s"'<>\\^`{|}]+$/

/** Tells whether a text is one address and nothing else. */
export function isAddress(text: string): boolean {
  return wholeAddress.test(text)
}

/** The addresses that stand in a text, without the marks of the sentence around them. */
export function addressesIn(text: string): string[] {
  if (!text.includes(':/')) return []
  const found = isAddress(text) ? [text] : text.match(addresses) ?? []
  return found.slice(0, 20).map(withoutMarks)
}

/** The dots of a value that was cut off, and the bracket that closes a placeholder, are no marks of a sentence. */
function withoutMarks(url: string): string {
  const at = url.search(/(?<![.,;:!)\]])[.,;:!)\]]+$/)
  if (at < 0) return url
  const value = url.slice(url.lastIndexOf('=', at) + 1, at)
  // A JWT without a signature ends with its second dot.
  const own = /^[[(]/.test(value) ? /^[)\]]+/ : /^eyJ[\w-]*\.[\w-]+$/.test(value) ? /^\.+/ : /^\.{2,}/
  const kept = /[?#]/.test(url) ? own.exec(url.slice(at))?.[0] ?? '' : ''
  return url.slice(0, at) + kept
}

/** A path with parameters that stands by itself or as a word, as logs write what a server was asked. */
const paths = /(?<![^\s"'=:([,])(?!\/\/)[\w.~/-]{0,300}\?[^\s"'<>\\]{3,16000}/g

/** An authorization request names its client and what is to come back, or what was pushed (RFC 9126, section 4). */
function isRequestPath(path: string): boolean {
  return /[?&](?:client_id|app_?id|client_key|app_key|corpid)=/.test(path)
    && /[?&](?:response_type|redirect_ur[il]|redirectUri|request_uri|request)=/.test(path)
}

/**
 * The addresses without a host that ask, or that bring an answer: a code beside a state, or an error. A code alone may
 * be a shop's.
 */
export function pathsIn(text: string): string[] {
  if (!text.includes('?')) return []
  const within = addressesIn(text)
  return (text.match(paths) ?? []).slice(0, 20).filter(path =>
    // What stands in an address and begins as no path is a value of its own.
    (/^[/?]/.test(path) || !within.some(url => url.includes(path)))
    && isPathOfMessage(path, text))
}

function isPathOfMessage(path: string, text: string): boolean {
  return isRequestPath(path)
    || (/[?&](?:code|error)=/.test(path)
      && (/[?&](?:state|iss|error_description|session_state)=/.test(path) || path === text.trim()))
}

/** The JWTs that stand in a text, but not those in its addresses: they are read with those. */
export function tokensIn(text: string): string[] {
  if (!text.includes('eyJ')) return []
  return [...text.replace(/(?<![\w+.-])[a-z][\w+.-]{1,60}:\/\/\S*/gi, '').matchAll(jwtsInText)].map(([token]) => token)
}

const labels: readonly (readonly [RegExp, JwtRole])[] = [
  [/id[_ -]?token/i, 'id_token'], [/access[_ -]?token/i, 'access_token'], [/refresh[_ -]?token/i, 'refresh_token'],
  [/logout[_ -]?token/i, 'logout_token'],
  [/client[_ -]?assertion/i, 'client_assertion'], [/dpop/i, 'dpop_proof'], [/request[_ -]?object/i, 'request_object'],
]

/** What words call the token that stands by them. */
export function roleInWords(text: string): JwtRole | undefined {
  return labels.find(([pattern]) => pattern.test(text))?.[1]
}
