import type { DoctorLine } from '../../render/doctor/line.ts'
import { redirectUriOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Failure } from '../../codes/failure.ts'

/** Where a login would have the browser come back. */
export interface WayBack {
  uri: string
  /** The port was any that is free: another login gets another one. */
  anyPort: boolean
}

/** The redirect URI with the port that was found free; the one that is set where nothing could be listened for. */
export function wayBackOf(lines: readonly DoctorLine<Failure>[], resolved: Resolved): WayBack {
  const found = lines.flatMap(line => 'code' in line && line.part === 'redirect-listener' ? [line.details] : [])[0]
  return {
    uri: typeof found?.['uri'] === 'string' ? found['uri'] : redirectUriOf(resolved),
    anyPort: found?.['anyPort'] === true,
  }
}
