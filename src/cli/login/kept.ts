import { join } from 'node:path'
import { resolveSettings, textOf, type Layer } from '../../providers/resolve.ts'
import type { SettingName } from '../../providers/settings.ts'
import type { Run } from '../run.ts'
import { sandboxClientId, sandboxKeyName } from '../sandbox/target.ts'
import type { Destination } from './destination.ts'

/** Where a provider is. */
export const places: readonly SettingName[] = [
  'issuer', 'authorization-endpoint', 'token-endpoint', 'userinfo-endpoint', 'revocation-endpoint', 'jwks-uri',
  'device-authorization-endpoint', 'pushed-authorization-request-endpoint', 'introspection-endpoint',
  'registration-endpoint', 'protected-resource', 'authorization-server', 'preset',
]

/** What a preset's addresses differ in. */
export const variables: readonly SettingName[] = [
  'provider-origin', 'tenant', 'domain', 'realm', 'region', 'base-url', 'provider-var',
]

/** True of a provider, whoever its client is. */
const ofProvider: readonly SettingName[] = [
  ...places, ...variables, 'resource-method', 'repeat-scope', 'ca', 'store',
]

/** By these a client proves itself: another one must never use them. */
export const credentials: readonly SettingName[] = [
  'client-secret-file', 'client-key', 'client-assertion-file', 'client-assertion-from', 'workload-audience',
  'auth-method', 'tls-cert', 'tls-key', 'register', 'initial-access-token-file',
]

/** What a login at the sandbox was told of the certificate that the sandbox made. */
const ofCertificate: readonly SettingName[] = ['tls-cert', 'tls-key', 'ca', 'auth-method']

/**
 * What the profile says to this login. Where flag, environment or the sandbox name another client than the profile's,
 * its credentials are not used; and where nobody named the profile, nothing of that client is.
 */
export function keptFor(
  { context, folder }: Run,
  { saved, flags, target, isDerived }: Pick<Destination, 'saved' | 'flags' | 'target' | 'isDerived'>,
): Layer {
  const { settings = {} } = saved ?? {}
  const isSandbox = target === 'sandbox'
  const ofSandbox = isSandbox ? sandboxClientId : undefined
  const asked = textOf(resolveSettings(flags, context.environment, {}, {}), 'client-id') ?? ofSandbox
  const isAnother = asked !== undefined && settings['client-id'] !== undefined && asked !== settings['client-id']
  const kept = !isAnother
    ? settings
    : pick(settings, name => isDerived ? ofProvider.includes(name) : !credentials.includes(name))
  return isSandbox ? withoutSandboxFacts(kept, folder) : kept
}

/**
 * The sandbox may have moved since, and require something else: its facts are newer than the profile's. A certificate
 * in our folder is one, and so is the key that was made for it.
 */
function withoutSandboxFacts(settings: Layer, folder: string): Layer {
  const { issuer: _issuer, 'client-id': _client, 'protected-resource': _resource, 'client-key': key, ...others }
    = settings
  const rest = key === undefined || key === sandboxKeyName ? others : { ...others, 'client-key': key }
  const isOurs = String(settings['tls-cert']).startsWith(join(folder, '/'))
  return isOurs ? pick(rest, name => !ofCertificate.includes(name)) : rest
}

function pick(settings: Layer, isKept: (name: SettingName) => boolean): Layer {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isKept(name as SettingName)))
}
