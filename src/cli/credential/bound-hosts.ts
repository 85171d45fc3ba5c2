import { hostsAmong } from '../../addresses/host.ts'
import type { Profile } from '../../session/profiles.ts'

/** The hosts that a profile is bound to. */
export function boundHosts({ settings }: Profile): string[] {
  return hostsAmong(settings['host'])
}
