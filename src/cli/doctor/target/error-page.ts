import { parametersIn } from '../../../check/provider/answered.ts'
import { meaningOfPage } from '../../../explain/facts/error-page.ts'
import { looksLikePage, readPage } from '../../../explain/recognise/page.ts'
import { parseJsonObject } from '../../../protocol/answer/json.ts'
import { readAuthorizationRefusal } from '../../../protocol/authorization-response.ts'
import { errorPages } from '../../../providers/doctor/index.ts'
import { clean } from '../../../text/printable.ts'

/** What an error page says, and what it is about as far as its words tell, as a code of the standards. */
export interface ErrorPage {
  error: string | undefined
  /** The code that its words amount to, where it names none. */
  meaning: string | undefined
  words: string | undefined
}

/** How much of a page is looked at, how much of it is quoted, and how much of that stands before what matters. */
const [mostRead, mostQuoted, before] = [65_536, 200, 80]

const codes = /\b(?:invalid_redirect_uri|redirect_uri_mismatch|redirect_mismatch|invalid_client|unauthorized_client|invalid_request|invalid_scope)\b/

/**
 * Reads the page, the JSON or the text with which a provider refuses an authorization request on its own (RFC 6749,
 * section 4.1.2.1).
 */
export function readErrorPage(body: string, preset: string | undefined): ErrorPage {
  const { error, error_description: description } = parseJsonObject(body) ?? {}
  const isText = typeof error !== 'string'
  const told = isText ? wordsOf(body) : `${error} ${typeof description === 'string' ? description : ''}`
  const code = isText ? codes.exec(told)?.[0] : clean(error)
  const known = preset === undefined ? undefined : errorPages[preset]?.says
  const place = known === undefined ? -1 : told.indexOf(known)
  const meant = place >= 0 ? { code: 'invalid_redirect_uri', at: place } : meaningOfPage(told)
  return {
    error: code, meaning: meant?.code,
    words: isText
      ? quoteAround(told, meant?.at ?? 0)
      : typeof description === 'string' ? clean(description) : undefined,
  }
}

function wordsOf(body: string): string {
  const read = body.slice(0, mostRead)
  return looksLikePage(read) ? readPage(read).text : clean(read, mostRead)
}

/**
 * What an address says of an error to the page that it leads to, as an answer in JSON would say it; nothing where it
 * leads elsewhere.
 */
export function errorIn(location: string): string | undefined {
  const refusal = readAuthorizationRefusal(parametersIn(location))
  return refusal && JSON.stringify({ error: '', ...refusal })
}

/** Tells whether an address is that of an error page about this request: it says so itself. */
export function isErrorAddress(location = ''): boolean {
  const told = errorIn(location)
  if (told === undefined) return false
  const { error, meaning } = readErrorPage(told, undefined)
  return meaning !== undefined || codes.exec(error ?? '')?.[0] === error
}

/** What stands around a place: from the beginning of its sentence, or from a word not far before. */
function quoteAround(told: string, at: number): string | undefined {
  const start = Math.max(0, at - before)
  const sentence = told.slice(start, at).search(/(?<=[.!?。！？]\s*)[^\s.!?。！？][^.!?。！？]*$/)
  const from = sentence > 0 ? start + sentence : start === 0 ? 0 : told.indexOf(' ', start) + 1
  const words = clean(told.slice(from), mostQuoted)
  return words === '' || codes.exec(words)?.[0] === words ? undefined : `${from === 0 ? '' : '…'}${words}`
}
