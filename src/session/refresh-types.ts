import type { Machine } from './machine.ts'
import type { Session, SessionKey } from './session-record.ts'
import type { SessionStore } from './sessions.ts'

/** What a provider's answer changes in a session; what it leaves out stays as it is. Times in milliseconds. */
export interface RefreshAnswer {
  access_token: string
  obtained_at: number
  expires_at: number | null
  token_type?: string
  scope?: string[]
  refresh_token?: string
  id_token?: string
  id_token_claims?: Record<string, unknown>
}

export interface RefreshOptions {
  store: SessionStore
  key: SessionKey
  /** The session as the caller read it: a stored one that differs has been refreshed by somebody else. */
  seen: Session
  machine: Machine
  /** Refreshes even if the token seen is still valid. */
  force: boolean
  /** When this command began, in milliseconds: a token obtained since is as new as it can want one. */
  startedAt?: number
  minimumLifetimeMs: number
  /** Sends the refresh grant and verifies the answer; raises its own failures. Called at most once. */
  request: (session: Session) => Promise<RefreshAnswer>
  isInvalidGrant: (error: unknown) => boolean
  /** `seen` comes from the environment and need not be stored: it is then as good as a stored one. */
  seeded?: boolean
  signal?: AbortSignal | undefined
  /** Runs what must not be cut off (from the request to the stored answer), holding back signals meanwhile. */
  defer?: <T>(run: () => Promise<T>) => Promise<T>
  /** How long to wait for another process, in milliseconds; default 30 s. */
  waitMs?: number
  /** The same while the token seen is still valid, so that there is no need to wait; default 1 s. */
  patienceMs?: number
}

export interface RefreshOutcome {
  session: Session
  how: 'refreshed' | 'another-process' | 'still-valid'
  previous: Session
  /** When a refresh was cut off (its process was killed) before this one; milliseconds. */
  interrupted?: { at: number }
}
