import type { Started } from './1-start.ts'
import { backChannel } from './back-channel.ts'
import type { Walk } from './context.ts'
import { emitJwt } from './decoded-requests.ts'
import type { Party } from './extension.ts'

/** The party that the extensions of a walk get to know. */
export function partyOf(walk: Walk, started: Started): Party {
  return { ...started, send: backChannel(walk), now: walk.now, show: async (token, jwt) => emitJwt(walk, token, jwt) }
}
