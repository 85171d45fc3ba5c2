import { Failure } from '../../codes/failure.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import { needsProof, type Session } from '../../session/session-record.ts'
import { freshSession } from '../sessions/fresh-session.ts'
import type { Run } from '../run.ts'
import type { SignedIn } from '../sessions/signed-in.ts'

/** Which of a session's tokens a tool presents. */
export type TokenType = 'id_token' | 'access_token'

/** Who presents it: none of them knows of proofs. */
export type Tool = 'kubectl' | 'git' | 'docker' | 'aws'

/** A token that is handed to another program; its end in milliseconds since 1970, undefined where nobody said. */
export interface HandedToken {
  text: string
  expiresAt: number | undefined
  subject: string | undefined
}

/**
 * A token that still lives for half a minute, refreshed first where it does not. Raises `token-bound` for one that is of no use without a proof,
 * which none of the tools sends, `id-token-unusable` where the session has none that
 * lives, `audience-differs` where it is not meant for `--audience`, and what a refresh raises.
 */
export async function takeToken(run: Run, signedIn: SignedIn, type: TokenType, tool: Tool): Promise<HandedToken> {
  const session = type === 'id_token' ? await withIdToken(run, signedIn) : (await refreshed(run, signedIn, false)).session
  if (type === 'access_token' && needsProof(session)) throw new Failure('token-bound', { profile: session.profile, what: `credential ${tool}` })
  const audience = run.options['audience']
  if (typeof audience === 'string') requireAudience(audiencesOf(session, type), audience)
  const expiresAt = type === 'id_token' ? endOfIdToken(session) : session.expires_at ?? undefined
  return { text: (type === 'id_token' ? session.id_token : session.access_token) ?? '', expiresAt, subject: session.subject }
}

async function refreshed(run: Run, signedIn: SignedIn, force: boolean) {
  return freshSession(run, signedIn, { force, minimumLifetimeMs: usualLifetimeMs })
}

/** An ID token has an end of its own, and not every refresh brings a new one (OpenID Connect Core, section 12.2). */
async function withIdToken(run: Run, signedIn: SignedIn): Promise<Session> {
  const lives = (session: Session) => session.id_token !== undefined && (endOfIdToken(session) ?? 0) > run.context.now() + usualLifetimeMs
  if (lives(signedIn.session)) return signedIn.session
  const profile = signedIn.key.profile
  if (signedIn.session.id_token === undefined && !signedIn.seeded) throw new Failure('id-token-unusable', { profile, reason: 'missing' })
  const { session } = await refreshed(run, signedIn, true)
  if (!lives(session)) throw new Failure('id-token-unusable', { profile, reason: session.id_token === undefined ? 'missing' : 'expired' })
  return session
}

function endOfIdToken({ id_token_claims: claims }: Session): number | undefined {
  return typeof claims?.['exp'] === 'number' ? claims['exp'] * 1000 : undefined
}

function requireAudience(audiences: string[], audience: string): void {
  if (!audiences.includes(audience)) throw new Failure('audience-differs', { audience, given: audiences })
}

function audiencesOf(session: Session, type: TokenType): string[] {
  const claims = type === 'id_token' ? session.id_token_claims : claimsOf(session.access_token)
  return [claims?.['aud'] ?? []].flat().filter(audience => typeof audience === 'string')
}

/** What an access token says of itself, where it is a JWT; its signature is for whom it is meant to check (RFC 9068, section 4). */
function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
