import { Failure } from '../failure.ts'
import { providerName, resolveSettings, settingsToSave, toClient, toLogin, toProvider, type Layer, type Resolved } from '../providers/resolve.ts'
import { checkProfileName, type Profile } from '../session/profiles.ts'
import type { ClientSettings, LoginSettings, ProviderSettings } from '../walk/context.ts'
import { readClientSecret } from './client-secret.ts'
import { flagLayer } from './options.ts'
import type { Run } from './run.ts'
import { startSandboxTarget, type SandboxTarget } from './sandbox-target.ts'

/** Everything that is settled before the walk: where to, as whom, and what will be remembered of it. */
export interface LoginPlan {
  profile: string
  resolved: Resolved
  provider: ProviderSettings
  client: ClientSettings
  login: LoginSettings
  settingsToSave: Record<string, unknown>
  sandbox: SandboxTarget | undefined
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
 * `setting-invalid`, and what the sandbox raises.
 */
export async function planLogin(run: Run, target: string | undefined): Promise<LoginPlan> {
  const destination = findDestination(run, target)
  const sandbox = destination.target === 'sandbox' ? await startSandboxTarget(run, true) : undefined
  try {
    return settle(run, destination, sandbox)
  } catch (error) {
    await sandbox?.sandbox.close()
    throw error
  }
}

function settle(run: Run, { target, profile, saved, flags }: Destination, sandbox: SandboxTarget | undefined): LoginPlan {
  const kept = sandbox ? withoutSandboxFacts(saved) : saved?.settings ?? {}
  const resolved = resolveSettings(flags, run.context.environment, kept, sandbox?.preset ?? {})
  const ownClient = resolved['client-id']?.source === 'preset'
  const known = (ownClient ? sandbox?.clientSecret : undefined) ?? storedSecret(run, resolved, profile)
  const clientSecret = readClientSecret(run, resolved) ?? (known === undefined ? undefined : run.context.secrets.keep('client_secret', known))
  const provider = toProvider(resolved)
  const client = toClient(resolved, clientSecret, target)
  const bound = sandbox ? { target, issuer: provider.issuer, 'client-id': client.clientId } : { target }
  return {
    profile, resolved, provider, client, sandbox,
    login: toLogin(resolved, target, profile),
    settingsToSave: { ...settingsToSave(resolved), ...bound },
  }
}

function findDestination(run: Run, target: string | undefined): Destination {
  const { options, context, profiles } = run
  const flags = flagLayer(options)
  const named = options.profile ?? (context.environment['OAUTH_WALK_PROFILE'] || undefined)
  const name = named === undefined ? undefined : checkProfileName(named)
  if (target === 'sandbox') return { target, profile: name ?? 'sandbox', saved: profiles.read(name ?? 'sandbox'), flags }
  if (target !== undefined && /^https?:\/\//i.test(target)) {
    const profile = name ?? profileNameOf(target)
    return { target, profile, saved: sameIssuer(profiles.read(profile), target), flags: { ...flags, issuer: target } }
  }
  if (target !== undefined) return savedDestination(run, target, name, flags)
  const byFlags = resolveSettings(flags, context.environment, {}, {})
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
  if (!saved) throw new Failure('profile-unknown', { name: target, known: profiles.list().map(profile => profile.name) })
  const kept = saved.settings['target']
  return { target: typeof kept === 'string' ? kept : target, profile: name ?? target, saved, flags }
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

/** The secret that the last login with this issuer and client used; a session that can't be read is no obstacle to a new login. */
function storedSecret(run: Run, resolved: Resolved, profile: string): string | undefined {
  const issuer = providerName(toProvider(resolved))
  const client_id = resolved['client-id']?.value
  if (typeof client_id !== 'string') return undefined
  try {
    return run.sessions.read({ issuer, client_id, profile })?.client_secret
  } catch {
    return undefined
  }
}

/** `https://accounts.example.com/tenant` is called `accounts-example-com-tenant`. */
function profileNameOf(issuer: string): string {
  const name = issuer.replace(/^https?:\/\//i, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return name.slice(0, 64) || 'default'
}
