import type { Extension } from '../walk/extension.ts'
import type { WireResponse } from '../wire.ts'

/**
 * Asks a server for nothing more once it has asked for patience: whatever would be sent then has that answer (RFC 6585,
 * section 4).
 */
export function createPatience(): Extension {
  let last: WireResponse | undefined
  return {
    name: 'patience',
    send: next => async (request) => {
      if (last) return last
      const answer = await next(request)
      if (answer.status === 429) last = answer
      return answer
    },
  }
}
