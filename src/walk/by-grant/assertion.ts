import { checkAssertion, noteAudience } from '../../protocol/bearer-assertion.ts'
import { decodeIdToken } from '../../protocol/id-token.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Platform } from '../context.ts'
import { emitJwt } from '../decoded-requests.ts'
import { report, verify } from '../observe.ts'
import type { StandIn } from './stand-in.ts'

/** The client asks for itself: nobody takes part, and nothing stands in for anybody (RFC 6749, section 4.4). */
export const forItself: StandIn = { way: 'client_credentials', grant: 'client-credentials' }

/**
 * An assertion that a platform, such as a CI service or a cluster, has signed for what runs here (RFC 7523, section
 * 2.1). A JWT is judged before it is sent; anything else is sent as it is. Raises `assertion-expiry`.
 */
export function byAssertion(take: () => Secret): StandIn {
  return {
    way: 'jwt-bearer', grant: 'jwt-bearer',
    redirect: async (walk, { server }) => {
      const assertion = take()
      await emitJwt(walk, 'assertion', assertion.reveal())
      const decoded = decodeIdToken(assertion.reveal())
      if ('name' in decoded) return assertion
      await verify(walk, [checkAssertion(decoded, walk.now() / 1000)])
      await report(walk, noteAudience(decoded, server))
      return assertion
    },
  }
}

/**
 * The same, with an assertion asked from the platform, or read where the platform left it. Raises what
 * `takeWorkloadToken` raises.
 */
export function byPlatform(platform: Platform): StandIn {
  return {
    way: 'jwt-bearer', grant: 'jwt-bearer',
    redirect: async (walk, { server }) =>
      (await import('../workload-token.ts')).takeWorkloadToken(walk, platform, 'assertion', server),
  }
}
