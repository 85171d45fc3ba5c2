import { needsProof } from '../../session/session-record.ts'
import { backChannel } from '../../walk/back-channel.ts'
import type { Extension } from '../../walk/extension.ts'
import type { Send } from '../../wire.ts'
import { circumstancesOf, sessionScope, type Circumstances } from '../failures/diagnose.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import { authorizationHeader } from '../token/formats.ts'
import { createWire } from '../back-channel/wire.ts'

/** What is needed to ask a resource: the way there, and the value of the `Authorization` header. */
export interface Presented { send: Send, authorization: string }

/**
 * Goes to a resource with a session's token, under the locks of its profile; `more` hear the answers too. A token from
 * the environment needs no provider. Raises what `go` raises.
 */
export async function presentToken<Result>(
  run: Run, signedIn: SignedIn, go: (presented: Presented) => Promise<Result>, more: readonly Extension[] = [],
): Promise<Result> {
  const { session, resolved, key } = signedIn
  run.context.secrets.remember('access_token', session.access_token)
  const authorization = authorizationHeader(session).replace(/^Authorization: /, '')
  if (key.client_id === '' || key.issuer === '') return go({ send: createWire(run, resolved), authorization })
  const { travel } = await import('../back-channel/travel.ts')
  return travel(run, signedIn, async (walk) => {
    return go({ send: backChannel({ ...walk, extensions: [...more, ...walk.extensions] }), authorization })
  }, { authenticates: false })
}

/** What the doctor needs to know of such a request: whether it had a proof. */
export function circumstancesIn({ resolved, profile, session, isGiven = false }: SignedIn): Circumstances {
  const sent = {
    has_secret: session.client_secret !== undefined, dpop: needsProof(session), token_given: isGiven,
  }
  return circumstancesOf(resolved, { ...sessionScope(session), ...sent, target: profile.name })
}
