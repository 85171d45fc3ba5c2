import { Failure } from '../failure.ts'
import { clientUnderFapi2, fapi2Of } from '../providers/fapi2.ts'
import { providerName, resolveSettings, toClient, toProvider, type Resolved } from '../providers/resolve.ts'
import { tellStory } from '../render/terminal.ts'
import type { Secret } from '../secrets/secret.ts'
import type { Profile } from '../session/profile-file.ts'
import type { Session, SessionKey } from '../session/session-record.ts'
import type { SessionStore } from '../session/sessions.ts'
import type { ClientSettings, ProviderSettings, Traveller } from '../walk/context.ts'
import type { Observer } from '../walk/events.ts'
import type { Extension } from '../walk/extension.ts'
import { findProfile, keyOf, requireBound } from './bound-profile.ts'
import { withMeans } from './client-means.ts'
import { askClientSecret, isSecretNamed, takeClientSecret } from './client-secret.ts'
import { circumstancesOf, inCircumstances, sessionScope } from './diagnose.ts'
import { flagLayer } from './options.ts'
import { rememberKey } from './possession.ts'
import { resolveWithPreset, speak, withAuthentication } from './preset-target.ts'
import { addHeaders } from './provider-headers.ts'
import type { Run } from './run.ts'
import { openScreen } from './screen.ts'
import { startSandboxTarget } from './sandbox-target.ts'
import { sessionLocks } from './session-locks.ts'
import { storeAsked } from './stores.ts'
import { createWire } from './wire.ts'

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
}

/** The profile with its stored session. Raises `no-session`, `profile-bound-elsewhere`, and what reading the store raises. */
export async function findSession(run: Run): Promise<SignedIn> {
  const profile = findProfile(run)
  const own = resolveSettings(flagLayer(run.options), run.context.environment, profile.settings, {})
  requireBound(profile, own)
  // Without a profile, only the preset tells whom the session is with.
  const resolved = profile.settings['bound'] === undefined && own.preset ? (await resolveWithPreset(run, profile.settings)).resolved : own
  const key = keyOf(profile, resolved)
  const sessions = run.openSessions(storeAsked(resolved))
  const stored = await sessions.read(key)
  const session = stored ?? await seed(run, resolved, key)
  if (!session) throw new Failure('no-session', profile.created_at === '' ? {} : { profile: profile.name })
  rememberSecrets(run, session)
  // What the provider answers must be storable, also what a person must be asked for that.
  if (!stored) await sessions.prepare(key)
  return { profile, resolved, key, session, sessions, seeded: stored === undefined }
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

function rememberSecrets({ context: { secrets } }: Run, session: Session): void {
  for (const name of ['access_token', 'refresh_token', 'id_token', 'client_secret'] as const) secrets.remember(name, session[name])
  rememberKey(secrets, session.dpop_key)
  for (const { access_token } of session.narrowed ?? []) secrets.remember('access_token', access_token)
}

/** What is different about one way to the provider. */
interface Journey { authenticates?: boolean, mayBeNobody?: boolean, locks?: readonly Extension[] }

const nobody: ClientSettings = { clientId: '', clientSecret: undefined, authentication: undefined }

/**
 * Takes the session to its provider: starts the sandbox where that is the provider, and stops it when done. Where the access token alone is shown,
 * the client proves nothing: no key is read, and nobody is asked for its passphrase. `mayBeNobody`: it may go without a name. `locks` stand
 * outside of everything else that changes messages.
 */
export async function travel<Result>(
  run: Run, signedIn: SignedIn, go: (traveller: Traveller) => Promise<Result>, journey: Journey = {},
): Promise<Result> {
  const { authenticates = true, mayBeNobody = false, locks = [] } = journey
  const { profile, session } = signedIn
  const { resolved, target } = await resolveWithPreset(run, profile.settings)
  requireSamePlace(profile, resolved)
  const sandbox = profile.settings['target'] === 'sandbox' ? await startSandboxTarget(run, false) : undefined
  try {
    const provider = toProvider(resolved)
    const clientSecret = fapi2Of(resolved) ? undefined : await secretOf(run, resolved, session)
    const isNobody = mayBeNobody && resolved['client-id'] === undefined
    const known = isNobody ? nobody : withAuthentication(run, toClient(resolved, clientSecret, provider.issuer ?? ''), target)
    const proving = async () => clientUnderFapi2(await withMeans(run, resolved, known), resolved, isSecretNamed(run, resolved))
    const client = authenticates && !isNobody ? await proving() : known
    const { extensions } = await speak(run, target, resolved, client, session.dialect_fields ?? {})
    const decryptionKeys = async () => (authenticates ? client : await withMeans(run, resolved, known)).decryptionKeys ?? []
    const own = await sessionLocks(run, resolved, session, decryptionKeys)
    const all = [...locks, ...own, ...extensions, ...sandbox ? [sandbox.extension] : [], ...await addHeaders(run, resolved)]
    return await go(toTraveller(run, resolved, provider, client, all)).catch((error: unknown) => {
      const sent = { ...sessionScope(session), has_secret: clientSecret !== undefined, dpop: session.dpop_key !== undefined }
      throw inCircumstances(error, () => circumstancesOf(resolved, { target: profile.name, ...sent }))
    })
  } finally {
    await sandbox?.sandbox.close()
  }
}

/** A newer version may know the preset under other addresses: the tokens of the old ones are not sent there. */
function requireSamePlace({ name, settings: { bound } }: Profile, resolved: Resolved): void {
  const given = providerName(toProvider(resolved))
  if (typeof bound === 'string' && bound !== given) throw new Failure('profile-bound-elsewhere', { profile: name, bound, given, source: 'preset' })
}

/** A file that the profile names may have gone since the login: the session has the secret too. */
async function secretOf(run: Run, resolved: Resolved, session: Session): Promise<Secret | undefined> {
  try {
    return await takeClientSecret(run, resolved) ?? storedSecret(run, session)
  } catch (error) {
    const isGone = error instanceof Failure && error.code === 'file-unreadable' && resolved['client-secret-file']?.source === 'profile'
    const stored = isGone ? storedSecret(run, session) : undefined
    if (stored === undefined) throw error
    return stored
  }
}

function storedSecret({ context }: Run, { client_secret }: Session): Secret | undefined {
  return client_secret === undefined ? undefined : context.secrets.keep('client_secret', client_secret)
}

function toTraveller(run: Run, resolved: Resolved, provider: ProviderSettings, client: ClientSettings, extensions: Extension[]): Traveller {
  const { context, options } = run
  return {
    provider,
    client,
    send: createWire(run, resolved),
    now: context.now,
    elapsed: context.elapsed,
    signal: context.signal,
    secrets: context.secrets,
    observers: options.quiet ? [] : [tellWhereAsked(run)],
    extensions,
    strict: options.strict === true,
  }
}

/** Tells what deviates, and with -v everything; how that looks is settled, and loaded, when there is something to tell. */
function tellWhereAsked(run: Run): Observer {
  const { context, options, catalogue } = run
  const verbosity = options.verbose ?? 0
  const prepare = async () => tellStory({
    writer: await openScreen(run),
    write: context.writeAddress, catalogue: { ...catalogue, steps: { ...catalogue.steps, token: catalogue.refreshStep } }, detail: 'all', verbosity, opening: 'browser', beforeAddress: '', progress: undefined,
  })
  let story: Promise<Observer> | undefined
  return async (event) => {
    if (event.type === 'finding' || verbosity > 0) await (await (story ??= prepare()))(event)
  }
}
