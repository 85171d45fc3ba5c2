import { keysRequest } from '../protocol/keys.ts'
import { tryKeys } from '../protocol/try-keys.ts'
import type { Send, WireRequest, WireResponse } from '../wire.ts'
import { wrapSend, type Extension } from './extension.ts'

/**
 * Fetches the provider's keys while the user signs in, so that step 5 need not wait for them. Gives a wire that answers
 * the first request for these keys, as the extensions write it, with what came. Where that is no 200 it asks again, so
 * that the caller learns why.
 */
export function fetchKeysAhead(send: Send, address: string, extensions: readonly Extension[]): Send {
  let sent: { request: WireRequest, answer: Promise<WireResponse> } | undefined
  const wire: Send = async (request) => {
    sent = { request, answer: send(request) }
    return sent.answer
  }
  // An error is dropped here: whoever asks again gets it.
  wrapSend(extensions, wire)(keysRequest(address)).then(tryKeys).catch(() => undefined)
  return async (wanted) => {
    if (!sent || JSON.stringify(wanted) !== JSON.stringify(sent.request)) return send(wanted)
    const answer = await sent.answer.catch(() => undefined)
    sent = undefined
    return answer?.status === 200 ? answer : send(wanted)
  }
}
