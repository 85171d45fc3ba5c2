import { Failure } from '../../codes/failure.ts'
import type { ClientKey } from '../../protocol/authentication/client-key.ts'
import { clientUnderFapi2, fapi2Of } from '../../providers/fapi2.ts'
import { takesKeys } from '../../providers/preset-locks.ts'
import { toClient, toUnknownClient } from '../../providers/resolve.ts'
import type { SessionKey } from '../../session/session-record.ts'
import { ifShared } from '../../addresses/store-address.ts'
import type { ClientSettings } from '../../walk/context.ts'
import { keysGiven } from '../client-authentication/client-keys.ts'
import { proveAssertion, withMeans } from '../client-authentication/client-means.ts'
import { isSecretNamed } from '../client-authentication/client-secret.ts'
import { withAuthentication } from '../back-channel/preset-target.ts'
import type { Run } from '../run.ts'
import type { StoreKind } from '../../addresses/store-address.ts'
import { secretOfClient } from './secret-of-client.ts'
import { keyOf, type Settled } from './settled.ts'

/** Who the client of a login is, and its keys that sign. Raises what reading keys and secrets raises. */
export async function planClient(
  run: Run, { destination: { target, profile }, sandbox, preset, resolved, registers, isUnnamed }: Settled,
  { store, mayAsk }: { store: StoreKind | undefined, mayAsk: boolean },
): Promise<{ client: ClientSettings, keys: readonly ClientKey[] }> {
  const key = keyOf(resolved, profile)
  // Before the browser opens: nobody should sign in for tokens that then can't be stored.
  if (key) await run.openSessions(store).prepare(key).catch(tolerateDamage)
  const keys = sandbox?.clientKeys ?? await keysGiven(run, resolved)
  const ownSecret = resolved['client-id']?.source === 'preset' ? sandbox?.clientSecret : undefined
  const knownBefore = async () => ownSecret ?? await storedSecret(run, store, key)
  const sources = { keys, takesKeys: takesKeys(preset?.preset), knownBefore, mayAsk }
  const secret = fapi2Of(resolved) || registers ? undefined : await secretOfClient(run, resolved, sources)
  const known = isUnnamed ? toUnknownClient(resolved, secret) : toClient(resolved, secret, target)
  proveAssertion(run, resolved)
  const means = await withMeans(run, resolved, withAuthentication(run, known, preset), keys)
  return { client: clientUnderFapi2(means, resolved, isSecretNamed(run, resolved)), keys: keys.keys }
}

/** A damaged session is no obstacle to a new login, which replaces it. */
function tolerateDamage(error: unknown): void {
  if (!(error instanceof Failure) || error.code !== 'store-corrupt') throw error
}

/**
 * The secret that the last login with this issuer and client used; a session that can't be read is no obstacle to a new
 * login.
 */
async function storedSecret(
  run: Run, store: StoreKind | undefined, key: SessionKey | undefined,
): Promise<string | undefined> {
  try {
    return key && (await run.openSessions(ifShared(store)).read(key))?.client_secret
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return undefined
    throw error
  }
}
