import { toPublicJwk } from '../../protocol/authentication/jwk.ts'
import { publicPem } from '../../protocol/authentication/new-key.ts'
import type { StoredKeys } from '../../session/key-record.ts'
import { plainLines } from '../../text/terminal.ts'
import type { Result } from '../../text/written.ts'
import { formatJson, type Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { describeUse, useInWords } from './key-use.ts'
import { readStoredKeys, usualName } from './stored.ts'

/**
 * `oauth-walk key show [NAME]`: what may be known of its keys. `--jwks` is what the provider is to know, whether it
 * gets a file or an address.
 */
export async function show(run: Run, name: string = usualName): Promise<void> {
  const stored = await readStoredKeys(run, name)
  const jwks = { keys: stored.keys.map(({ jwk, kid, alg }) => toPublicJwk(jwk, { kid, alg })) }
  if (run.options['jwks'] === true) {
    run.context.writeOut(formatJson(run.context, jwks))
    return
  }
  const newest = stored.keys.find(({ kid, alg }) => describeUse(kid, alg, stored.keys).signs) ?? stored.keys[0]
  const pem = publicPem(newest?.jwk ?? {})
  const keys = stored.keys.map(({ kid, alg, created_at }) => ({
    kid, alg, created_at, ...describeUse(kid, alg, stored.keys),
  }))
  run.result(
    { ok: true, name, keys, jwks, pem },
    run.options['pem'] === true ? plainLines(pem.trimEnd().split('\n')) : table(run, stored),
  )
}

function table(run: Run, stored: StoredKeys): Result {
  return formatTable(stored.keys.map(({ kid, alg, created_at }) => [
    alg, kid, created_at, useInWords(run, describeUse(kid, alg, stored.keys)),
  ]), run.context)
}
