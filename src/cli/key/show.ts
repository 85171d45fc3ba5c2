import { toPublicJwk } from '../../protocol/authentication/jwk.ts'
import { publicPem } from '../../protocol/authentication/new-key.ts'
import { useOf } from '../../protocol/encryption/algorithms.ts'
import type { StoredKey, StoredKeys } from '../../session/key-record.ts'
import { plainLines } from '../../text/terminal.ts'
import type { Result } from '../../text/written.ts'
import { formatJson, type Run } from '../run.ts'
import { formatTable } from '../table.ts'
import { readStoredKeys, usualName } from './stored.ts'

/** `oauth-walk key show [NAME]`: what may be known of its keys. `--jwks` is what the provider is to know, whether it gets a file or an address. */
export async function show(run: Run, name: string = usualName): Promise<void> {
  const stored = await readStoredKeys(run, name)
  const jwks = { keys: stored.keys.map(({ jwk, kid, alg }) => toPublicJwk(jwk, { kid, alg })) }
  if (run.options['jwks'] === true) {
    run.context.writeOut(formatJson(run.context, jwks))
    return
  }
  const newest = signing(stored) ?? stored.keys[0]
  const pem = publicPem(newest?.jwk ?? {})
  const keys = stored.keys.map(({ kid, alg, created_at }) => ({ kid, alg, created_at, use: useOf(alg), signs: kid === signing(stored)?.kid }))
  run.result({ ok: true, name, keys, jwks, pem }, run.options['pem'] === true ? plainLines(pem.trimEnd().split('\n')) : table(run, stored))
}

function table({ catalogue }: Run, stored: StoredKeys): Result {
  const { signs, signedBefore, decrypts } = catalogue.key
  const does = ({ kid, alg }: StoredKey) => useOf(alg) === 'enc' ? decrypts : kid === signing(stored)?.kid ? signs : signedBefore
  return formatTable(stored.keys.map(key => [key.alg, key.kid, key.created_at, does(key)]))
}

/** The newest that signs: those to which others encrypt may all still be used. */
function signing({ keys }: StoredKeys): StoredKey | undefined {
  return keys.find(({ alg }) => useOf(alg) === 'sig')
}
