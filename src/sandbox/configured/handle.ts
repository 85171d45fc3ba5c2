import type { SandboxClient, SandboxEndpoint, SandboxUser } from './settings.ts'

/**
 * The next fault, by its name (`oauth-walk sandbox --misbehave list`): it is played once at each place where it takes
 * hold.
 */
export interface NamedFault { fault: string, client_id?: string }

/**
 * The next answers of an endpoint: instead of the provider's where there is a status or a body, otherwise the
 * provider's, later.
 */
export interface AnswerFault {
  endpoint: SandboxEndpoint
  client_id?: string
  /** How often; default 1. */
  times?: number
  /** In milliseconds. */
  delay?: number
  status?: number
  headers?: Record<string, string>
  /** Text as it is, everything else as JSON. */
  body?: unknown
}

export type SandboxFault = NamedFault | AnswerFault

/** A request as it came to an endpoint. What a parameter proves or opens is left out: that it came is seen. */
export interface SandboxRequest {
  /** Counts from 1. */
  n: number
  at: string
  endpoint: SandboxEndpoint
  method: string
  path: string
  client_id?: string
  parameters: Record<string, unknown>
  status: number
}

/**
 * Which tokens end now: one, or all of a user or a client, or both; of one kind, or of every kind. A session is the
 * user's own, of no client.
 */
export interface Expiry {
  token?: string
  username?: string
  client_id?: string
  kind?: 'access_token' | 'refresh_token' | 'session'
}

/** Who signs in, and what they do. Without a username it is the first user. */
export interface SignIn { username?: string, password?: string, deny?: boolean, signal?: AbortSignal }

/** Where the browser goes back to the client: by a GET, or with `form` by a POST. */
export interface WayBack { url: string, form?: Record<string, string> }

/** A provider that answers at `issuer` until it is closed. Everything about it is in memory, and gone with it. */
export interface Sandbox {
  readonly issuer: string
  readonly users: readonly Required<SandboxUser>[]
  /** As they are registered: with what was chosen for them. */
  readonly clients: readonly SandboxClient[]
  /** Where another process does what the methods below do: each request needs `Authorization: Bearer` and the token. */
  readonly control: { readonly url: string, readonly token: string }
  /**
   * What a person with a browser does: opens the address that the application sends them to, signs in, and allows or
   * denies. Raises `sign-in-failed` with a `reason`: `wrong-credentials`, `error-page` with what it says, `no-address`,
   * `unreachable`, and others.
   */
  signIn(authorizationUrl: string | URL, how?: SignIn): Promise<WayBack>
  /** Adds a user, in place of one with the same username or subject. Raises `settings-invalid`. */
  addUser(user: SandboxUser): Promise<Required<SandboxUser>>
  /** Has tokens or sessions expire, and tells how many there were. Raises `settings-invalid`. */
  expire(which: Expiry): Promise<number>
  /** Has the next requests meet a fault. Raises `misbehaviour-unknown`, `misbehaviour-unfit`, `settings-invalid`. */
  queueFault(fault: SandboxFault): Promise<void>
  /** Forgets faults that were queued and not met. */
  clearFaults(): void
  /**
   * The requests that came to an endpoint, the oldest first: the last thousand. What proves or opens something is
   * hidden.
   */
  requests(): SandboxRequest[]
  clearRequests(): void
  /** Ends serving and gives the port back. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
