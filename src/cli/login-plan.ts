import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'
import { parseAddress } from '../loopback.ts'
import { isThisMachine } from '../providers/redirect-uri.ts'
import { providerName, requireClientId, resolveSettings, settingsToSave, textOf, toClient, toLogin, toProvider, type Layer, type Resolved } from '../providers/resolve.ts'
import type { Preset } from '../providers/preset.ts'
import { describeRegistration } from '../render/registration.ts'
import { checkProfileName, type Profile } from '../session/profiles.ts'
import type { SessionKey } from '../session/session-record.ts'
import type { ClientSettings, LoginSettings, ProviderSettings } from '../walk/context.ts'
import { askClientSecret, readClientSecret } from './client-secret.ts'
import { planListening } from './login-listening.ts'
import { flagLayer } from './options.ts'
import { findPresetTarget, speak, withAuthentication, type Speech } from './preset-target.ts'
import type { Run } from './run.ts'
import { startSandboxTarget, type SandboxTarget } from './sandbox-target.ts'
import { storeAsked, type StoreKind } from './stores.ts'

/** Everything that is settled before the walk: where to, as whom, and what will be remembered of it. */
export interface LoginPlan {
  profile: string
  resolved: Resolved
  provider: ProviderSettings
  client: ClientSettings
  login: LoginSettings
  settingsToSave: Record<string, unknown>
  sandbox: SandboxTarget | undefined
  /** How the provider speaks, where it is a preset. */
  speech: Speech
  /** The browser is on another device (RFC 8628). */
  device: boolean
  /** How the session will be kept; undefined keeps it as the one that it replaces. */
  store: StoreKind | undefined
}

/** Where the user wants to go: a saved profile, an issuer, or the sandbox. */
interface Destination {
  target: string
  profile: string
  saved: Profile | undefined
  flags: Layer
}

/**
 * Settles a login from target, flags, environment and profile. Raises `target-missing`, `profile-unknown`, `client-id-missing`,
 * `setting-invalid`, `redirect-uri-unusable`, `paste-impossible`, and what the sandbox raises.
 */
export async function planLogin(run: Run, target: string | undefined, mayAskSecret = false): Promise<LoginPlan> {
  const destination = await findDestination(run, target)
  if (run.options.misbehave !== undefined && destination.target !== 'sandbox') {
    throw new Failure('setting-invalid', { setting: '--misbehave', value: destination.target, expected: describeBy('with-sandbox') })
  }
  const sandbox = destination.target === 'sandbox' ? await startSandboxTarget(run, true) : undefined
  try {
    return await settle(run, destination, sandbox, mayAskSecret)
  } catch (error) {
    await sandbox?.sandbox.close()
    throw error
  }
}

async function settle(
  run: Run, { target, profile, saved, flags }: Destination, sandbox: SandboxTarget | undefined, mayAskSecret: boolean,
): Promise<LoginPlan> {
  const kept = sandbox ? withoutSandboxFacts(saved) : saved?.settings ?? {}
  const bare = resolveSettings(flags, run.context.environment, kept, sandbox?.preset ?? {})
  const preset = await findPresetTarget(bare)
  const resolved = preset ? resolveSettings(flags, run.context.environment, kept, preset.layer) : bare
  if (preset && !resolved['client-id']) tellRegistration(run, preset.preset, resolved)
  requireClientId(resolved, target)
  const ownClient = resolved['client-id']?.source === 'preset'
  const store = run.options.save === false ? 'none' : storeAsked(resolved)
  const key = keyOf(resolved, profile)
  // Before the browser opens: nobody should sign in for tokens that then can't be stored.
  if (key) await run.openSessions(store).prepare(key).catch(tolerateDamage)
  const known = (ownClient ? sandbox?.clientSecret : undefined) ?? await storedSecret(run, key)
  const clientSecret = readClientSecret(run, resolved)
    ?? (known === undefined ? await askClientSecret(run, resolved, mayAskSecret) : run.context.secrets.keep('client_secret', known))
  const provider = toProvider(resolved)
  const client = withAuthentication(run, toClient(resolved, clientSecret, target), preset)
  const device = resolved.device?.value === true
  const listening = device ? undefined : await planListening(run, resolved)
  const bound = {
    target, ...sandbox ? { issuer: provider.issuer, 'client-id': client.clientId } : {},
    ...preset ? { preset: preset.preset.id, bound: providerName(provider) } : {},
  }
  return {
    profile, resolved, provider, client, sandbox, store, device,
    speech: await speak(run, preset, resolved, client, {}),
    login: toLogin(resolved, target, profile, listening),
    settingsToSave: { ...savedElsewhere(settingsToSave(resolved), run.context), ...device ? {} : keepPasting(resolved, listening), ...bound },
  }
}

/** A redirect URI that only pasting can answer is walked by pasting the next time too; elsewhere it was for once. */
function keepPasting(resolved: Resolved, listening: LoginSettings['listening']): Record<string, unknown> {
  const { hostname = '', protocol } = parseAddress(textOf(resolved, 'redirect-uri') ?? '') ?? {}
  return listening === undefined && (protocol === 'https:' || !isThisMachine(hostname)) ? { paste: true } : {}
}

