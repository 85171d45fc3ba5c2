import type { Run } from '../run.ts'
import { formatTable } from '../terminal/table.ts'
import { describeUse, useInWords } from './key-use.ts'
import { openKeys } from './stored.ts'

/**
 * `oauth-walk key list`: the stored keys. Nobody is asked for a passphrase, so of those that are sealed only the name
 * is told.
 */
export async function list(run: Run): Promise<void> {
  const listed = openKeys(run).list()
  const keys = listed.map(({ name, keptAs, keys: known }) => ({
    name, store: keptAs,
    keys: known?.map(({ kid, alg, created_at }) => ({ kid, alg, created_at, ...describeUse(kid, alg, known) })) ?? null,
  }))
  if (keys.length === 0) run.tell(run.catalogue.key.none)
  run.result({ ok: true, keys }, formatTable(keys.flatMap(({ name, store, keys: known }) => {
    return known?.map(({ kid, alg, created_at, ...use }) => [name, alg, kid, created_at, useInWords(run, use)])
      ?? [[name, run.catalogue.key.sealed(store), '', '', '']]
  }), run.context))
}
