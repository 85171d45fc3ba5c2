import { Failure } from '../../../codes/failure.ts'
import { findFolder } from '../../../place/folder.ts'
import type { Resolved } from '../../../providers/resolved.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { isShared, parseStoreAddress } from '../../../addresses/store-address.ts'
import type { Run } from '../../run.ts'
import { storeAsked } from '../../sessions/stores.ts'
import type { FoundLine, Look } from '../look.ts'

/** Where profiles and sessions are, whether they can be read, and how many there are. Nothing is made or mended. */
export const lookAtStore: Look = async ({ run, resolved }) => {
  const { folder, context } = run
  if (findFolder(folder, context.machine, () => undefined) === undefined)
    return [good('store', 'store-new', { folder }), ...await lookAtDatabase(run, resolved)]
  const profiles = run.profiles.list()
  return [
    good('store', 'store', { folder, count: profiles.length, active: run.profiles.active() }),
    ...await lookAtDatabase(run, resolved),
  ]
}

/** Whether the database of a shared store answers, and has its table. No session is opened. */
async function lookAtDatabase(run: Run, resolved: Resolved): Promise<FoundLine[]> {
  const store = storeAsked(resolved)
  if (!isShared(store)) return []
  const place = parseStoreAddress(store).text
  try {
    const found = await run.openSessions(store).probe(run.context.signal)
    if (found === 'ready') return [good('store', 'store-shared', { place })]
    return [note('store', 'store-shared-new', { place, ...resolved.store?.source === 'environment' ? {} : { store } })]
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (error instanceof Failure) return [bad('store', error)]
    throw error
  }
}
