import { Failure } from '../codes/failure.ts'
import { isFresh } from './lifetime.ts'
import type { RefreshOptions, RefreshOutcome } from './refresh-types.ts'
import { sendRefresh } from './send-refresh.ts'
import { haveSameTokens } from './session-record.ts'
import type { SessionFile } from './sessions.ts'

/**
 * The one way to a fresh access token, for any number of processes at once: under the session's lock it uses what
 * another process has obtained, or sends one request and stores the answer before anybody uses it. Whatever fails
 * leaves the stored session as it was, except that one which the provider has ended (invalid_grant) is removed.
 * Raises no-session, not-refreshable, the store's failures (before anything is sent) and the request's own, with
 * `interrupted_at` in their details if an earlier refresh had been cut off.
 */
export async function refreshSession(options: RefreshOptions): Promise<RefreshOutcome> {
  const { store, key, seen, machine, signal } = options
  const canDoWithout = !options.force && isFresh(seen, machine.now(), 0)
  const waitMs = canDoWithout ? options.patienceMs ?? 1000 : options.waitMs ?? 30_000
  try {
    return await store.exclusively(key, { waitMs, signal }, async file => refreshLocked(file, options))
  } catch (error) {
    if (!canDoWithout || !(error instanceof Failure) || error.code !== 'store-locked') throw error
    return { session: seen, how: 'still-valid', previous: seen }
  }
}

async function refreshLocked(file: SessionFile, options: RefreshOptions): Promise<RefreshOutcome> {
  const { seen, machine, minimumLifetimeMs } = options
  const stored = await file.read() ?? (options.seeded === true ? seen : undefined)
  if (stored === undefined) throw new Failure('no-session', { profile: options.key.profile })
  if (isFresh(stored, machine.now(), minimumLifetimeMs)) {
    const newerThanAsked = options.startedAt !== undefined && stored.obtained_at >= options.startedAt
    if (newerThanAsked || !haveSameTokens(stored, seen))
      return { session: stored, how: 'another-process', previous: seen }
    if (!options.force) return { session: stored, how: 'still-valid', previous: stored }
  }
  return sendRefresh(file, stored, options)
}
