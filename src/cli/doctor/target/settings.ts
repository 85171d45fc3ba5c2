import { textOf } from '../../../providers/resolve.ts'
import { good } from '../../../render/doctor/line.ts'
import type { Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** What a login there would use. */
export const lookAtSettings: Look<AtProvider> = ({ resolved, destination, wayBack }) => [good('settings', 'settings', {
  client: textOf(resolved, 'client-id'), profile: destination.profile, redirect: wayBack.uri, anyPort: wayBack.anyPort,
  saved: destination.saved !== undefined,
})]
