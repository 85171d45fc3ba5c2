import { vi } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { refreshSession } from '../../src/session/refresh.ts'
import type { RefreshAnswer, RefreshOptions } from '../../src/session/refresh-types.ts'
import type { Session } from '../../src/session/session-record.ts'
import { createSessionStore } from '../../src/session/sessions.ts'
import { key, makeFolder, makeSession, now } from './fixtures.ts'
import { makeMachine } from './real-machine.ts'

export { now }
export const hour = 3_600_000
export const answer = (parts: Partial<RefreshAnswer> = {}): RefreshAnswer => ({
  access_token: 'access-1', obtained_at: now, expires_at: now + hour, ...parts,
})
export const invalidGrant = new Failure('refresh-refused', { error: 'invalid_grant' }, { step: 'token' })

/** Makes a folder with one stored session, and a refresh of it that can be varied. */
export async function prepareRefresh(stored: Session | null = makeSession()) {
  const folder = makeFolder()
  const machine = makeMachine({ now: () => now })
  const store = createSessionStore(folder, machine, () => undefined)
  if (stored !== null) await store.write(stored)
  const request = vi.fn<RefreshOptions['request']>(async () => answer())
  const refresh = async (parts: Partial<RefreshOptions> = {}) => refreshSession({
    store, key, machine, request, seen: stored ?? makeSession(), force: false, minimumLifetimeMs: 60_000,
    isInvalidGrant: error => error === invalidGrant,
    ...parts,
  })
  return { folder, store, request, refresh, stored: () => store.read(key) }
}
