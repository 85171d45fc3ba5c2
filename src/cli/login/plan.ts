import { Failure } from '../../codes/failure.ts'
import type { ThisRun, Words } from '../../messages/way.ts'
import { providerName, toLogin, toProvider } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Dpop } from '../../extensions/dpop.ts'
import type { Finding } from '../../codes/finding.ts'
import type { StandIn } from '../../walk/by-grant/stand-in.ts'
import type { ClientSettings, LoginSettings, ProtectedResource, ProviderSettings, Walk } from '../../walk/context.ts'
import { bondOf } from './bond.ts'
import { planClient } from './client-of.ts'
import { endpointsBeside } from './endpoints-beside.ts'
import { settleSettings } from './settled.ts'
import { keptFor } from './kept.ts'
import { listSetElsewhere } from './taken-back.ts'
import { atNamedProvider } from './named-provider.ts'
import { findDestination } from './find-destination.ts'
import type { Destination } from './destination.ts'
import { planGrant } from './grant.ts'
import { planResources } from './resource.ts'
import { settingsToKeep } from './settings-to-keep.ts'
import { bindOnDemand } from '../client-authentication/possession.ts'
import { withJsonFiles } from './json-files.ts'
import { planListening } from './listening.ts'
import { noteUnneeded, planRegistering, type OwnRegistering } from './registering.ts'
import { refuseToPlay } from './sandbox-only.ts'
import { openDialect, type Dialect } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import { startSandboxTarget, type SandboxTarget } from '../sandbox/target.ts'
import { storeAsked } from '../sessions/stores.ts'
import type { StoreKind } from '../../addresses/store-address.ts'
import { inThisRun, thisLogin } from '../command-line/this-run.ts'

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
  dialect: Dialect
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
 * Settles a login from target, flags, environment and profile. Raises `target-missing`, `profile-unknown`,
 * `client-id-missing`, `setting-invalid`, `redirect-uri-unusable`, `paste-impossible`, and what the sandbox raises.
 */
export async function planLogin(given: Run, target: string | undefined, asking: Asking = {}): Promise<LoginPlan> {
  const destination = await findDestination(given, target)
  const run = await atNamedProvider(given, destination)
  if (destination.target !== 'sandbox') refuseToPlay(run, destination.target)
  if (run.options.misbehave === 'list')
    throw new Failure('setting-invalid', { setting: '--misbehave', value: 'list', close: [] })
  const sandbox = destination.target === 'sandbox' ? await startSandbox(run, destination) : undefined
  const again = (profile: string) => ({
    ...thisLogin(run, destination.said, profile), elsewhere: elsewhereOf(run, destination, profile),
  })
  try {
    const settled = await settle(run, destination, sandbox, asking)
    const keepsNothing = settled.store === 'none'
    return { ...settled, again: profile => ({ ...again(profile), ...keepsNothing && { keepsNothing } }) }
  } catch (error) {
    await sandbox?.sandbox.close()
    throw inThisRun(error, () => again(destination.profile))
  }
}

/** What is told of a failure must not fail itself. */
function elsewhereOf(run: Run, destination: Destination, profile: string): Words {
  try {
    return listSetElsewhere(run, keptFor(run, destination), profile)
  } catch {
    return []
  }
}

/** The sandbox, which is told who this login's client is. */
async function startSandbox(run: Run, destination: Destination): Promise<SandboxTarget> {
  const { clientForSandbox, kindWanted, requiringLocks } = await import('../sandbox/client.ts')
  const requiring = requiringLocks(run, destination)
  return startSandboxTarget(requiring, {
    mayMove: true, who: await clientForSandbox(requiring, destination), ...await kindWanted(run, destination),
  })
}

async function settle(
  run: Run, found: Destination, sandbox: SandboxTarget | undefined, asking: Asking,
): Promise<Omit<LoginPlan, 'again'>> {
  const settled = await settleSettings(run, found, sandbox)
  const { destination: { target, profile, isDerived }, resolved, preset, registers } = settled
  const store = run.options.save === false ? 'none' : storeAsked(resolved)
  const { client, keys } = await planClient(run, settled, { store, mayAsk: asking.mayAskSecret === true })
  const way = await planWay(run, resolved, client)
  const needsNoPasting = way.device || way.grant !== undefined || way.listening !== undefined
  const whole = withJsonFiles(run, resolved)
  const login = toLogin(whole, target, profile, way.listening)
  const provider = toProvider(resolved)
  const bound = {
    target, ...sandbox ? { issuer: provider.issuer, 'client-id': client.clientId, ...sandbox.kept } : {},
    ...preset ? { preset: preset.preset.id, bound: providerName(provider) } : {},
  }
  const registering = registers
    ? planRegistering(run, { resolved, keys, store, byDevice: way.device, login })
    : undefined
  const { resource, opens } = planResources(whole)
  return {
    profile, isDerived, resolved, client, sandbox, store, login, device: way.device, grant: way.grant,
    provider: { ...provider, ...endpointsBeside(settled.destination, resolved) }, registering, opens,
    resource: resource && { ...resource, bond: bondOf(resolved, settled.destination, { client, registering }) },
    remarks: registers ? [] : noteUnneeded(resolved),
    dpop: await bindOnDemand(run, resolved),
    dialect: await openDialect(run, preset, resolved, client, {}),
    settingsToSave: { ...settingsToKeep(run, resolved, needsNoPasting), ...bound },
  }
}

/**
 * By which way the tokens come: through a browser here, by another device, or without anybody. Raises
 * `paste-impossible`.
 */
async function planWay(
  run: Run, resolved: Resolved, client: ClientSettings,
): Promise<Pick<LoginPlan, 'device' | 'grant'> & { listening: LoginSettings['listening'] }> {
  const device = resolved.device?.value === true
  if (device && resolved.paste?.value === true && resolved.paste.source === resolved.device?.source)
    throw new Failure('paste-impossible', { reason: 'device' })
  const grant = await planGrant(run, resolved, client)
  return { device, grant, listening: device || grant ? undefined : await planListening(run, resolved) }
}
