/**
 * Why the sandbox could not do what was asked: `port-in-use` ({ port }) a foreign listener has the remembered port;
 * `served-differently` ({ issuer, … }) another process serves this folder, but not on the port, not for the redirect
 * URIs, not for the client or not with the fault or the locks asked for; `state-unreadable` ({ file }) the state file
 * is damaged, nothing was overwritten; `redirect-uri-invalid` ({ redirectUri }) one to be registered can't be a
 * redirect URI; `misbehaviour-unknown` ({ name, close, not_played }) no fault that is played is called so;
 * `lock-unknown` ({ name, known }) nothing that can be required is called so; `locks-exclusive` ({ locks, kind }) no
 * client gets past them all; `client-key-missing` ({ use, locks }) what is required needs a public key of the client;
 * `settings-invalid` ({ at, wrong }) what a configured sandbox was given makes no sense at that place;
 * `misbehaviour-unfit` ({ name, why }) a fault can't be played on single requests (`not-messages`), or for one client
 * alone (`all-clients`); `sign-in-failed` ({ url, status?, title?, reason, username? }) the user agent got stuck:
 * `wrong-credentials`, `error-page`, `no-way-back`, `too-many-hops`, `unreachable`, `not-loopback`, `no-address`.
 */
export type SandboxErrorCode
  = | 'port-in-use' | 'served-differently' | 'state-unreadable' | 'redirect-uri-invalid' | 'sign-in-failed'
    | 'misbehaviour-unknown' | 'settings-invalid' | 'misbehaviour-unfit' | 'lock-unknown' | 'locks-exclusive'
    | 'client-key-missing'

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
