import { factsOf, issuerOf, type SandboxFacts } from './clients.ts'
import { SandboxError } from './errors.ts'
import { host, type Wanted } from './hosting.ts'
import type { Mtls } from './mtls.ts'
import type { SandboxMiddleware } from './interactions.ts'
import { readLocks } from './locks/names.ts'
import { assertKeys, type ClientRegistration } from './locks/registration.ts'
import { initialAccessTokenOf } from './locks/self-registration.ts'
import type { Surroundings } from './misbehave/index.ts'
import type { Variant } from './misbehave/variant.ts'
import { clientDocumentPath, documentedClientId } from './mcp/client-document.ts'
import { mcpFacts, type McpFacts } from './mcp/facts.ts'
import { findPlace, type Place } from './place.ts'
import { countRequests, noRequests } from './request-log.ts'
import type { RequestCounts } from './endpoint.ts'
import { Serving } from './serving.ts'
import { readState } from './storage/file.ts'
import type { SandboxState } from './storage/state.ts'
import type { SandboxOptions } from './sandbox-options.ts'

/** A sandbox that answers at `issuer`. */
export interface Sandbox extends SandboxFacts {
  /** False: another process serves the same folder, and this one uses it. */
  readonly hosting: boolean
  /** How many requests came to each endpoint of this process. */
  readonly requests: Readonly<RequestCounts>
  /** Where clients show a certificate, and which; only where this process serves such clients. */
  readonly mtls: Mtls | undefined
  /** What lets a client register, where not every one may. */
  readonly initialAccessToken: string | undefined
  /** The MCP server behind the provider, where there is one. */
  readonly mcp: McpFacts | undefined
  /** The client whose id is an address, and where its document really is. */
  readonly documented: { id: string, url: string } | undefined
  /**
   * Serves again if the process that did is gone; nothing happens otherwise. Raises `port-in-use`,
   * `served-differently`.
   */
  rehost(): Promise<void>
  /**
   * Serves again by itself, until `close`, whenever the process that did is gone: for a guest whose browser talks to
   * the host.
   */
  keepServed(): void
  /** Ends serving and gives the port back. For a guest there is nothing to end. */
  close(): Promise<void>
}

/**
 * Starts the provider of `folder`, or joins the process that serves it already. Resolves when it answers.
 * Raises `SandboxError` (`port-in-use`, `served-differently`, `state-unreadable`, `redirect-uri-invalid`,
 * `misbehaviour-unknown`, `lock-unknown`, `locks-exclusive`, `client-key-missing`), and what the folder raises.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const fault = options.misbehave === undefined ? undefined : await requireFault(options.misbehave)
  const wanted = wantedOf(options, fault)
  if (wanted.locks.size > 0) assertKeys(wanted.locks, options.clientJwks ?? readState(options.folder)?.client?.jwks)
  const place = await findPlace({ ...options, client: registrationIn(options) })
  const facts = factsOf(place.state, wanted.locks)
  // Who only joins can't change what the other process says.
  if ((fault || wanted.locks.size > 0) && !place.server)
    throw new SandboxError('served-differently', { issuer: facts.issuer, misbehave: options.misbehave })
  const requests = noRequests()
  const hostAt = async (at: Place) => host(at, options, wanted, middlewaresFor(at.state, options, fault, requests))
  const hosting = await hostAt(place)
  const { port, cookie_keys: cookieKeys } = place.state
  const serving = new Serving(port, hosting, async () => hostAt(await findPlaceAgain(port, options)))
  const { mcp, registration } = wanted
  return {
    ...facts, requests, mtls: hosting?.mtls, mcp: mcp ? mcpFacts(facts.issuer) : undefined,
    documented: mcp ? { id: documentedClientId, url: facts.issuer + clientDocumentPath } : undefined,
    initialAccessToken: hosting && registration === 'token' ? initialAccessTokenOf(cookieKeys) : undefined,
    get hosting() { return serving.isHost },
    rehost: async () => serving.rehost(),
    keepServed: () => serving.keepServed(),
    close: async () => serving.close(),
  }
}

function wantedOf(options: SandboxOptions, fault: Fault | undefined): Wanted {
  const locks = readLocks([...options.require ?? [], ...fault?.require ?? []])
  const mcp = options.mcp ?? fault?.settings?.['as'] === 'mcp'
  return {
    locks,
    // A fault that encrypts does so itself: no client is registered for what the provider would encrypt.
    registered: fault?.encrypts ? new Set([...locks].filter(lock => lock !== 'encrypted-id-token')) : locks,
    isImpostor: fault?.impostor === true,
    registration: options.registration ?? (mcp || fault?.registers ? 'open' : undefined),
    mcp, careless: fault?.careless, inside: fault,
  }
}

function middlewaresFor(
  state: SandboxState, { note, middlewares = [] }: SandboxOptions, fault: Fault | undefined, requests: RequestCounts,
): SandboxMiddleware[] {
  const surroundings = {
    issuer: issuerOf(state.port), signingKey: state.signing_key, clientSecrets: state.client_secrets, asked: requests,
  }
  return [countRequests(requests, note), ...middlewares, ...fault ? [fault.play(surroundings)] : []]
}

/** The place of a host that is gone. Raises `served-differently` where it has moved to another port. */
async function findPlaceAgain(port: number, { folder, redirectUris = [] }: SandboxOptions): Promise<Place> {
  const place = await findPlace({ folder, redirectUris })
  if (place.state.port === port) return place
  await place.server?.close()
  throw new SandboxError('served-differently', { issuer: issuerOf(place.state.port) })
}

type FaultSettings = Pick<Variant, 'require' | 'encrypts' | 'impostor' | 'registers' | 'settings' | 'careless'
  | 'configuration' | 'provider'>
interface Fault extends FaultSettings { play: (surroundings: Surroundings) => SandboxMiddleware }

/** The fault of this name, loaded only where one is asked for; raises `misbehaviour-unknown`. */
async function requireFault(name: string): Promise<Fault> {
  const { closeNames, findVariant, misbehave, whyNotPlayed } = await import('./misbehave/index.ts')
  const variant = findVariant(name)
  if (!variant)
    throw new SandboxError('misbehaviour-unknown', { name, close: closeNames(name), not_played: whyNotPlayed(name) })
  return { ...variant, play: surroundings => misbehave(variant, surroundings) }
}

function registrationIn(
  { clientJwks: jwks, clientAuthentication: method }: SandboxOptions,
): ClientRegistration | undefined {
  if (jwks === undefined && method === undefined) return undefined
  return { jwks: jwks ?? { keys: [] }, ...method && { token_endpoint_auth_method: method } }
}
