import { Failure } from '../../codes/failure.ts'
import type { Claims } from '../../protocol/userinfo.ts'
import { providerName } from '../../providers/resolve.ts'
import { isSameKey, type Session } from '../../session/session-record.ts'
import type { SessionStore } from '../../session/sessions.ts'
import type { Tokens } from '../../walk/5-token.ts'
import { clean } from '../../text/printable.ts'
import type { Walk } from '../../walk/context.ts'
import { emit } from '../../walk/observe.ts'
import type { LoginPlan } from './plan.ts'
import { forStore, tellReplaced } from '../sessions/shared-settings.ts'
import { nameForOwner } from './profile-name.ts'
import type { Run } from '../run.ts'

/**
 * Stores the session and its profile together, and makes the profile the active one; tells whether anything was to be
 * kept. Raises what the stores raise.
 */
export async function keepSession(
  run: Run, plan: LoginPlan, walk: Walk, tokens: Tokens, claims: Claims | undefined,
): Promise<boolean> {
  if (plan.store === 'none') return false
  let replaced: string[] = []
  await run.context.defer(async () => {
    const sessions = run.openSessions(plan.store)
    const session = forStore(sessions, toSession(plan, tokens, claims), plan.settingsToSave)
    tellReplaced(run, sessions, await writeSession(sessions, session))
    if (!plan.isDerived || plan.registering) replaced = await forgetOthers(sessions, session)
    const created_at = run.profiles.read(plan.profile)?.created_at ?? new Date(walk.now()).toISOString()
    await run.profiles.write({ v: 1, name: plan.profile, created_at, settings: plan.settingsToSave })
    await run.profiles.activate(plan.profile)
  })
  await emit(walk, { type: 'session-saved', profile: plan.profile, path: run.folder })
  for (const client of replaced) run.tell(`   ! ${run.catalogue.story.replaced(clean(client))}`)
  return true
}

/** A damaged file of this session has nothing left to lose: the new session takes its place. */
async function writeSession(sessions: SessionStore, session: Session): Promise<boolean> {
  try {
    return await sessions.write(session, { isAnswer: true })
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'store-corrupt') throw error
    await sessions.remove(session)
    return await sessions.write(session, { isAnswer: true })
  }
}

/**
 * What a profile that the user named held for another issuer or client can never be used again: nothing of it stays
 * behind. Gives the clients whose sessions are gone.
 */
async function forgetOthers(sessions: SessionStore, session: Session): Promise<string[]> {
  const others = (await sessions.keysOf(session.profile)).filter(key => !isSameKey(key, session))
  for (const key of others) await sessions.remove(key)
  return others.map(key => key.client_id)
}

/** The name under which to keep it: another login may have taken the one that was free before the walk. */
export function nameToKeep(
  { profiles }: Run, { profile, isDerived, store, provider, client, registering }: LoginPlan,
): string {
  if (!isDerived || store === 'none') return profile
  // A new registration takes the place of the one before.
  const { issuer, register } = profiles.read(profile)?.settings ?? {}
  if (registering && register === true && issuer === provider.issuer) return profile
  return nameForOwner(profiles, profile, { issuer: providerName(provider), client_id: client.clientId })
}

function toSession(plan: LoginPlan, tokens: Tokens, claims: Claims | undefined): Session {
  const subject = subjectOf(plan, tokens, claims)
  const { clientSecret, clientId } = plan.client
  const key = plan.dpop.key()
  return {
    v: 1,
    profile: plan.profile,
    issuer: providerName(plan.provider),
    client_id: clientId,
    ...clientSecret === undefined ? {} : { client_secret: clientSecret.reveal() },
    ...subject === null ? {} : { subject },
    scope: tokens.scope,
    ...plan.identifier === undefined ? {} : { resource: plan.identifier },
    dialect_fields: plan.dialect.kept(),
    token_type: tokens.token_type,
    access_token: tokens.access_token.reveal(),
    obtained_at: tokens.obtainedAt,
    expires_at: tokens.expiresAt ?? null,
    ...tokens.refresh_token === undefined ? {} : { refresh_token: tokens.refresh_token.reveal() },
    refresh_generation: 0,
    ...key === undefined ? {} : { dpop_key: { ...key } },
    ...tokens.id_token === undefined ? {} : { id_token: tokens.id_token.reveal() },
    ...tokens.claims === undefined ? {} : { id_token_claims: tokens.claims },
  }
}

/** Without an ID token, a preset says which member of the userinfo is the user's stable id. */
export function subjectOf({ dialect }: LoginPlan, tokens: Tokens, claims: Claims | undefined): string | null {
  const ofUserinfo = dialect.extensions.length > 0 ? claims?.['sub'] : undefined
  return tokens.claims?.sub ?? (typeof ofUserinfo === 'string' ? ofUserinfo : null)
}
