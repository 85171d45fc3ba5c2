import { good } from '../../../render/doctor/line.ts'
import { findFolder } from '../../../place/folder.ts'
import type { Look } from '../look.ts'

/** Where profiles and sessions are, whether they can be read, and how many there are. Nothing is made or mended. */
export const lookAtStore: Look = ({ run }) => {
  const { folder, context } = run
  if (findFolder(folder, context.machine, () => undefined) === undefined) return [good('store', 'store-new', { folder })]
  const profiles = run.profiles.list()
  return [good('store', 'store', { folder, count: profiles.length, active: run.profiles.active() })]
}
