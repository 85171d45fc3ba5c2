import { Failure } from '../../../codes/failure.ts'
import { findFolder } from '../../../place/folder.ts'
import { proveRoomIn } from '../../../session/write.ts'
import type { Resolved } from '../../../providers/resolved.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { isShared, placeOf } from '../../../addresses/store-address.ts'
import type { Run } from '../../run.ts'
import { asksPassphrase } from '../../sessions/passphrase.ts'
import { storeAsked } from '../../sessions/stores.ts'
import type { FoundLine, Look } from '../look.ts'

/**
 * Where profiles and sessions are, whether a login could write there and seal its session, and how many there are.
 * Nothing stays there, and nothing is mended.
 */
export const lookAtStore: Look = async ({ run, resolved }) => {
  const kept = storeAsked(resolved)
  if (kept !== 'none') proveRoomIn(run.folder, run.context.machine)
  if (kept === 'passphrase' && !asksPassphrase(run)) await (await run.envelopes(kept)).prepare(undefined, '')
  return [lookAtFolder(run), ...await lookAtDatabase(run, resolved)]
}

function lookAtFolder({ folder, context, profiles }: Run): FoundLine {
  if (findFolder(folder, context.machine, () => undefined) === undefined) return good('store', 'store-new', { folder })
  const said = { folder, count: profiles.list().length, active: profiles.active() }
  const damaged = profiles.count() - said.count
  return damaged > 0 ? note('store', 'store-damaged', { ...said, damaged }) : good('store', 'store', said)
}

/** Whether the database of a shared store answers, and has its table. No session is opened. */
async function lookAtDatabase(run: Run, resolved: Resolved): Promise<FoundLine[]> {
  const store = storeAsked(resolved)
  if (!isShared(store)) return []
  const place = placeOf(store)
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
