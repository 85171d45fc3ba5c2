import { Failure } from '../../codes/failure.ts'
import { checkKeyName } from '../../session/key-record.ts'
import { noText } from '../../text/terminal.ts'
import type { Run } from '../run.ts'
import { openKeys } from './stored.ts'

/** `oauth-walk key remove NAME`: removes its keys, or with `--kid` the one that the provider need not know any more. */
export async function remove(run: Run, named: string): Promise<void> {
  const name = checkKeyName(named)
  const { kid } = run.options
  if (typeof kid === 'string') await removeOne(run, name, kid)
  else if (!await openKeys(run).remove(name)) throw new Failure('key-unknown', { name })
  run.tell(typeof kid === 'string' ? run.catalogue.key.removedOne(name, kid) : run.catalogue.key.removed(name))
  run.result({ ok: true, removed: name, kid: kid ?? null }, noText)
}

async function removeOne(run: Run, name: string, kid: string): Promise<void> {
  await openKeys(run).change(name, async (before) => {
    const left = before?.keys.filter(key => key.kid !== kid)
    if (before === undefined || left?.length === before.keys.length)
      throw new Failure('key-unknown', before === undefined ? { name } : { name, kid })
    return left === undefined || left.length === 0 ? undefined : { ...before, keys: left }
  })
}
