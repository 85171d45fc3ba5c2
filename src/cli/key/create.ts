import { Failure } from '../../failure.ts'
import { describeBy } from '../../described.ts'
import { toPublicJwk } from '../../protocol/authentication/jwk.ts'
import { newKeyPair } from '../../protocol/authentication/new-key.ts'
import { signingAlgorithms, type SigningAlgorithm } from '../../protocol/authentication/signing-algorithms.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import type { KeptAs } from '../../session/envelope.ts'
import { checkKeyName, type StoredKey, type StoredKeys } from '../../session/key-record.ts'
import { noText } from '../../text/terminal.ts'
import { flagLayer } from '../options.ts'
import { rememberKey } from '../possession.ts'
import type { Run } from '../run.ts'
import { storeAsked } from '../stores.ts'
import { openKeys, usualName } from './stored.ts'

/**
 * `oauth-walk key create [NAME]`: a new key pair. With `--rotate` it comes before those that the name has, and signs from now on: the provider may
 * go on to know the old ones until it has read the new JWKS.
 */
export async function create(run: Run, named: string = usualName): Promise<void> {
  const { options, catalogue } = run
  const [name, rotate] = [checkKeyName(named), options['rotate'] === true]
  const keptAs = keptAsAsked(run)
  const store = openKeys(run, keptAs)
  // Before a passphrase is asked for that nothing needs.
  if (!rotate) refuseExisting(name, store.list().some(one => one.name === name))
  const { keys: [made] } = await store.change(name, async (before) => {
    if (!rotate) refuseExisting(name, before !== undefined)
    return { v: 1 as const, name, keys: [await makeKey(run, algorithmFor(run, before)), ...before?.keys ?? []] as [StoredKey, ...StoredKey[]] }
  })
  const { kid, alg, jwk } = made
  run.tell(rotate ? catalogue.key.rotated(name, alg, kid) : catalogue.key.created(name, alg, kid))
  run.tell(catalogue.key.register(name))
  run.result({ ok: true, name, kid, alg, public_key: toPublicJwk(jwk, { kid, alg }) }, noText)
}

function refuseExisting(name: string, exists: boolean): void {
  if (exists) throw new Failure('key-exists', { name })
}

/** A key that signs must be there the next time: it can't be kept nowhere. */
function keptAsAsked({ options, context }: Run): KeptAs | undefined {
  const kind = storeAsked(resolveSettings(flagLayer(options), context.environment, {}, {}))
  if (kind !== 'none') return kind
  throw new Failure('setting-invalid', { setting: '--store', value: kind, expected: describeBy('one-of', 'file', 'keyring', 'passphrase') })
}

/** Who rotates a key wants the same kind, unless another one is named: the provider knows how this client signs. */
function algorithmFor({ options }: Run, before: StoredKeys | undefined): SigningAlgorithm {
  const wanted = options['alg'] ?? before?.keys[0]?.alg
  return signingAlgorithms.find(algorithm => algorithm === wanted) ?? 'ES256'
}

async function makeKey({ context }: Run, alg: SigningAlgorithm): Promise<StoredKey> {
  const { kid, jwk } = await newKeyPair(alg)
  rememberKey(context.secrets, jwk)
  return { kid, alg, created_at: new Date(context.now()).toISOString(), jwk }
}
