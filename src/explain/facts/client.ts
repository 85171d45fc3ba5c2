import { sentAs } from './messages.ts'
import type { WalkRecord } from '../record.ts'

/** The client ids that the input names: what a person said, otherwise what the requests say. */
export function clientIds(record: WalkRecord): string[] {
  if (record.clientId !== undefined) return [record.clientId]
  return [
    ...new Set(
      record.seen.map(({ request }) => sentAs(request, 'client_id')).filter(id => id !== undefined && id !== ''),
    ),
  ] as string[]
}

/** The one client whose login it is; undefined where the input names none, or several. */
export function clientOf(record: WalkRecord): string | undefined {
  const ids = clientIds(record)
  return ids.length === 1 ? ids[0] : undefined
}
