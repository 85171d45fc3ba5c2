import type { DecodedToken } from '../codes/decoded-token.ts'
import { Failure } from '../codes/failure.ts'
import { noteAudience } from '../protocol/bearer-assertion.ts'
import type { DecodedIdToken } from '../protocol/id-token.ts'
import { audiencesOf, checkWorkloadToken, decodeWorkloadToken } from '../protocol/workload-token.ts'
import type { Secret } from '../secrets/secret.ts'
import { backChannel } from './back-channel.ts'
import type { Platform, Traveller } from './context.ts'
import { emitJwt } from './decoded-requests.ts'
import { guard, report } from './observe.ts'

/**
 * Takes the platform's token that says what runs here, anew each time, and judges it before anybody gets it. `as` names
 * what it is sent as to the `server`; a client assertion is shown when it is sent. Raises `workload-token-missing`,
 * `workload-token-refused`, `workload-token-jwt`, `workload-token-audience`, `workload-token-expiry`, and what reading
 * or asking raises.
 */
export async function takeWorkloadToken(
  walk: Traveller, platform: Platform, as: DecodedToken, server: Receiver = named(walk),
): Promise<Secret> {
  // The platform gets none of the provider's header fields and proofs.
  const send = platform.wire && backChannel({ ...walk, extensions: [], send: platform.wire })
  const token = await platform.take(send, platform.audience ?? server.issuer)
  const decoded = await requireJwt(walk, token)
  if (as !== 'client_assertion') await emitJwt(walk, as, token.reveal())
  const { iss, sub } = decoded.claims
  platform.presented = { iss, sub, aud: audiencesOf(decoded) }
  const audience = platform.audience ?? (platform.wire ? server.issuer : undefined)
  await guard(walk, checkWorkloadToken(decoded, { audience, server: server.issuer }, walk.now() / 1000))
  if (audience === undefined) await report(walk, noteAudience(decoded, server))
  return token
}

/** Raises unless the token is a JWT: it may be any secret, read from a wrong path, and nobody may get it. */
async function requireJwt(walk: Traveller, token: Secret): Promise<DecodedIdToken> {
  const decoded = decodeWorkloadToken(token.reveal())
  if (!('name' in decoded)) return decoded
  await guard(walk, [decoded])
  throw new Failure('internal-error', { reason: 'a check that failed' })
}

/** Who gets the token. */
interface Receiver { issuer: string, token_endpoint?: string | undefined }

/** The provider as it is named, before anything is known of it. */
function named({ provider: { issuer, endpoints: { token_endpoint } } }: Traveller): Receiver {
  return { issuer: issuer ?? token_endpoint ?? '', token_endpoint }
}
