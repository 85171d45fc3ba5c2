import { Failure } from '../../codes/failure.ts'
import { cleanGiven } from '../../given.ts'
import { providerName, textOf, toProvider } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { environmentName, type SettingName } from '../../providers/settings.ts'
import { checkProfileName, type Profile } from '../../session/profile-file.ts'
import type { SessionKey } from '../../session/session-record.ts'
import type { Environment, Variables } from '../machine/environment.ts'

/** What it takes to find a profile: far less than a whole run. */
export interface ProfileSearch {
  options: { profile?: string }
  context: { environment: Variables, given: Pick<Environment, 'hasSecret'> }
  profiles: { active: () => string | undefined, read: (name: string) => Profile | undefined }
}

/**
 * The name of the profile that `--profile` or OAUTH_WALK_PROFILE asks for. Raises `profile-name-invalid`,
 * `value-unclean`.
 */
export function profileAsked(
  { options, context }: { options: { profile?: string }, context: { environment: Variables } },
): string | undefined {
  const [name, setting] = options.profile === undefined
    ? [context.environment['OAUTH_WALK_PROFILE'], 'OAUTH_WALK_PROFILE']
    : [options.profile, '--profile']
  return name === undefined ? undefined : checkProfileName(cleanGiven('word', name, setting))
}

/** The profile of what comes from the environment: nothing of it is kept. */
export function unsavedProfile(name = 'default'): Profile {
  return { v: 1, name, created_at: '', settings: {} }
}

/** The profile that a command is about: `--profile`, OAUTH_WALK_PROFILE, or the active one. Raises `no-session`. */
export function findProfile({ options, context, profiles }: ProfileSearch): Profile {
  const name = profileAsked({ options, context }) ?? profiles.active()
  const profile = name === undefined ? undefined : profiles.read(name)
  if (profile) return profile
  const seeded = context.given.hasSecret('OAUTH_WALK_REFRESH_TOKEN')
    || context.given.hasSecret('OAUTH_WALK_ACCESS_TOKEN')
  if (seeded) return unsavedProfile(name)
  throw new Failure('no-session', name === undefined ? {} : { profile: name, unknown: true })
}

/** A session with a preset stays bound to where it was made, also when a newer version has other addresses. */
export function keyOf({ name, settings: { bound } }: Profile, resolved: Resolved): SessionKey {
  const issuer = typeof bound === 'string' ? bound : providerName(toProvider(resolved))
  return { profile: name, issuer, client_id: textOf(resolved, 'client-id') ?? '' }
}

/** Settings that say to whom a token is sent. */
const binding = [
  'preset', 'provider-origin', 'tenant', 'domain', 'realm', 'region', 'base-url', 'provider-var', 'issuer', 'client-id',
  'authorization-endpoint', 'token-endpoint', 'userinfo-endpoint', 'revocation-endpoint', 'jwks-uri',
  'device-authorization-endpoint',
  'pushed-authorization-request-endpoint', 'introspection-endpoint', 'registration-endpoint',
] as const satisfies SettingName[]

/** Where one's own token is asked about is typed for that very command, and not inherited from an environment. */
function isTyped(name: SettingName, resolved: Resolved): boolean {
  return name === 'introspection-endpoint' && resolved[name]?.source === 'flag'
}

/**
 * A stored token goes only to the provider and for the client it came from: another one by flag or environment is a
 * mistake. Raises `profile-bound-elsewhere`.
 */
export function requireBound(profile: Profile, resolved: Resolved): void {
  if (Object.keys(profile.settings).length === 0) return
  const strange = binding.find(name =>
    resolved[name] && !isTyped(name, resolved) && String(profile.settings[name]) !== String(resolved[name].value))
  if (strange === undefined) return
  const source = resolved[strange]?.source === 'environment' ? environmentName(strange) : `--${strange}`
  const bound = profile.settings[strange]
    ?? profile.settings['bound']
    ?? profile.settings['issuer']
    ?? profile.settings['token-endpoint']
  throw new Failure('profile-bound-elsewhere', {
    profile: profile.name, bound, given: textOf(resolved, strange), source,
  })
}
