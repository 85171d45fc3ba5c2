import { placeOf } from '../../addresses/store-address.ts'
import { Failure } from '../../codes/failure.ts'
import { resolveSettings, textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Profile } from '../../session/profile-file.ts'
import type { Session, SessionKey } from '../../session/session-record.ts'
import type { SessionStore } from '../../session/sessions.ts'
import { findProfile, keyOf, requireBound } from './bound-profile.ts'
import { askClientSecret, isSecretNamed } from '../client-authentication/client-secret.ts'
import { flagLayer } from '../command-line/options.ts'
import { flagsGiven } from '../command-line/this-run.ts'
import { portableSettings } from './portable-settings.ts'
import { rememberKey } from '../client-authentication/possession.ts'
import { resolveWithPreset } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import { emptySeed, findSeededProfile, tellSeeded } from './seeded-session.ts'
import { storeAsked } from './stores.ts'

/** A profile and the session stored for it. */
export interface SignedIn {
  profile: Profile
  resolved: Resolved
  key: SessionKey
  session: Session
  /** Where it is kept. */
  sessions: SessionStore
  /** The session is made from OAUTH_WALK_REFRESH_TOKEN and stored nowhere yet. */
  seeded: boolean
  /** Its access token is that of OAUTH_WALK_ACCESS_TOKEN. */
  isGiven?: boolean
}

/**
 * The profile with its stored session. Raises `no-session`, `profile-bound-elsewhere`, and what reading the store
 * raises.
 */
export async function findSession(run: Run): Promise<SignedIn> {
  const profile = await findProfileAnywhere(run)
  const own = resolveSettings(flagLayer(run.options), run.context.environment, profile.settings, {})
  requireBoundOrSeedBeside(run, profile, own)
  // Without a profile, only the preset tells whom the session is with.
  const resolved = profile.settings['bound'] === undefined && own.preset
    ? (await resolveWithPreset(run, profile.settings)).resolved
    : own
  const key = keyOf(profile, resolved)
  const sessions = run.openSessions(storeAsked(resolved))
  const stored = await sessions.read(key)
  const session = stored ?? await seed(run, resolved, key)
  if (!session)
    throw new Failure('no-session', {
      ...profile.created_at === '' ? {} : { profile: profile.name, ...hiddenStore(profile, resolved) },
      ...emptySeed(run),
    })
  rememberSecrets(run, session)
  // What the provider answers must be storable, also what a person must be asked for that.
  if (!stored) await sessions.prepare(key)
  return { profile, resolved, key, session, sessions, seeded: stored === undefined }
}

/**
 * A refresh token from the environment begins a session of its own, which stands under a name that no profile has.
 * Raises `profile-bound-elsewhere`, with such a name.
 */
function requireBoundOrSeedBeside(run: Run, profile: Profile, own: Resolved): void {
  try {
    requireBound(profile, own)
  } catch (error) {
    if (!(error instanceof Failure) || !run.context.given.hasSecret('OAUTH_WALK_REFRESH_TOKEN')) throw error
    throw error.with(undefined, { free: freeName(run), flags: flagsGiven(run.options) })
  }
}

function freeName({ profiles }: Run): string {
  const taken = profiles.list().map(({ name }) => name)
  const names = ['ci', ...taken.map((_, place) => `ci-${place + 2}`)]
  return names.find(name => !taken.includes(name)) ?? 'ci'
}

/** A variable counts more than the profile: the session may be where the profile remembers it. */
function hiddenStore({ settings }: Profile, resolved: Resolved): { path: string, remembered: string } | undefined {
  const placeIn = (layers: Resolved) => placeOf(storeAsked(layers) ?? 'file')
  const [path, remembered] = [placeIn(resolved), placeIn(resolveSettings({}, {}, settings, {}))]
  return resolved.store?.source !== 'environment' || path === remembered ? undefined : { path, remembered }
}

/**
 * The profile that a command is about; where this machine has none of the name, the one that a shared store holds with
 * the session, or the one of a session that a refresh token from the environment began. Raises `no-session`,
 * `profile-ambiguous`, and what reading the store raises.
 */
