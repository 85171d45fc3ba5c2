import { isDeepStrictEqual } from 'node:util'
import { keysRequest } from '../protocol/keys.ts'
import type { Send, WireResponse } from '../wire.ts'

/**
 * Sends for the provider's keys now, while the user signs in, so that step 5 need not wait for them. Gives a wire that answers the first request
 * for these keys with what came; where that is nothing good, it asks again, and whoever asks learns why.
 */
export function fetchKeysAhead(send: Send, address: string): Send {
  const request = keysRequest(address)
  let ahead: Promise<WireResponse | undefined> | undefined = send(request).catch(() => undefined)
  return async (wanted) => {
    if (!ahead || !isDeepStrictEqual(wanted, request)) return send(wanted)
    const answer = await ahead
    ahead = undefined
    return answer?.status === 200 ? answer : send(wanted)
  }
}
