import { Failure } from '../../codes/failure.ts'
import type { Profile } from '../../session/profiles.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import type { Run } from '../run.ts'
import { boundHosts } from './bound-hosts.ts'
import { findNamedProfile, findSession, tellHeld, type SignedIn } from '../sessions/signed-in.ts'

/**
 * The session of the profile that is bound to a host: the one that was named, also where it is in a shared store alone,
 * otherwise the active one, otherwise the only one. Raises `host-not-bound`, and what finding a session raises.
 */
export async function findSessionFor(run: Run, host: string): Promise<SignedIn> {
  const profile = await findProfileFor(run, host)
  return findSession({ ...run, options: { ...run.options, profile } })
}

/** The profiles that a tool may be told about: the one that was named, or all. */
export async function profilesOffered(run: Run): Promise<Profile[]> {
  const named = profileAsked(run)
  if (named === undefined) return run.profiles.list()
  const profile = await findNamedProfile(run, named)
  return profile ? [profile] : []
}

/** The name of the profile that is bound to a host. Raises `host-not-bound`, `no-session`. */
export async function findProfileFor(run: Run, host: string): Promise<string> {
  const named = profileAsked(run) ?? run.profiles.active()
  const profile = named === undefined ? undefined : await findNamedProfile(run, named)
  if (profile && boundHosts(profile).includes(host)) return profile.name
  if (profileAsked(run) !== undefined)
    throw profile
      ? notBound(host, profile.name)
      : new Failure('no-session', { profile: named, unknown: true, ...await tellHeld(run) })
  const [only, ...others] = run.profiles.list().filter(candidate => boundHosts(candidate).includes(host))
  if (only && others.length === 0) return only.name
  if (only) throw new Failure('host-not-bound', { host, candidates: [only, ...others].map(({ name }) => name) })
  throw named === undefined ? new Failure('no-session', await tellHeld(run)) : notBound(host, named)
}

function notBound(host: string, profile: string): Failure {
  return new Failure('host-not-bound', { host, profile })
}
