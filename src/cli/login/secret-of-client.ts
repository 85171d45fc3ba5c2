import { isAssertionNamed } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secret } from '../../secrets/secret.ts'
import { askClientSecret, takeClientSecret } from '../client-authentication/client-secret.ts'
import type { Run } from '../run.ts'
import type { ClientKeys } from '../client-authentication/taken-keys.ts'

/** By what else the client may prove itself, what is known from before, and whether a person may be asked. */
export interface SecretSources {
  keys: ClientKeys
  /** The preset knows that the provider takes a client's key instead of a secret. */
  takesKeys: boolean
  knownBefore: () => Promise<string | undefined>
  mayAsk: boolean
}

/** The client's secret: as it is given now, as it is known from before, or as a person types it. */
export async function secretOfClient(
  run: Run, resolved: Resolved, sources: SecretSources,
): Promise<Secret | undefined> {
  const { keys, takesKeys, knownBefore, mayAsk } = sources
  const given = await takeClientSecret(run, resolved)
  if (given !== undefined) return given
  const known = provesOtherwise(resolved, keys) ? undefined : await knownBefore()
  if (known === undefined && takesKeys && provesByKey(resolved, keys)) return undefined
  return known === undefined ? askClientSecret(run, resolved, mayAsk) : run.context.secrets.keep('client_secret', known)
}

/**
 * Who says now by which key or certificate the client proves itself no longer means the secret of the last login. A key
 * that only decrypts proves nothing.
 */
function provesOtherwise(resolved: Resolved, { keys }: ClientKeys): boolean {
  const means = (['client-key', 'client-assertion-file', 'client-assertion-from', 'tls-cert'] as const).filter(name =>
    resolved[name]?.source === 'flag')
  return means.some(name => name !== 'client-key' || keys.length > 0)
}

function provesByKey(resolved: Resolved, { keys }: ClientKeys): boolean {
  return keys.length > 0 || isAssertionNamed(resolved)
}
