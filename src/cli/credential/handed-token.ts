import { Failure } from '../../codes/failure.ts'
import { usualLifetimeMs } from '../../session/lifetime.ts'
import { needsProof, type Session } from '../../session/session-record.ts'

/** Which of a session's tokens a tool presents. */
export const tokenTypes = ['id_token', 'access_token'] as const
export type TokenType = typeof tokenTypes[number]

/** Who presents it: none of them knows of proofs. */
export type Tool = 'kubectl' | 'git' | 'docker' | 'aws'

/** A token that is handed to another program; its end in milliseconds since 1970, undefined where nobody said. */
export interface HandedToken {
  text: string
  expiresAt: number | undefined
  subject: string | undefined
}

/**
 * Tells whether a session has an ID token that lives for half a minute: it has an end of its own. `now` is in
 * milliseconds since 1970.
 */
export function hasLivingIdToken(session: Session, now: number): boolean {
  return session.id_token !== undefined && (endOfIdToken(session) ?? 0) > now + usualLifetimeMs
}

/**
 * The token of a session whose tokens live. Raises `token-bound` for one that is of no use without a proof, which none
 * of the tools sends, and `audience-differs` where it is not meant for `audience`.
 */
export function handOver(session: Session, type: TokenType, audience: unknown, tool: Tool): HandedToken {
  if (type === 'access_token' && needsProof(session))
    throw new Failure('token-bound', { profile: session.profile, what: `credential ${tool}` })
  if (typeof audience === 'string') requireAudience(audiencesOf(session, type), audience)
  const expiresAt = type === 'id_token' ? endOfIdToken(session) : session.expires_at ?? undefined
  return {
    text: (type === 'id_token' ? session.id_token : session.access_token) ?? '', expiresAt, subject: session.subject,
  }
}

/** When a session's ID token ends, in milliseconds since 1970; undefined where it does not say. */
export function endOfIdToken({ id_token_claims: claims }: Session): number | undefined {
  return typeof claims?.['exp'] === 'number' ? claims['exp'] * 1000 : undefined
}

function requireAudience(audiences: string[], audience: string): void {
  if (!audiences.includes(audience)) throw new Failure('audience-differs', { audience, given: audiences })
}

function audiencesOf(session: Session, type: TokenType): string[] {
  const claims = type === 'id_token' ? session.id_token_claims : claimsOf(session.access_token)
  return [claims?.['aud'] ?? []].flat().filter(audience => typeof audience === 'string')
}

/**
 * What an access token says of itself, where it is a JWT; its signature is for whom it is meant to check (RFC 9068,
 * section 4).
 */
function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  } catch {
    return undefined
  }
}
