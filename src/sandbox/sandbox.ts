import { factsOf, clientMetadataOf, issuerOf, type SandboxFacts } from './clients.ts'
import { SandboxError } from './errors.ts'
import { answerIdentity, isIdentityRequest } from './identity.ts'
import type { SandboxMiddleware } from './interactions.ts'
import { readLocks, type Lock } from './locks/names.ts'
import { assertKeys, type AssertionMethod, type ClientJwks, type ClientRegistration } from './locks/registration.ts'
import type { Surroundings } from './misbehave/index.ts'
import { findPlace, type Place } from './place.ts'
import { buildProvider } from './provider.ts'
import { countRequests, noRequests, type RequestCounts } from './request-log.ts'
import { Serving, type Hosting } from './serving.ts'
import { readState } from './storage/file.ts'
import type { StateFolder } from './storage/folder.ts'
import type { SandboxState } from './storage/state.ts'
import { RecordStore } from './storage/store.ts'

/**
 * How to run the sandbox. Lifetimes in seconds; `mayMove`: take another port if a foreign program has the remembered one; `require`: the locks
 * that no client gets past without opening them; `clientJwks`: the public keys of the client `oauth-walk`, and `clientAuthentication`: how it
 * authenticates if not by its secret: both are remembered until a login gives others; `misbehave`: the fault to play; `note`: gets a line for
 * each request to an endpoint.
 */
export interface SandboxOptions {
  folder: StateFolder
  port?: number
  redirectUris?: string[]
  codeLifetimeSeconds?: number
  accessTokenLifetimeSeconds?: number
  mayMove?: boolean
  require?: readonly string[] | undefined
  clientJwks?: ClientJwks | undefined
  clientAuthentication?: AssertionMethod | undefined
  misbehave?: string | undefined
  note?: ((line: string) => void) | undefined
  middlewares?: readonly SandboxMiddleware[]
}

/** A sandbox that answers at `issuer`. */
export interface Sandbox extends SandboxFacts {
  /** False: another process serves the same folder, and this one uses it. */
  readonly hosting: boolean
  /** How many requests came to each endpoint of this process. */
  readonly requests: Readonly<RequestCounts>
  /** Serves again if the process that did is gone; nothing happens otherwise. Raises `port-in-use`, `served-differently`. */
  rehost(): Promise<void>
  /** Serves again by itself, until `close`, whenever the process that did is gone: for a guest whose browser talks to the host. */
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
  const locks = readLocks([...options.require ?? [], ...fault?.require ?? []])
  if (locks.size > 0) assertKeys(locks, options.clientJwks ?? readState(options.folder)?.client?.jwks)
  const place = await findPlace({ ...options, client: registrationIn(options) })
  const facts = factsOf(place.state, locks)
  // Who only joins can't change what the other process says.
  if ((fault || locks.size > 0) && !place.server) throw new SandboxError('served-differently', { issuer: facts.issuer, misbehave: options.misbehave })
  const requests = noRequests()
  const middlewares = (state: SandboxState) => {
    const surroundings = { issuer: issuerOf(state.port), signingKey: state.signing_key, clientSecrets: state.client_secrets, asked: requests }
    return [countRequests(requests, options.note), ...options.middlewares ?? [], ...fault ? [fault.play(surroundings)] : []]
  }
  const registered = fault?.encrypts ? new Set([...locks].filter(lock => lock !== 'encrypted-id-token')) : locks
  const serving = new Serving(place.state.port, await host(place, options, { locks, registered }, middlewares(place.state)), async () => {
    const { folder, redirectUris = [] } = options
    const next = await findPlace({ folder, redirectUris })
    if (next.state.port !== place.state.port) {
      await next.server?.close()
      throw new SandboxError('served-differently', { issuer: issuerOf(next.state.port) })
    }
    return host(next, options, { locks, registered }, middlewares(next.state))
  })
  return {
    ...facts, requests,
    get hosting() { return serving.isHost },
    rehost: async () => serving.rehost(),
    keepServed: () => serving.keepServed(),
    close: async () => serving.close(),
  }
}

interface Fault { require: readonly Lock[] | undefined, encrypts: boolean, play: (surroundings: Surroundings) => SandboxMiddleware }

/** The fault of this name, loaded only where one is asked for; raises `misbehaviour-unknown`. */
async function requireFault(name: string): Promise<Fault> {
  const { closeNames, findVariant, misbehave, whyNotPlayed } = await import('./misbehave/index.ts')
  const variant = findVariant(name)
  if (!variant) throw new SandboxError('misbehaviour-unknown', { name, close: closeNames(name), not_played: whyNotPlayed(name) })
  return { require: variant.require, encrypts: variant.encrypts === true, play: surroundings => misbehave(variant, surroundings) }
}

function registrationIn({ clientJwks: jwks, clientAuthentication: method }: SandboxOptions): ClientRegistration | undefined {
  if (jwks === undefined && method === undefined) return undefined
  return { jwks: jwks ?? { keys: [] }, ...method && { token_endpoint_auth_method: method } }
}

async function host(
  { state, server }: Place, options: SandboxOptions, { locks, registered }: Record<'locks' | 'registered', ReadonlySet<Lock>>, middlewares: readonly SandboxMiddleware[],
): Promise<Hosting | undefined> {
  if (!server) return undefined
  const store = new RecordStore(options.folder, state)
  const answer = buildProvider({
    issuer: issuerOf(state.port),
    store,
    clients: clientMetadataOf(state, registered),
    locks,
    signingKey: state.signing_key,
    cookieKeys: state.cookie_keys,
    codeLifetimeSeconds: options.codeLifetimeSeconds ?? 60,
    accessTokenLifetimeSeconds: options.accessTokenLifetimeSeconds ?? 3600,
  }, middlewares)
  let closing = false
  // Who asks whether we are the sandbox gets an answer while the provider is still loading, but none once we are about to go.
  server.answerWith((request, response) => {
    if (!isIdentityRequest(request)) void answer.then(listener => listener(request, response), () => response.destroy())
    else if (closing) response.destroy()
    else answerIdentity(state.identity_key, request, response)
  })
  const close = async () => {
    closing = true
    await server.close(() => store.close())
  }
  await answer.catch(async (error: unknown) => {
    await close()
    throw error
  })
  return { close }
}
