import type { Message, Observer } from '../../walk/events.ts'
import type { Extension } from '../../walk/extension.ts'

/** What is noted of a walk for whoever explains its failure: what was asked for, and what the provider offers. */
export interface DiagnosticNotes {
  /** Where the code was awaited, once that is known. */
  redirectUri?: string
  /** Whether the provider takes proofs that the client holds a key, once its metadata is known. */
  offersProof?: boolean
  /** The ways to prove a client that the provider takes, once its metadata is known and names them. */
  methods?: readonly string[] | undefined
  /** The requests that ask for a code or a token. Their parameters are masked when a failure first reads them. */
  requests: Message[]
}

/** What the requests of a walk ask for. */
export interface AskedFor {
  /** The authorization request was pushed. */
  pushed?: boolean
  scope?: string
  resource?: string
}

const asking: ReadonlySet<string> = new Set(['authorization-request', 'push-request', 'token-request'])

/** Notes where the code is awaited, and the requests. */
export function noteRequests(notes: DiagnosticNotes): Observer {
  return (event) => {
    if (event.type === 'listening') notes.redirectUri = event.redirect_uri
    if (event.type === 'message' && asking.has(event.name)) notes.requests.push(event)
  }
}

/** Reads what these requests ask for, each later one instead of those before it. */
export function readAskedFor(requests: readonly Message[]): AskedFor {
  const asked: AskedFor = {}
  for (const { name, parameters } of requests) {
    const { scope, resource } = parameters ?? {}
    if (name === 'push-request') asked.pushed = true
    if (name === 'authorization-request' && typeof scope === 'string') asked.scope = scope
    if (typeof resource === 'string') asked.resource = resource
  }
  return asked
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
