import { Failure } from '../../codes/failure.ts'
import { createOutputFile } from '../../place/output.ts'
import { createTable, grantTable } from '../../session/postgres/table.ts'
import { isShared, parseStoreAddress } from '../../addresses/store-address.ts'
import { plainLines } from '../../text/terminal.ts'
import { passphraseFile } from '../sessions/passphrase.ts'
import type { Run } from '../run.ts'
import { storeOfCommand } from './asked.ts'

/**
 * `oauth-walk store init`: prints the SQL of the table, and makes it; the first use would make it too, where the role
 * may.
 */
export async function init(run: Run): Promise<void> {
  const store = storeOfCommand(run)
  if (!isShared(store)) throw new Failure('store-not-shared', { store: store ?? 'file' })
  const address = parseStoreAddress(store)
  const isDry = run.options['dryRun'] === true
  const sql = [`${createTable};`, `-- ${grantTable} ROLE;`]
  const key = isDry ? undefined : await makeKey(run)
  if (!isDry) {
    const { openSharedStore } = await import('../sessions/shared-store.ts')
    const sessions = openSharedStore(address, { ...run, folder: () => run.folder })
    await sessions.init()
    await sessions.close()
  }
  run.tell(isDry ? run.catalogue.store.notApplied : run.catalogue.store.initialised(address.text))
  if (key !== undefined) run.tell(`! ${run.catalogue.store.keyMade(key)}`)
  run.result(
    {
      ok: true, store: address.text, sql: sql.join('\n'), applied: !isDry,
      ...key === undefined ? {} : { passphrase_file: key },
    },
    plainLines(sql.join('\n').split('\n')),
  )
}

/**
 * A file of a new key, where --passphrase-file names one that is not there; gives its path. Raises `file-unwritable`.
 */
async function makeKey(run: Run): Promise<string | undefined> {
  const { context } = run
  const named = passphraseFile(run)
  if (named === undefined) return undefined
  const path = context.absolutePath(named.path)
  const { machine, wait, isEnding } = context
  const { makeStoreKey } = await import('../../session/passphrase-envelope.ts')
  return createOutputFile(path, `${makeStoreKey()}\n`, { ...machine, wait, isEnding, source: named.source })
    ? path
    : undefined
}
