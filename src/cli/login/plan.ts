import { Failure } from '../../failure.ts'
import type { ThisRun } from '../../messages/again.ts'
import { isLoopbackHttp } from '../../loopback.ts'
import { clientUnderFapi2, fapi2Of, requireFapi2 } from '../../providers/fapi2.ts'
import { providerName, requireClientId, resolveSettings, textOf, toClient, toLogin, toProvider, toUnknownClient, type Resolved } from '../../providers/resolve.ts'
import type { Dpop } from '../../extensions/dpop.ts'
import type { Finding } from '../../protocol/checks.ts'
import type { SessionKey } from '../../session/session-record.ts'
import type { StandIn } from '../../walk/by-grant/stand-in.ts'
import type { ClientSettings, LoginSettings, ProtectedResource, ProviderSettings, Walk } from '../../walk/context.ts'
import { keysGiven } from '../client-keys.ts'
import { withMeans } from '../client-means.ts'
import { isSecretNamed } from '../client-secret.ts'
import { findDestination, type Destination } from './destination.ts'
import { grantOf, mayBeNobody, planGrant } from './grant.ts'
import { keptFor } from './kept.ts'
import { planResources } from './resource.ts'
import { secretOfClient } from './secret-of-client.ts'
import { settingsToKeep } from './settings-to-keep.ts'
import { bindOnDemand } from '../possession.ts'
import { takesKeys } from '../../providers/preset-locks.ts'
import { withJsonFiles } from './json-files.ts'
import { nameForOwner } from './profile-name.ts'
import { planListening } from './listening.ts'
import { noteUnneeded, planRegistering, registersItself, withoutClient, type OwnRegistering } from './registering.ts'
import { refuseToPlay, requireSandboxUser, requireToolServer } from './sandbox-only.ts'
import { findPresetTarget, speak, withAuthentication, type Speech } from '../preset-target.ts'
import type { Run } from '../run.ts'
import { startSandboxTarget, type SandboxTarget } from '../sandbox-target.ts'
import { storeAsked, type StoreKind } from '../stores.ts'
import { inThisRun, thisLogin } from '../this-run.ts'

/** Everything that is settled before the walk: where to, as whom, and what will be remembered of it. */
export interface LoginPlan {
  profile: string
  /** The user named no profile. */
  isDerived: boolean
  resolved: Resolved
  provider: ProviderSettings
  client: ClientSettings
  login: LoginSettings
  settingsToSave: Record<string, unknown>
  sandbox: SandboxTarget | undefined
  /** The resource whose provider is to be found. */
  resource: ProtectedResource | undefined
  /** What step 6 opens instead of the userinfo endpoint. */
  opens: Walk['opens']
  /** By what that resource is known to the provider, once it was asked. */
  identifier?: string | undefined
  /** How the client registers itself, where nobody named one. */
  registering: OwnRegistering | undefined
  /** What there is to say of the settings before anything is sent. */
  remarks: Finding[]
  /** How the provider speaks, where it is a preset. */
  speech: Speech
  /** What binds the tokens to a key, where that was asked for, or comes to be demanded. */
  dpop: Dpop
  /** The browser is on another device (RFC 8628). */
  device: boolean
  /** What stands in for the browser, where the token is got without one. */
  grant: StandIn | undefined
  /** How this login is said again. */
  again: (profile: string) => ThisRun
  /** How the session will be kept; undefined keeps it as the one that it replaces. */
  store: StoreKind | undefined
}

/** What a person may be asked. */
interface Asking { mayAskSecret?: boolean }

/**
 * Settles a login from target, flags, environment and profile. Raises `target-missing`, `profile-unknown`, `client-id-missing`,
 * `setting-invalid`, `redirect-uri-unusable`, `paste-impossible`, and what the sandbox raises.
 */
export async function planLogin(run: Run, target: string | undefined, asking: Asking = {}): Promise<LoginPlan> {
  const destination = await findDestination(run, target)
  if (destination.target !== 'sandbox') refuseToPlay(run, destination.target)
  if (run.options.misbehave === 'list') throw new Failure('setting-invalid', { setting: '--misbehave', value: 'list', close: [] })
  const sandbox = destination.target === 'sandbox' ? await startSandbox(run, destination) : undefined
  const again = (profile: string) => thisLogin(run, destination.said, profile)
  try {
    return { ...await settle(run, destination, sandbox, asking), again }
  } catch (error) {
    await sandbox?.sandbox.close()
    throw inThisRun(error, () => again(destination.profile))
  }
}