/** What must be registered at the provider, for whoever has no client there yet. */
function tellRegistration({ tell, catalogue }: Run, preset: Preset, resolved: Resolved): void {
  for (const line of describeRegistration(preset, textOf(resolved, 'redirect-uri') ?? '', catalogue)) tell(line)
}

/** File names are kept so that they mean the same from every folder; stdin means nothing later. */
function savedElsewhere(settings: Record<string, unknown>, { absolutePath }: Run['context']): Record<string, unknown> {
  const files = ['client-secret-file', 'ca', 'tls-cert', 'tls-key', 'redirect-tls-cert', 'redirect-tls-key']
  return Object.fromEntries(Object.entries(settings).flatMap(([name, value]) => {
    if (!files.includes(name) || typeof value !== 'string') return [[name, value]]
    return value === '-' ? [] : [[name, absolutePath(value)]]
  }))
}

/** A damaged session is no obstacle to a new login, which replaces it. */
function tolerateDamage(error: unknown): void {
  if (!(error instanceof Failure) || error.code !== 'store-corrupt') throw error
}

async function findDestination(run: Run, target: string | undefined): Promise<Destination> {
  const { options, context, profiles } = run
  const flags = flagLayer(options)
  const named = options.profile ?? (context.environment['OAUTH_WALK_PROFILE'] || undefined)
  const name = named === undefined ? undefined : checkProfileName(named)
  if (target === 'sandbox') return { target, profile: name ?? 'sandbox', saved: profiles.read(name ?? 'sandbox'), flags }
  if (target !== undefined && /^https?:\/\//i.test(target)) {
    const profile = name ?? profileNameOf(target)
    return { target, profile, saved: sameIssuer(profiles.read(profile), target), flags: { ...flags, issuer: target } }
  }
  if (target !== undefined && profiles.read(checkProfileName(target)) === undefined && await isPreset(target)) {
    const profile = name ?? target
    return { target, profile, saved: samePreset(profiles.read(profile), target), flags: { ...flags, preset: target } }
  }
  if (target !== undefined) return savedDestination(run, target, name, flags)
  const byFlags = resolveSettings(flags, context.environment, {}, {})
  const preset = textOf(byFlags, 'preset')
  if (preset !== undefined) return { target: preset, profile: name ?? preset, saved: samePreset(profiles.read(name ?? preset), preset), flags }
  if (byFlags.issuer ?? byFlags['token-endpoint']) {
    const profile = name ?? 'default'
    const issuer = byFlags.issuer?.value as string | undefined
    const saved = issuer === undefined ? undefined : sameIssuer(profiles.read(profile), issuer)
    return { target: providerName(toProvider(byFlags)), profile, saved, flags }
  }
  const active = name ?? profiles.active()
  if (active === undefined) throw new Failure('target-missing')
  return savedDestination(run, active, undefined, flags)
}

function savedDestination({ profiles }: Run, target: string, name: string | undefined, flags: Layer): Destination {
  const saved = profiles.read(checkProfileName(target))
  if (!saved) throw new Failure('profile-unknown', { name: target, target: true, known: profiles.list().map(profile => profile.name) })
  const kept = saved.settings['target']
  return { target: typeof kept === 'string' ? kept : target, profile: name ?? target, saved, flags }
}

async function isPreset(name: string): Promise<boolean> {
  const { presetNames } = await import('../providers/presets/index.ts')
  return presetNames.includes(name)
}

function samePreset(profile: Profile | undefined, preset: string): Profile | undefined {
  return profile?.settings['preset'] === preset ? profile : undefined
}

/** A profile that was made for another issuer has nothing to say about this one. */
function sameIssuer(profile: Profile | undefined, issuer: string): Profile | undefined {
  return profile?.settings['issuer'] === issuer ? profile : undefined
}

/** The sandbox may have moved since: its own facts are newer than the profile's. */
function withoutSandboxFacts(saved: Profile | undefined): Layer {
  const { issuer: _issuer, 'client-id': _client, ...rest } = saved?.settings ?? {}
  return rest
}

function keyOf(resolved: Resolved, profile: string): SessionKey | undefined {
  const client_id = textOf(resolved, 'client-id')
  return client_id === undefined ? undefined : { issuer: providerName(toProvider(resolved)), client_id, profile }
}

/** The secret that the last login with this issuer and client used; a session that can't be read is no obstacle to a new login. */
async function storedSecret(run: Run, key: SessionKey | undefined): Promise<string | undefined> {
  try {
    return key && (await run.openSessions(undefined).read(key))?.client_secret
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** `https://accounts.example.com/tenant` is called `accounts-example-com-tenant`. */
function profileNameOf(issuer: string): string {
  const name = issuer.replace(/^https?:\/\//i, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return name.slice(0, 64) || 'default'
}