export async function findProfileAnywhere(run: Run): Promise<Profile> {
  try {
    return findProfile(run)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'no-session') throw error
    const { profile } = error.details
    const name = typeof profile === 'string' ? profile : undefined
    const found = (name === undefined ? undefined : await findSharedProfile(run, name))
      ?? await findSeededProfile(run, name)
    if (found === undefined) throw error.with(undefined, { ...await tellHeld(run), ...await tellSeeded(run, name) })
    return found
  }
}

/**
 * The profile of a name: this machine's, otherwise the one that a shared store holds. Raises what `findProfileAnywhere`
 * raises.
 */
export async function findNamedProfile(run: Run, name: string): Promise<Profile | undefined> {
  return run.profiles.read(name) ?? findSharedProfile(run, name)
}

/**
 * The profile that lies in a shared store with its session; undefined where none of the name does. Raises what
 * `findProfileAnywhere` raises.
 */
async function findSharedProfile(run: Run, name: string): Promise<Profile | undefined> {
  const { asked, sessions } = openAsked(run)
  const [issuer, client_id] = [textOf(asked, 'issuer'), textOf(asked, 'client-id')]
  const found = await sessions.profileOf(name, {
    ...issuer === undefined ? {} : { issuer }, ...client_id === undefined ? {} : { client_id },
  })
  if (found === undefined) return undefined
  // Whoever keeps it as a profile of this machine keeps where its session is.
  const settings = { ...portableSettings(found.settings), store: asked.store?.value }
  return { v: 1, name, created_at: new Date(run.context.now()).toISOString(), settings }
}

/**
 * The profiles of this machine, and whose sessions a shared store holds: where no profile is named, or another one,
 * that is what to name. `named`: the provider that flags or variables name, where somebody may sign in.
 */
export async function tellHeld(
  run: Run,
): Promise<{ here: string[], named?: string | undefined, path?: string, held?: string[] }> {
  const { asked, sessions } = openAsked(run)
  const here = run.profiles.list().map(({ name }) => name).slice(0, mostHeld)
  if (!sessions.isShared) return { here, named: textOf(asked, 'issuer') ?? textOf(asked, 'preset') }
  const names = new Set((await sessions.list()).map(({ profile }) => profile))
  return { here, path: sessions.place, held: [...names].slice(0, mostHeld) }
}

/** More names than anybody reads; the database may hold any number. */
const mostHeld = 20

/** The store that a machine without the profile looks in. */
function openAsked(run: Run): { asked: Resolved, sessions: SessionStore } {
  const asked = resolveSettings(flagLayer(run.options), run.context.environment, {}, {})
  return { asked, sessions: run.openSessions(storeAsked(asked)) }
}

/** Where the sessions of a profile are kept. */
export function openSessionsOf({ options, context, openSessions }: Run, profile: Profile): SessionStore {
  return openSessions(storeAsked(resolveSettings(flagLayer(options), context.environment, profile.settings, {})))
}

/** Where the session of a profile is, by its own settings; it need not be there, or be readable. */
export function sessionKeyOf({ context }: Run, profile: Profile): SessionKey {
  return keyOf(profile, resolveSettings({}, context.environment, profile.settings, {}))
}

/** On a machine that never had a browser, the session begins with a refresh token from the environment. */
async function seed(run: Run, resolved: Resolved, key: SessionKey): Promise<Session | undefined> {
  const refresh_token = run.context.given.secret('OAUTH_WALK_REFRESH_TOKEN')
  if (!refresh_token) return undefined
  if (key.issuer === '') throw new Failure('endpoints-missing', { given: [], seeded: true })
  if (key.client_id === '') throw new Failure('client-id-missing', { target: key.issuer, seeded: true })
  const asked = isSecretNamed(run, resolved) ? undefined : await askClientSecret(run, resolved)
  return {
    v: 1, ...key, ...asked === undefined ? {} : { client_secret: asked.reveal() }, refresh_token,
    access_token: '', token_type: 'Bearer', scope: [], obtained_at: 0, expires_at: 0, refresh_generation: 0,
  }
}

/** Hides what is secret in a session wherever it is repeated. */
export function rememberSecrets({ context: { secrets } }: Run, session: Session): void {
  for (const name of ['access_token', 'refresh_token', 'id_token', 'client_secret'] as const) secrets.remember(
    name, session[name],
  )
  rememberKey(secrets, session.dpop_key)
  for (const { access_token } of session.narrowed ?? []) secrets.remember('access_token', access_token)
}
