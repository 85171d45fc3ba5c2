import { Failure } from '../../codes/failure.ts'
import { cleanGiven } from '../../given.ts'
import { requireIssuerForm } from '../../protocol/issuer-form.ts'
import { providerName, resolveSettings, textOf, toProvider, type Layer } from '../../providers/resolve.ts'
import { checkProfileName, type Profile } from '../../session/profiles.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import { findNamedProfile } from '../sessions/signed-in.ts'
import { asksForMcp, mcpSandboxProfile } from '../sandbox/mcp.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { looksLikeResource } from './resource.ts'
import { namesFor, profileNameOf } from './profile-name.ts'
import type { Destination } from './destination.ts'

/** What the user has said besides the target: the flags, and a profile by its name. */
interface Besides {
  flags: Layer
  name: string | undefined
}

/**
 * Finds out where to go: from the target, or without one from flags and the active profile. Raises `target-missing`,
 * `profile-unknown`, `profile-name-invalid`, `issuer-form`, `value-unclean`.
 */
export async function findDestination(run: Run, target: string | undefined): Promise<Destination> {
  const besides = { flags: flagLayer(run.options), name: profileAsked(run) }
  return target === undefined
    ? destinationByFlags(run, besides)
    : destinationOf(run, cleanGiven('address', target, 'TARGET'), besides)
}

async function destinationOf(run: Run, target: string, { flags, name }: Besides): Promise<Destination> {
  const { profiles } = run
  const isDerived = name === undefined
  // The sandbox is at another address when its port was taken, and still the same.
  if (target === 'sandbox') {
    const profile = name ?? (await asksForMcp(run) ? mcpSandboxProfile : target)
    return { target, said: target, profile, saved: profiles.read(profile), flags, isDerived: false }
  }
  if (/^https?:\/\//i.test(target)) {
    requireIssuerForm(target)
    const profile = name ?? profileNameOf(target)
    const known = madeFor(profiles.read(profile), 'protected-resource', target)
    if (known || looksLikeResource(target) || flags['protected-resource'] === target)
      return {
        target, said: target, profile, saved: known, flags: { ...flags, 'protected-resource': target }, isDerived,
      }
    return {
      target, said: target, profile, saved: savedFor(run, profile, target, isDerived),
      flags: { ...flags, issuer: target }, isDerived,
    }
  }
  if (/[.:]/.test(target)) requireIssuerForm(target)
  const known = profiles.read(checkProfileName(target))
  // A profile that is called as its preset was named by nobody.
  if (known === undefined ? await isPreset(target) : known.settings['preset'] === target) {
    const profile = name ?? target
    return {
      target, said: target, profile, saved: madeFor(profiles.read(profile), 'preset', target),
      flags: { ...flags, preset: target }, isDerived,
    }
  }
  return savedDestination(run, target, name, flags)
}

async function destinationByFlags(run: Run, { flags, name }: Besides): Promise<Destination> {
  const { context, profiles } = run
  const isDerived = name === undefined
  const byFlags = resolveSettings(flags, context.environment, {}, {})
  const preset = textOf(byFlags, 'preset')
  if (preset !== undefined) {
    const profile = name ?? preset
    const saved = madeFor(profiles.read(profile), 'preset', preset)
    return { target: preset, said: undefined, profile, saved, flags, isDerived }
  }
  const resource = textOf(byFlags, 'protected-resource')
  if (resource !== undefined) {
    const profile = name ?? profileNameOf(resource)
    const saved = madeFor(profiles.read(profile), 'protected-resource', resource)
    return { target: resource, said: undefined, profile, saved, flags, isDerived }
  }
  if (byFlags.issuer ?? byFlags['token-endpoint']) {
    const profile = name ?? 'default'
    const issuer = textOf(byFlags, 'issuer')
    const saved = issuer === undefined ? undefined : savedFor(run, profile, issuer, isDerived)
    return { target: providerName(toProvider(byFlags)), said: undefined, profile, saved, flags, isDerived }
  }
  const active = name ?? profiles.active()
  if (active === undefined) throw new Failure('target-missing')
  return { ...await savedDestination(run, active, undefined, flags), isDerived }
}

async function savedDestination(
  run: Run, target: string, name: string | undefined, flags: Layer,
): Promise<Destination> {
  const saved = await findNamedProfile(run, checkProfileName(target))
  if (!saved) {
    requireIssuerForm(target)
    throw await profileUnknown(target, run.profiles.list().map(profile => profile.name))
  }
  const kept = saved.settings['target']
  return {
    target: typeof kept === 'string' ? kept : target, said: target, profile: name ?? target, saved, flags,
    isDerived: false,
  }
}

async function profileUnknown(name: string, known: readonly string[]): Promise<Failure> {
  const near = await (await import('../command-line/near-targets.ts')).nearTargets(name, known)
  return new Failure('profile-unknown', { name, target: true, known, near })
}

async function isPreset(name: string): Promise<boolean> {
  const { presetNames } = await import('../../providers/presets/index.ts')
  return presetNames.includes(name)
}

/** What was saved for an issuer; where nobody chose the name, it may have another one than the plainest. */
function savedFor({ profiles }: Run, profile: string, issuer: string, isDerived: boolean): Profile | undefined {
  const names = isDerived ? namesFor(profile, { issuer }) : [profile]
  return names.map(name => madeFor(profiles.read(name), 'issuer', issuer)).find(saved => saved !== undefined)
}

/** A profile that was made for another preset, resource or issuer has nothing to say about this one. */
function madeFor(
  profile: Profile | undefined, setting: 'preset' | 'protected-resource' | 'issuer', value: string,
): Profile | undefined {
  return profile?.settings[setting] === value ? profile : undefined
}
