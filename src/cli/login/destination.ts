import { Failure } from '../../failure.ts'
import { providerName, resolveSettings, textOf, toProvider, type Layer } from '../../providers/resolve.ts'
import { checkProfileName, type Profile } from '../../session/profiles.ts'
import { flagLayer } from '../options.ts'
import type { Run } from '../run.ts'

/** Where the user wants to go: a saved profile, an issuer, or the sandbox. */
export interface Destination {
  target: string
  profile: string
  saved: Profile | undefined
  flags: Layer
}

/** What the user has said besides the target: the flags, and a profile by its name. */
interface Said {
  flags: Layer
  name: string | undefined
}

/**
 * Finds out where to go: from the target, or without one from flags and the active profile. Raises `target-missing`, `profile-unknown`,
 * `profile-name-invalid`.
 */
export async function findDestination(run: Run, target: string | undefined): Promise<Destination> {
  const { options, context } = run
  const named = options.profile ?? (context.environment['OAUTH_WALK_PROFILE'] || undefined)
  const said = { flags: flagLayer(options), name: named === undefined ? undefined : checkProfileName(named) }
  return target === undefined ? destinationByFlags(run, said) : destinationOf(run, target, said)
}

async function destinationOf(run: Run, target: string, { flags, name }: Said): Promise<Destination> {
  const { profiles } = run
  if (target === 'sandbox') return { target, profile: name ?? 'sandbox', saved: profiles.read(name ?? 'sandbox'), flags }
  if (/^https?:\/\//i.test(target)) {
    const profile = name ?? profileNameOf(target)
    return { target, profile, saved: sameIssuer(profiles.read(profile), target), flags: { ...flags, issuer: target } }
  }
  if (profiles.read(checkProfileName(target)) === undefined && await isPreset(target)) {
    const profile = name ?? target
    return { target, profile, saved: samePreset(profiles.read(profile), target), flags: { ...flags, preset: target } }
  }
  return savedDestination(run, target, name, flags)
}

function destinationByFlags(run: Run, { flags, name }: Said): Destination {
  const { context, profiles } = run
  const byFlags = resolveSettings(flags, context.environment, {}, {})
  const preset = textOf(byFlags, 'preset')
  if (preset !== undefined) return { target: preset, profile: name ?? preset, saved: samePreset(profiles.read(name ?? preset), preset), flags }
  if (byFlags.issuer ?? byFlags['token-endpoint']) {
    const profile = name ?? 'default'
    const issuer = textOf(byFlags, 'issuer')
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
  const { presetNames } = await import('../../providers/presets/index.ts')
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
export function withoutSandboxFacts(saved: Profile | undefined): Layer {
  const { issuer: _issuer, 'client-id': _client, ...rest } = saved?.settings ?? {}
  return rest
}

/** `https://accounts.example.com/tenant` is called `accounts-example-com-tenant`. */
function profileNameOf(issuer: string): string {
  const name = issuer.replace(/^https?:\/\//i, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return name.slice(0, 64) || 'default'
}
