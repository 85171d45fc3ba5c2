import type { Secret } from '../../secrets/secret.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { SettingName } from '../../providers/settings.ts'
import { createBond, type Bond } from '../../walk/bond.ts'
import type { ClientSettings } from '../../walk/context.ts'
import type { Destination } from './destination.ts'

/** What was given for a client at one provider, as a profile keeps it. */
const givenFor: readonly SettingName[] = [
  'client-id', 'client-secret-file', 'client-key', 'client-assertion-file', 'client-assertion-from', 'tls-cert',
  'header', 'initial-access-token-file',
]

/** The client of a login, as far as it decides where it may go. */
export interface Travelling {
  client: ClientSettings
  /** It registers itself, by this token where it was given one. */
  registering: { initialAccessToken?: Secret | undefined } | undefined
}

/** What ties the client of a login at a resource: to the provider of the profile, or to the first that is found. */
export function bondOf(
  resolved: Resolved, { saved, profile }: Pick<Destination, 'saved' | 'profile'>, travelling: Travelling,
): Bond {
  const { issuer } = saved?.settings ?? {}
  const isOfProfile = travelling.registering !== undefined || isClientOf(resolved, saved)
  return createBond({
    first: isOfProfile && typeof issuer === 'string' ? issuer : undefined,
    mayFollow: mayFollow(resolved, travelling), profile,
  })
}

/** Whether a part of the client is the profile’s; one that is named anew by the same id has its stored secret. */
function isClientOf(resolved: Resolved, saved: Destination['saved']): boolean {
  return givenFor.some(name => resolved[name]?.source === 'profile')
    || (resolved.issuer?.source === 'profile' && textOf(resolved, 'client-id') === saved?.settings['client-id'])
}

/** A client that any provider comes to know by itself, and that carries nothing which it was given for one of them. */
function mayFollow(resolved: Resolved, { client, registering }: Travelling): boolean {
  const { clientId, clientSecret, keys = [], takeAssertion, platform, hasCertificate } = client
  const isKnownAnywhere = registering !== undefined || clientId.startsWith('https://')
  const given = [
    clientSecret, keys[0], takeAssertion, platform, hasCertificate, resolved.header, registering?.initialAccessToken,
  ]
  return isKnownAnywhere && given.every(one => one === undefined)
}
