import { textOf } from '../../../providers/resolve.ts'
import { good, note } from '../../../render/doctor/line.ts'
import type { FoundLine, Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** What a login there would use, and what it would ask for. */
export const lookAtSettings: Look<AtProvider> = ({ resolved, destination, server }) => {
  const client = textOf(resolved, 'client-id')
  const details = { client, profile: destination.profile, redirect: textOf(resolved, 'redirect-uri'), saved: destination.saved !== undefined, registers: server?.registration_endpoint !== undefined }
  const lines: FoundLine[] = [good('settings', 'settings', details)]
  return client === undefined ? [...lines, note('settings', 'client-missing', details)] : lines
}
