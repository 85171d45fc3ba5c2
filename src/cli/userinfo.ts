import { Failure } from '../codes/failure.ts'
import type { Claims } from '../protocol/userinfo.ts'
import { libraryClient } from '../protocol/client.ts'
import { maskClaims } from '../secrets/message.ts'
import { usualLifetimeMs } from '../session/lifetime.ts'
import type { Session } from '../session/session-record.ts'
import { clockSkewSeconds } from '../walk/1-start.ts'
import { fetchUserinfo } from '../walk/6-userinfo.ts'
import { findProvider } from '../walk/find-provider.ts'
import { report, takeStep } from '../walk/observe.ts'
import { raiseWithRefusal } from './failures/refused-before.ts'
import { freshSession } from './sessions/fresh-session.ts'
import { findSessionOrGivenToken } from './sessions/given-token.ts'
import { formatForReading, type Run } from './run.ts'
import { resourceOf } from './resource/of-profile.ts'
import type { SignedIn } from './sessions/signed-in.ts'

/**
 * `oauth-walk userinfo`: step 6 again with the stored token, refreshed first when it is about to expire or the resource
 * server refuses it.
 */
export async function userinfo(run: Run): Promise<void> {
  const signedIn = await findSessionOrGivenToken(run)
  if (signedIn.key.issuer === '') throw new Failure('endpoints-missing', { given: [] })
  const { session } = await freshSession(run, signedIn, { force: false, minimumLifetimeMs: usualLifetimeMs })
  const asked = await ask(run, signedIn, session).catch(async (error: unknown) => {
    if (!isExpired(error) || session.refresh_token === undefined) throw error
    const renewed = await freshSession(
      run, { ...signedIn, session, seeded: false }, { force: true, minimumLifetimeMs: usualLifetimeMs },
    ).catch(raiseWithRefusal(run, error))
    return ask(run, signedIn, renewed.session)
  })
  // Some providers tell of their users in the ID token only.
  const { subject, claims } = maskClaims(run.context.secrets, {
    subject: session.subject ?? null, claims: asked ?? session.id_token_claims,
  })
  const document = { ok: true, profile: session.profile, issuer: session.issuer, subject, userinfo: claims ?? null }
  run.result(document, formatForReading(claims ?? {}))
}

async function ask(run: Run, signedIn: SignedIn, session: Session): Promise<Claims | undefined> {
  const accessToken = run.context.secrets.keep('access_token', session.access_token)
  return (await import('./back-channel/travel.ts')).travel(
    run, { ...signedIn, session }, async walk => takeStep(walk, 'userinfo', async (here) => {
      if (session.resource !== undefined || signedIn.resolved.resource !== undefined) {
        await report(here, [
          {
            code: 'userinfo-left-out',
            details: resourceOf(signedIn.profile) === undefined ? {} : { profile: signedIn.profile.name },
          },
        ])
        return undefined
      }
      const server = await findProvider(here)
      const client = libraryClient(session.client_id, server, clockSkewSeconds(here))
      return fetchUserinfo(here, { server, client, accessToken, subject: session.subject })
    }), { authenticates: false, mayBeNobody: true },
  ).catch((error: unknown) => {
    throw error instanceof Failure ? error.with(undefined, ageOf(session, run.context.now())) : error
  })
}

/** When the token was given, unless that was in the last minute: a refusal tells of an old token otherwise. */
function ageOf({ obtained_at: at }: Session, now: number): { given_at?: string } {
  return Math.abs(now - at) < 60_000 ? {} : { given_at: new Date(at).toISOString() }
}

function isExpired(error: unknown): error is Failure {
  if (!(error instanceof Failure) || error.code !== 'userinfo-refused') return false
  const provider = error.details['provider'] as { status?: number, error?: string, meaning?: string } | undefined
  // A server that wants another nonce has nothing against the token, and one that wants another sign-in takes no new
  // token of the same.
  if (provider?.error === 'use_dpop_nonce' || provider?.error === 'insufficient_user_authentication') return false
  return provider?.status === 401 || provider?.meaning === 'invalid_token'
}
