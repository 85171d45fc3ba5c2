import { Failure } from '../../codes/failure.ts'
import { leftOf, usualLifetimeMs } from '../../session/lifetime.ts'
import type { Session } from '../../session/session-record.ts'
import type { Run } from '../run.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import type { SignedIn } from '../sessions/signed-in.ts'
import {
  endOfIdToken, handOver, hasLivingIdToken, type HandedToken, type TokenType, type Tool,
} from './handed-token.ts'

/**
 * A token that still lives for half a minute, refreshed first where it does not. Raises `id-token-unusable` where the
 * session has none that lives, what handing it over raises, and what a refresh raises.
 */
export async function takeToken(run: Run, signedIn: SignedIn, type: TokenType, tool: Tool): Promise<HandedToken> {
  const session = type === 'id_token'
    ? await withIdToken(run, signedIn)
    : (await refreshed(run, signedIn, false)).session
  return handOver(session, type, run.options['audience'], tool)
}

async function refreshed(run: Run, signedIn: SignedIn, force: boolean, idTokenEnd?: number) {
  return freshSession(run, signedIn, { force, minimumLifetimeMs: usualLifetimeMs, idTokenEnd })
}

/** Not every refresh brings a new ID token (OpenID Connect Core, section 12.2). */
async function withIdToken(run: Run, signedIn: SignedIn): Promise<Session> {
  const lives = (session: Session) => hasLivingIdToken(session, run.context.now())
  if (lives(signedIn.session)) return signedIn.session
  const profile = signedIn.key.profile
  if (signedIn.session.id_token === undefined && !signedIn.seeded)
    throw new Failure('id-token-unusable', { profile, reason: 'missing' })
  const { session } = await refreshed(run, signedIn, true, endOfIdToken(signedIn.session))
  if (!lives(session))
    throw new Failure('id-token-unusable', {
      profile, reason: session.id_token === undefined ? 'missing' : 'expired',
      ...leftOf(endOfIdToken(session), run.context.now(), usualLifetimeMs),
    })
  return session
}
