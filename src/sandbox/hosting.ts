import { adapterOf } from './adapter.ts'
import { clientMetadataOf, issuerOf } from './clients.ts'
import { answerIdentity, isIdentityRequest } from './identity.ts'
import type { SandboxMiddleware } from './interactions.ts'
import type { Lock } from './locks/names.ts'
import type { RegistrationKind } from './locks/self-registration.ts'
import { documentedClient } from './mcp/client-document.ts'
import type { Careless } from './mcp/facts.ts'
import type { Inside } from './misbehave/hooks.ts'
import { People, theUserOf } from './people.ts'
import type { Place } from './place.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import type { Hosting } from './serving.ts'
import { replaceState } from './storage/file.ts'
import type { StateFolder } from './storage/folder.ts'
import type { SandboxState } from './storage/state.ts'
import { sealedRecords } from './storage/sealed-records.ts'
import { RecordStore } from './storage/store.ts'
import type { TlsDoor } from './tls/door.ts'
import { aliasesAt } from './tls/feature.ts'
import type { Mtls } from './mtls.ts'

/**
 * What is locked, what clients are registered for, whether an impostor answers over TLS, whether clients may register
 * themselves, and whether an MCP server stands behind, how careless.
 */
export interface Wanted {
  locks: ReadonlySet<Lock>
  registered: ReadonlySet<Lock>
  isImpostor: boolean
  registration: RegistrationKind | undefined
  mcp: boolean
  careless: Careless | undefined
  /** A fault that takes hold inside the provider. */
  inside: Inside | undefined
}

/** Serves the sandbox from its place until it is closed; nothing where another process has the place. */
export async function host(
  { state: found, server }: Place, options: SandboxOptions, wanted: Wanted, middlewares: readonly SandboxMiddleware[],
): Promise<Hosting & { mtls: Mtls | undefined } | undefined> {
  if (!server) return undefined
  const door = await openDoor(options.folder, found, wanted).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  const state = door ? { ...found, tls_port: door.server.port } : found
  const store = new RecordStore(options.folder, state)
  // Loaded here: whoever joins needs none, and a sandbox by configuration has the same.
  const answer = import('./provider.ts').then(({ buildProvider }) =>
    buildProvider(settingsOf(state, store, options, wanted, door), middlewares))
  let closing = false
  // Who asks whether we are the sandbox gets an answer while the provider is still loading, but none once we are about
  // to go.
  server.answerWith((request, response) => {
    if (!isIdentityRequest(request)) void answer.then(listener => listener(request, response), () => response.destroy())
    else if (closing) response.destroy()
    else answerIdentity(state.identity_key, request, response)
  })
  door?.server.answerWith((request, response) =>
    void answer.then(listener => listener(request, response), () => response.destroy()))
  const close = async () => {
    closing = true
    await door?.server.close()
    await server.close(() => store.close(), () => store.gather())
  }
  await answer.catch(async (error: unknown) => {
    await close()
    throw error
  })
  return { close, mtls: door && { ...door.files, endpoints: aliasesAt(door.origin) } }
}

function settingsOf(
  state: SandboxState, store: RecordStore, options: SandboxOptions, wanted: Wanted, door: TlsDoor | undefined,
) {
  const { locks, registered, registration, mcp, careless, inside } = wanted
  return {
    issuer: issuerOf(state.port), tlsOrigin: door?.origin, locks, registration, mcp, careless, inside,
    store: { adapterOf: (model: string) => adapterOf(sealedRecords(model, store)), save: () => store.save() },
    people: new People([theUserOf(issuerOf(state.port))]),
    clients: [...clientMetadataOf(state, registered), ...mcp ? [documentedClient(careless)] : []],
    signingKey: state.signing_key,
    cookieKeys: state.cookie_keys,
    codeLifetimeSeconds: options.codeLifetimeSeconds ?? 60,
    accessTokenLifetimeSeconds: options.accessTokenLifetimeSeconds ?? 3600,
  }
}

/** A client that a login registered by its certificate goes on showing it when the lock is gone. */
function isOverTls({ client }: SandboxState, { locks }: Wanted): boolean {
  return locks.has('mtls') || client?.token_endpoint_auth_method === 'tls_client_auth'
}

/** Opens it where it was before, if that can be: who knows its address goes on using it. */
async function openDoor(folder: StateFolder, state: SandboxState, wanted: Wanted): Promise<TlsDoor | undefined> {
  if (!isOverTls(state, wanted)) return undefined
  const { openTlsDoor } = await import('./tls/door.ts')
  const door = await openTlsDoor(folder, state.tls_port, wanted.isImpostor)
  if (door.server.port !== state.tls_port) replaceState(folder, { ...state, tls_port: door.server.port })
  return door
}
