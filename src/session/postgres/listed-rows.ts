import type { ListedSession } from '../session-store.ts'
import { mostListed } from './table.ts'

/** What a list of rows has: whoever may write there may have put anything into them. */
export type ListedRow = Record<'profile' | 'issuer' | 'client_id' | 'saved', unknown>

/** As far as a calendar of ours goes, in milliseconds from 1970. */
const lastTime = 8.64e15

/**
 * The sessions that rows name, without times that no calendar knows; what names none is passed over, and what there is
 * too much of is left out.
 */
export function listRows(
  rows: readonly ListedRow[], tell: (warning: 'rows-skipped' | 'rows-left') => void,
): ListedSession[] {
  const named = rows.slice(0, mostListed).flatMap(({ profile, issuer, client_id, saved }) => {
    if (typeof profile !== 'string' || typeof issuer !== 'string' || typeof client_id !== 'string') return []
    const isTime = typeof saved === 'number' && Math.abs(saved) <= lastTime
    return [{ profile, issuer, client_id, store: 'postgres' as const, ...isTime ? { savedAt: Math.floor(saved) } : {} }]
  })
  if (named.length < Math.min(rows.length, mostListed)) tell('rows-skipped')
  if (rows.length > mostListed) tell('rows-left')
  return named
}
