import { textOf } from '../../../providers/resolve.ts'
import { good, note } from '../../../render/doctor/line.ts'
import type { FoundLine, Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** What a login there would use, and what it would ask for. */
export const lookAtSettings: Look<AtProvider> = ({ resolved, destination, server, wayBack }) => {
  const client = textOf(resolved, 'client-id')
  const comesBack = { redirect: wayBack.uri, anyPort: wayBack.anyPort }
  const known = { saved: destination.saved !== undefined, registers: server?.registration_endpoint !== undefined }
  const details = { client, profile: destination.profile, ...comesBack, ...known }
  const lines: FoundLine[] = [good('settings', 'settings', details)]
  return client === undefined ? [...lines, note('settings', 'client-missing', details)] : lines
}
