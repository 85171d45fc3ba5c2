import { findNearNames } from '../../providers/near-names.ts'
import { loadPresets } from '../../providers/presets/index.ts'

const most = 2

/** What `login` knows by a name like this one, the nearest first, two at most: profiles, the sandbox, presets. */
export async function nearTargets(asked: string, profiles: readonly string[]): Promise<string[]> {
  const named = [...profiles, 'sandbox'].map(name => ({ id: name, name }))
  return [...new Set(findNearNames(asked, [...named, ...await loadPresets()]))].slice(0, most)
}
