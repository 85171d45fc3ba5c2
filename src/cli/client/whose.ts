import { Failure } from '../../codes/failure.ts'
import { cleanGiven } from '../../given.ts'
import { providerName, resolveSettings, toProvider } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { checkProfileName, type Profile } from '../../session/profiles.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { openClients } from './stored.ts'

/** Whose client is meant, and under which settings its provider is reached. */
export interface Whose {
  issuer: string
  profile: Profile | undefined
  resolved: Resolved
}

/**
 * The provider that an issuer or the name of a profile means; without either, that of the active profile, or the only
 * one that there is a client of. Raises `client-unknown`, `profile-unknown`, `profile-name-invalid`, `value-unclean`.
 */
export function whoseClient(run: Run, said: string | undefined): Whose {
  const word = said === undefined ? undefined : cleanGiven('address', said, 'ISSUER')
  if (word !== undefined && /^https?:\/\//i.test(word)) {
    const issuer = writtenAs(run, word)
    return at(run, issuer, run.profiles.list().find(profile => issuerOf(run, profile) === issuer))
  }
  const name = word ?? profileAsked(run) ?? run.profiles.active()
  const profile = name === undefined ? undefined : run.profiles.read(checkProfileName(name))
  if (word !== undefined && !profile)
    throw new Failure('profile-unknown', { name: word, known: run.profiles.list().map(one => one.name), near: [] })
  const issuers = openClients(run).list().map(({ issuer }) => issuer)
  const own = profile && issuerOf(run, profile)
  const issuer = own !== undefined && (word !== undefined || issuers.includes(own))
    ? own
    : issuers.length === 1
      ? issuers[0]
      : undefined
  if (issuer === undefined) throw new Failure('client-unknown', {})
  return at(run, issuer, issuer === own ? profile : run.profiles.list().find(one => issuerOf(run, one) === issuer))
}

/** The issuer as its client is kept: many a provider's name ends in a slash that nobody types. */
function writtenAs(run: Run, word: string): string {
  const bare = (address: string) => address.replace(/\/$/, '')
  const issuers = openClients(run).list().map(({ issuer }) => issuer)
  return issuers.includes(word) ? word : issuers.find(issuer => bare(issuer) === bare(word)) ?? word
}

function at(run: Run, issuer: string, profile: Profile | undefined): Whose {
  return {
    issuer, profile,
    resolved: resolveSettings(flagLayer(run.options), run.context.environment, profile?.settings ?? {}, {}),
  }
}

/** The issuer that a profile's client is registered at. */
export function issuerOf({ context }: Run, { settings }: Profile): string {
  const { bound } = settings
  return typeof bound === 'string'
    ? bound
    : providerName(toProvider(resolveSettings({}, context.environment, settings, {})))
}
