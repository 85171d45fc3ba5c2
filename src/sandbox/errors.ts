/** Why the sandbox could not do what was asked; with each code, what its details hold. */
export type SandboxErrorCode
  /** { port }: a program of somebody else has the remembered port. */
  = | 'port-in-use'
    /** { issuer, … }: another process serves this folder, on another port or with other settings. */
    | 'served-differently'
    /** { file }: the state file is damaged; nothing was overwritten. */
    | 'state-unreadable'
    /** { redirectUri }: it can't be a redirect URI. */
    | 'redirect-uri-invalid'
    /** { name, close, not_played }: no fault that is played has this name. */
    | 'misbehaviour-unknown'
    /** { name, why }: it can't be played on single requests (`not-messages`), or for one client (`all-clients`). */
    | 'misbehaviour-unfit'
    /** { name, known }: nothing that can be required has this name. */
    | 'lock-unknown'
    /** { locks, kind }: no client gets past all of them. */
    | 'locks-exclusive'
    /** { use, locks }: the client needs a public key for what is required. */
    | 'client-key-missing'
    /** { at, wrong }: a setting of a configured sandbox makes no sense. */
    | 'settings-invalid'
    /**
     * { url, status?, title?, reason, username? }: the user agent got stuck. The reasons are `wrong-credentials`,
     * `error-page`, `no-way-back`, `too-many-hops`, `unreachable`, `not-loopback`, `no-address`.
     */
    | 'sign-in-failed'

/** The one error type of this room: a stable code and plain facts. It never holds a secret. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
  readonly code: SandboxErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: SandboxErrorCode, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(Object.keys(details).length > 0 ? `${code} ${JSON.stringify(details)}` : code, { cause })
    this.code = code
    this.details = details
  }
}
