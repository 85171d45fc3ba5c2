import type { Observer } from '../../walk/events.ts'
import type { Extension } from '../../walk/extension.ts'

/** What is noted of a walk for whoever explains its failure: what was asked for, and what the provider offers. */
export interface DiagnosticNotes {
  /** Where the code was awaited, once that is known. */
  redirectUri?: string
  /** Whether the provider takes proofs that the client holds a key, once its metadata is known. */
  offersProof?: boolean
  /** The ways to prove a client that the provider takes, once its metadata is known and names them. */
  methods?: readonly string[] | undefined
  /** The authorization request was pushed. */
  pushed?: boolean
  /** What was asked for, once the authorization request was sent. */
  scope?: string
  /** The resource that the token was asked for. */
  resource?: string
}

/** Messages that say which resource the token is for. */
const asking: ReadonlySet<string> = new Set(['authorization-request', 'push-request', 'token-request'])

/** Notes where the code is awaited, and what the requests ask for. */
export function noteRequests(notes: DiagnosticNotes): Observer {
  return (event) => {
    if (event.type === 'listening') notes.redirectUri = event.redirect_uri
    // Parameters are masked when they are first looked at, and an answer's take longest: those are not looked at.
    if (event.type !== 'message' || !asking.has(event.name)) return
    const { scope, resource }: Record<string, unknown> = event.parameters ?? {}
    if (event.name === 'push-request') notes.pushed = true
    if (event.name === 'authorization-request' && typeof scope === 'string') notes.scope = scope
    if (typeof resource === 'string') notes.resource = resource
  }
}

/** Notes what the provider offers though it does not demand it in its metadata: a lock, and ways to prove a client. */
export function noteOffers(notes: DiagnosticNotes): Extension {
  return {
    name: 'offers',
    providerFound: (server) => {
      notes.offersProof = server.dpop_signing_alg_values_supported !== undefined
      notes.methods = server.token_endpoint_auth_methods_supported
    },
  }
}
