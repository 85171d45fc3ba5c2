import { Failure } from '../codes/failure.ts'
import { parseAddress } from '../addresses/loopback.ts'
import type { CallbackRequest } from './callback-request.ts'

/** Gives one text after the other that a person pasted, until no more can come. Raises the signal's reason. */
export type ReadPasted = (signal: AbortSignal) => AsyncIterable<string>

/** Hears what was pasted: a request, or why it is none. Tells whether another one may come after it. */
export type HearPasted = (pasted: CallbackRequest | string) => Promise<boolean>

/** No browser shows a longer address of a sign-in that worked. */
const longestAddress = 8192

/**
 * Takes what a person pastes for what the browser would have brought to the redirect URI: an address counts only if its
 * origin and path are the redirect URI's, a query alone as if it stood there. A bare code proves nothing about who
 * asked for it. Gives the reason where it is none.
 */
export function judgePasted(text: string, redirectUri: string): CallbackRequest | string {
  if (text.length > longestAddress) return 'pasted-too-long'
  const pasted = unwrap(text)
  if (pasted === '') return 'pasted-empty'
  const address = parseAddress(isQuery(pasted) ? withQuery(redirectUri, pasted) : pasted)
  const reason = address ? judgeAddress(address, new URL(redirectUri)) : 'pasted-no-address'
  if (reason !== undefined || !address) return reason ?? 'pasted-no-address'
  return {
    way: 'paste', method: undefined, parameters: address.searchParams, byOtherMethod: false,
    identify: async () => 'person', answer: async () => undefined, dismiss: () => undefined,
    mayGoOn: () => false, sendOn: async () => false,
  }
}

/** What stands behind the redirect URI, with or without its question mark. */
function isQuery(text: string): boolean {
  return text.startsWith('?') || /^(?:[\w.~-]+=[^&]*&)*(?:code|error|response|state)=/.test(text)
}

function withQuery(redirectUri: string, query: string): string {
  return `${redirectUri.split(/[?#]/, 1)[0] ?? ''}?${query.replace(/^\?/, '')}`
}

/** Quotes, brackets, and the blanks and line ends that a terminal or a mail has put in. */
function unwrap(text: string): string {
  // Curly quotes by number: a bundle with one of them as it is takes twice the memory.
  return text.replace(/[\s\p{Cc}]+/gu, '').replace(/^[<"'`\u201c\u2018(]+|[>"'`\u201d\u2019)]+$/gu, '')
}

function judgeAddress(address: URL, wanted: URL): string | undefined {
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return 'pasted-no-address'
  if (address.origin !== wanted.origin || address.pathname !== wanted.pathname) return 'pasted-elsewhere'
  return address.search === '' ? 'pasted-without-answer' : undefined
}

/**
 * Hands over one pasted address after the other, each after the one before was judged. Where nothing else can bring the
 * answer, the end of the input ends the waiting: `person-needed`.
 */
export async function bringPasted(
  read: ReadPasted, redirectUri: string, hear: HearPasted, alone: boolean, signal: AbortSignal,
): Promise<void> {
  for await (const text of read(signal)) {
    if (!await hear(judgePasted(text, redirectUri))) return
  }
  if (alone) throw new Failure('person-needed', { what: 'callback-address' })
}