/** The sandbox, which is told who this login's client is. */
async function startSandbox(run: Run, destination: Destination): Promise<SandboxTarget> {
  const { clientForSandbox, kindWanted, requiringLocks } = await import('../sandbox-client.ts')
  const requiring = requiringLocks(run, destination)
  return startSandboxTarget(requiring, { mayMove: true, who: await clientForSandbox(requiring, destination), ...await kindWanted(run, destination) })
}

async function settle(
  run: Run, destination: Destination, sandbox: SandboxTarget | undefined, asking: Asking,
): Promise<Omit<LoginPlan, 'again'>> {
  const { target, profile, saved, flags, isDerived } = destination
  const kept = keptFor(run, destination)
  const bare = resolveSettings(flags, run.context.environment, kept, sandbox?.preset ?? {})
  const preset = await findPresetTarget(bare)
  const laid = preset ? resolveSettings(flags, run.context.environment, kept, preset.layer) : bare
  requireFapi2(laid)
  if (sandbox) requireToolServer(laid)
  const registers = registersItself(laid, kept)
  const resolved = registers ? withoutClient(laid) : laid
  requireSandboxUser(run, target, sandbox !== undefined || isLoopbackHttp(textOf(resolved, 'provider-origin') ?? ''))
  const isUnnamed = registers || mayBeNobody(resolved)
  if (!isUnnamed) requireClientId(resolved, target, grantOf(resolved) !== undefined)
  const name = isDerived ? nameFor(run, profile, resolved) : profile
  if (name !== profile) return settle(run, { ...destination, profile: name, saved: run.profiles.read(name) ?? saved }, sandbox, asking)
  const ownClient = resolved['client-id']?.source === 'preset'
  const store = run.options.save === false ? 'none' : storeAsked(resolved)
  const key = keyOf(resolved, profile)
  // Before the browser opens: nobody should sign in for tokens that then can't be stored.
  if (key) await run.openSessions(store).prepare(key).catch(tolerateDamage)
  const keys = sandbox?.clientKeys ?? await keysGiven(run, resolved)
  const knownBefore = async () => (ownClient ? sandbox?.clientSecret : undefined) ?? await storedSecret(run, key)
  const sources = { keys, takesKeys: takesKeys(preset?.preset), knownBefore, mayAsk: asking.mayAskSecret === true }
  const clientSecret = fapi2Of(resolved) || registers ? undefined : await secretOfClient(run, resolved, sources)
  const provider = toProvider(resolved)
  const known = isUnnamed ? toUnknownClient(resolved, clientSecret) : toClient(resolved, clientSecret, target)
  const means = await withMeans(run, resolved, withAuthentication(run, known, preset), keys)
  const client = clientUnderFapi2(means, resolved, isSecretNamed(run, resolved))
  const device = resolved.device?.value === true
  if (device && resolved.paste?.value === true && resolved.paste.source === resolved.device?.source) throw new Failure('paste-impossible', { reason: 'device' })
  const grant = await planGrant(run, resolved, client)
  const listening = device || grant ? undefined : await planListening(run, resolved)
  const bound = {
    target, ...sandbox ? { issuer: provider.issuer, 'client-id': client.clientId, ...sandbox.kept } : {},
    ...preset ? { preset: preset.preset.id, bound: providerName(provider) } : {},
  }
  const toRegister = { resolved, keys: keys.keys, store, byDevice: device }
  const whole = withJsonFiles(run, resolved)
  const login = toLogin(whole, target, profile, listening)
  return {
    profile, isDerived, resolved, provider, client, sandbox, store, device, grant, login,
    registering: registers ? planRegistering(run, { ...toRegister, login }) : undefined,
    ...planResources(whole),
    remarks: registers ? [] : noteUnneeded(resolved),
    dpop: await bindOnDemand(run, resolved),
    speech: await speak(run, preset, resolved, client, {}),
    settingsToSave: { ...settingsToKeep(run, resolved, device || grant !== undefined || listening !== undefined), ...bound },
  }
}

/** A damaged session is no obstacle to a new login, which replaces it. */
function tolerateDamage(error: unknown): void {
  if (!(error instanceof Failure) || error.code !== 'store-corrupt') throw error
}

/** The name of a profile that the user did not name: one of another issuer or client is left alone. */
function nameFor({ profiles }: Run, base: string, resolved: Resolved): string {
  const owner = keyOf(resolved, base)
  return owner ? nameForOwner(profiles, base, owner) : base
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
