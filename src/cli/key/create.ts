import { Failure } from '../../codes/failure.ts'
import { describeBy } from '../../codes/described.ts'
import { toPublicJwk } from '../../protocol/authentication/jwk.ts'
import { newKeyPair, type KeyAlgorithm } from '../../protocol/authentication/new-key.ts'
import { signingAlgorithms } from '../../protocol/authentication/signing-algorithms.ts'
import { keyManagementAlgorithms, useOf } from '../../protocol/encryption/algorithms.ts'
import { resolveSettings } from '../../providers/resolve.ts'
import type { KeptAs } from '../../session/envelope.ts'
import { checkKeyName, type StoredKey, type StoredKeys } from '../../session/key-record.ts'
import { noText } from '../../text/terminal.ts'
import { keptHere } from '../../addresses/store-address.ts'
import { flagLayer } from '../command-line/options.ts'
import { rememberKey } from '../client-authentication/possession.ts'
import type { Run } from '../run.ts'
import { storeAsked } from '../sessions/stores.ts'
import { openKeys, usualName } from './stored.ts'

/**
 * `oauth-walk key create [NAME]`: a new key pair, to sign with or, with `--use enc`, for others to encrypt to; a name
 * may have both. With `--rotate` it comes before those of its use that the name has, and signs from now on: the
 * provider may go on to know the old ones until it has read the new JWKS.
 */
export async function create(run: Run, named: string = usualName): Promise<void> {
  const { options, catalogue } = run
  const [name, rotate, use] = [checkKeyName(named), options['rotate'] === true, useAsked(run)]
  const keptAs = keptAsAsked(run)
  const store = openKeys(run, keptAs)
  // Before a passphrase is asked for that nothing needs.
  if (!rotate)
    refuseExisting(
      name,
      store.list().some(one => one.name === name && (one.keys === undefined ? use === 'sig' : has(one.keys, use))),
    )
  const { keys: [made] } = await store.change(name, async (before) => {
    if (!rotate) refuseExisting(name, has(before?.keys ?? [], use))
    return {
      v: 1 as const, name,
      keys: [await makeKey(run, algorithmFor(run, before, use)), ...before?.keys ?? []] as [StoredKey, ...StoredKey[]],
    }
  })
  const { kid, alg, jwk } = made
  const { created, rotated, createdToDecrypt } = catalogue.key
  run.tell((use === 'enc' ? createdToDecrypt : rotate ? rotated : created)(name, alg, kid))
  run.tell(catalogue.key.register(name))
  run.result({ ok: true, name, kid, alg, use, public_key: toPublicJwk(jwk, { kid, alg }) }, noText)
}

function has(keys: readonly StoredKey[], use: 'sig' | 'enc'): boolean {
  return keys.some(({ alg }) => useOf(alg) === use)
}

/** What the key is for: `--alg` tells it too. */
function useAsked({ options: { use, alg } }: Run): 'sig' | 'enc' {
  if (typeof alg !== 'string') return use === 'enc' ? 'enc' : 'sig'
  if (use === undefined || use === useOf(alg)) return useOf(alg)
  const fitting = use === 'enc' ? keyManagementAlgorithms : signingAlgorithms
  throw new Failure('setting-invalid', { setting: '--alg', value: alg, expected: describeBy('one-of', ...fitting) })
}

/** The name of a stored key, which is made where there is none yet. */
export async function makeKeyOnce(run: Run, name: string, keptAs: KeptAs | undefined): Promise<string> {
  const store = openKeys(run, keptAs)
  if (!store.list().some(one => one.name === name)) {
    await store.change(name, async before => before ?? { v: 1 as const, name, keys: [await makeKey(run, 'ES256')] })
  }
  return name
}

function refuseExisting(name: string, exists: boolean): void {
  if (exists) throw new Failure('key-exists', { name })
}

/** A key that signs must be there the next time: it can't be kept nowhere. */
function keptAsAsked({ options, context }: Run): KeptAs | undefined {
  const kind = storeAsked(resolveSettings(flagLayer(options), context.environment, {}, {}))
  if (kind !== 'none') return keptHere(kind)
  throw new Failure('setting-invalid', {
    setting: '--store', value: kind, expected: describeBy('one-of', 'file', 'keyring', 'passphrase'),
  })
}

/**
 * Who rotates a key wants the same kind, unless another one is named: the provider knows how this client signs, or how
 * to encrypt to it.
 */
function algorithmFor({ options }: Run, before: StoredKeys | undefined, use: 'sig' | 'enc'): KeyAlgorithm {
  const wanted = options['alg'] ?? before?.keys.find(({ alg }) => useOf(alg) === use)?.alg
  const known = use === 'enc' ? keyManagementAlgorithms : signingAlgorithms
  return known.find(algorithm => algorithm === wanted) ?? (use === 'enc' ? 'RSA-OAEP-256' : 'ES256')
}

async function makeKey({ context }: Run, alg: KeyAlgorithm): Promise<StoredKey> {
  const { kid, jwk } = await newKeyPair(alg)
  rememberKey(context.secrets, jwk)
  return { kid, alg, created_at: new Date(context.now()).toISOString(), jwk }
}
