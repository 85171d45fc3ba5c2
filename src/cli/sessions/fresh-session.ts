import { Failure } from '../../codes/failure.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { isFresh, leftOf } from '../../session/lifetime.ts'
import type { RefreshAnswer, RefreshOutcome } from '../../session/refresh-types.ts'
import type { Session } from '../../session/session-record.ts'
import { takeStep } from '../../walk/observe.ts'
import { circumstancesOf } from '../failures/diagnose.ts'
import { repeatedScope } from './repeated-scope.ts'
import { toldLate, type Run } from '../run.ts'
import type { SignedIn } from './signed-in.ts'

/** How fresh the access token must be: refreshed in any case, or when less than that many milliseconds are left. */
export interface Freshness {
  force: boolean
  minimumLifetimeMs: number
  /** The flag by which that was asked, where the command has one. */
  flag?: '--min-ttl'
  /** Where the ID token is wanted: when it ends, in milliseconds since 1970. */
  idTokenEnd?: number | undefined
  /** What a refresh asks for beyond a new token. */
  parameters?: [name: string, value: string][]
}

/**
 * A session whose access token is fresh enough: the stored one, or a refreshed one, which then is stored before anybody
 * uses it. Raises `not-refreshable` without a refresh token, `session-ended` where the provider no longer takes it,
 * `refresh-refused`, and store failures.
 */
export async function freshSession(run: Run, signedIn: SignedIn, freshness: Freshness): Promise<RefreshOutcome> {
  const { session, key, seeded } = signedIn
  if (!freshness.force && !seeded && isFresh(session, run.context.now(), freshness.minimumLifetimeMs)) {
    return { session, how: 'still-valid', previous: session }
  }
  if (session.refresh_token === undefined) {
    const circumstances = circumstancesOf(signedIn.resolved, {
      target: key.profile, has_secret: session.client_secret !== undefined,
    })
    throw new Failure('not-refreshable', {
      profile: key.profile, scope: session.scope, preset: signedIn.profile.settings['preset'], circumstances,
      ...endingOf(session, run.context.now(), freshness),
    })
  }
  return refreshUnlessStopped(run, signedIn, freshness)
}

/** What the token lacks that a refresh was to replace; its end is no reason where one was to be sent in any case. */
function endingOf(
  { expires_at: end }: Session, now: number, { force, minimumLifetimeMs, flag, idTokenEnd }: Freshness,
): Record<string, unknown> {
  if (idTokenEnd !== undefined) return { ...leftOf(idTokenEnd, now, minimumLifetimeMs), token: 'id_token' }
  return force ? {} : { ...leftOf(end, now, minimumLifetimeMs), flag }
}

/** A signal that came meanwhile waited until the answer was stored, or until none came: it is told now. */
async function refreshUnlessStopped(run: Run, signedIn: SignedIn, freshness: Freshness): Promise<RefreshOutcome> {
  const { signal } = run.context
  const outcome = await refresh(run, signedIn, freshness).catch((error: unknown) => {
    throw signal.aborted && error !== signal.reason ? toldLate(signal) : error
  })
  if (signal.aborted) throw toldLate(signal)
  return outcome
}

async function refresh(run: Run, signedIn: SignedIn, freshness: Freshness): Promise<RefreshOutcome> {
  const { session, key, seeded } = signedIn
  const { refreshSession } = await import('../../session/refresh.ts')
  return refreshSession({
    store: signedIn.sessions, key, seen: session, seeded, force: freshness.force,
    minimumLifetimeMs: freshness.minimumLifetimeMs,
    machine: run.context.machine,
    startedAt: run.context.startedAt,
    request: async stored => (await import('../back-channel/travel.ts')).travel(
      run, { ...signedIn, session: stored },
      async (walk, resolved) => requestAnswer(walk, stored, parametersOf(resolved, stored, freshness)),
    ),
    isInvalidGrant,
    signal: run.context.signal,
    defer: run.context.defer,
  }).catch((error: unknown) => {
    throw isInvalidGrant(error)
      ? new Failure('session-ended', {
          profile: key.profile, seeded, ...(error as Failure).details,
          ...seeded && { issuer: textOf(signedIn.resolved, 'preset') ?? key.issuer, client_id: key.client_id },
        })
      : error
  })
}

/** A scope that is asked for now counts more than the one that is only repeated. */
function parametersOf(resolved: Resolved, session: Session, { parameters = [] }: Freshness): [string, string][] {
  return parameters.some(([name]) => name === 'scope')
    ? parameters
    : [...repeatedScope(resolved, session), ...parameters]
}

async function requestAnswer(
  walk: Parameters<Parameters<typeof import('../back-channel/travel.ts').travel>[2]>[0], stored: Session,
  parameters: [string, string][],
): Promise<RefreshAnswer> {
  const { refreshTokens } = await import('../../walk/after/refresh.ts')
  const authTime = stored.id_token_claims?.['auth_time']
  const tokens = await takeStep(walk, 'token', async here => refreshTokens(here, {
    refreshToken: walk.secrets.keep('refresh_token', stored.refresh_token ?? ''),
    scope: stored.scope,
    user: {
      issuer: stored.issuer, clientId: stored.client_id, subject: stored.subject,
      authTime: typeof authTime === 'number' ? authTime : undefined,
      first: stored.first_id_token ?? stored.id_token_claims,
    },
    parameters,
  })).catch((error: unknown) => {
    const scope_sent = parameters.find(([name]) => name === 'scope')?.[1] ?? ''
    throw error instanceof Failure ? error.with(undefined, { scope_sent }) : error
  })
  return {
    access_token: tokens.access_token.reveal(),
    token_type: tokens.token_type,
    scope: tokens.scope,
    obtained_at: tokens.obtainedAt,
    expires_at: tokens.expiresAt ?? null,
    ...tokens.refresh_token === undefined ? {} : { refresh_token: tokens.refresh_token.reveal() },
    ...tokens.id_token === undefined ? {} : { id_token: tokens.id_token.reveal() },
    ...tokens.claims === undefined ? {} : { id_token_claims: tokens.claims },
  }
}

function isInvalidGrant(error: unknown): boolean {
  const provider = error instanceof Failure
    ? error.details['provider'] as { error?: string, meaning?: string } | undefined
    : undefined
  return (provider?.meaning ?? provider?.error) === 'invalid_grant'
}
