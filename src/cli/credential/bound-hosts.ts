import { parseHost } from '../../addresses/host.ts'
import type { Profile } from '../../session/profiles.ts'

/** The hosts that a profile is bound to; what is none, as a file edited by hand may hold, binds to nothing. */
export function boundHosts({ settings }: Profile): string[] {
  return [settings['host'] ?? []].flat().flatMap((host) => {
    try {
      return typeof host === 'string' ? [parseHost(host)] : []
    } catch {
      return []
    }
  })
}
