import { Failure } from '../failure.ts'
import { parseAddress } from '../loopback.ts'
import type { Arrivals } from './arrivals.ts'
import type { CallbackRequest } from './callback-request.ts'

/** Gives one text after the other that a person pasted, until no more can come. Raises the signal's reason. */
export type ReadPasted = (signal: AbortSignal) => AsyncIterable<string>

/** No browser shows a longer address of a sign-in that worked. */
const longestAddress = 8192

/**
 * Takes what a person pastes for what the browser would have brought to the redirect URI: only a full address counts whose origin and path are
 * the redirect URI's. A bare code proves nothing about who asked for it.
 */
export function judgePasted(text: string, redirectUri: string): CallbackRequest {
  const request = { way: 'paste' as const, method: undefined, parameters: new URLSearchParams(), answer: async () => undefined }
  const address = parseAddress(unwrap(text))
  const ignored = text.length > longestAddress ? 'pasted-too-long' : address ? judgeAddress(address, new URL(redirectUri)) : 'pasted-no-address'
  return { ...request, ignored, parameters: ignored === undefined && address ? address.searchParams : request.parameters }
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
 * Brings one pasted address after the other to those who wait, each after the one before was judged. Where nothing else can bring the answer,
 * the end of the input ends the waiting: `person-needed`.
 */
export async function bringPasted(read: ReadPasted, redirectUri: string, arrivals: Arrivals, alone: boolean, signal: AbortSignal): Promise<void> {
  try {
    for await (const text of read(signal)) {
      const more = await new Promise<boolean>((resolve) => {
        if (!arrivals.add(judgePasted(text, redirectUri), resolve)) resolve(false)
      })
      if (!more) return
    }
    if (alone) arrivals.fail(new Failure('person-needed', { what: 'callback-address' }))
  } catch (error) {
    arrivals.fail(error)
  }
}
