import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { assertRedirectUris, confidentialClients, issuerOf } from './clients.ts'
import { SandboxError } from './errors.ts'
import { occupantOf } from './identity.ts'
import type { ClientRegistration } from './locks/registration.ts'
import { LoopbackServer } from './server.ts'
import { createState, prepareFolder, readState, replaceState } from './storage/file.ts'
import type { StateFolder } from './storage/folder.ts'
import { newState, type SandboxState } from './storage/state.ts'

/** Where the sandbox is wanted, and for which client; for none in particular it stays as it is. */
export interface Wish {
  folder: StateFolder
  port?: number
  redirectUris?: string[]
  client?: ClientRegistration | undefined
  mayMove?: boolean
}

/**
 * The state of the folder and, if this process got the port, the listener on it; without one, another process serves
 * it.
 */
export interface Place { state: SandboxState, server?: LoopbackServer }

// A host that is closing may take a second for the answers under way; then its place is free.
const attempts = 60
const pauseMilliseconds = 25

/**
 * Finds this process its place: host or guest of the sandbox in `folder`. The port is the lock: who holds it may write
 * the state. Raises all of `SandboxError` but `sign-in-failed`, and what the folder raises.
 */
export async function findPlace(wish: Wish): Promise<Place> {
  assertRedirectUris(wish.redirectUris ?? [])
  prepareFolder(wish.folder)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const state = readState(wish.folder)
    const place = state ? await takeOver(state, wish) : await settle(wish)
    if (place) return place
    await sleep(pauseMilliseconds)
  }
  throw new SandboxError('port-in-use', { port: wish.port ?? readState(wish.folder)?.port })
}

/** Whether a process serves the sandbox in `folder`. Starts nothing, and writes nothing. */
export async function isServed(folder: StateFolder): Promise<boolean> {
  const state = readState(folder)
  return state !== undefined && await occupantOf(state.port, state.identity_key) === 'ours'
}

// Undefined, here and below, means that the world changed meanwhile: look again.
async function settle(wish: Wish): Promise<Place | undefined> {
  const server = await LoopbackServer.bind(wish.port ?? 0)
    ?? (wish.mayMove === true ? await LoopbackServer.bind(0) : undefined)
  if (!server) {
    if (readState(wish.folder)) return undefined
    throw new SandboxError('port-in-use', { port: wish.port })
  }
  const state = {
    ...newState(server.port, wish.redirectUris ?? [], confidentialClients), ...wish.client && { client: wish.client },
  }
  if (createState(wish.folder, state)) return { state, server }
  await server.close()
  return undefined
}

async function takeOver(state: SandboxState, wish: Wish): Promise<Place | undefined> {
  const port = wish.port ?? state.port
  if (port !== state.port && await occupantOf(state.port, state.identity_key) === 'ours') {
    throw new SandboxError('served-differently', { issuer: issuerOf(state.port), port })
  }
  const server = await LoopbackServer.bind(port)
  if (server) return await hostFrom(server, state.port, wish)
  const occupant = await occupantOf(port, state.identity_key)
  if (occupant === 'ours') return joined(wish)
  if (occupant === 'nobody' || readState(wish.folder)?.port !== state.port) return undefined
  return await move(state, wish, port)
}

// The state is read again now that the port is ours: the last host may have written until it let go.
async function hostFrom(server: LoopbackServer, expectedPort: number, wish: Wish): Promise<Place | undefined> {
  const state = readState(wish.folder)
  if (state?.port !== expectedPort) {
    await server.close()
    return undefined
  }
  const moved = {
    ...state, port: server.port, redirect_uris: wish.redirectUris ?? [], ...wish.client && { client: wish.client },
  }
  replaceState(wish.folder, moved)
  return { state: moved, server }
}

function joined(wish: Wish): Place | undefined {
  const state = readState(wish.folder)
  if (!state) return undefined
  const missing = (wish.redirectUris ?? []).filter(uri => !state.redirect_uris.includes(uri))
  if (missing.length > 0)
    throw new SandboxError('served-differently', { issuer: issuerOf(state.port), redirectUris: missing })
  if (!isRegistered(wish.client, state.client))
    throw new SandboxError('served-differently', { issuer: issuerOf(state.port), client: 'other' })
  return { state }
}

/** A client without keys and wishes gets on with whatever is registered. */
function isRegistered(wanted: ClientRegistration | undefined, known: ClientRegistration | undefined): boolean {
  if (wanted === undefined || (wanted.jwks.keys.length === 0 && wanted.token_endpoint_auth_method === undefined))
    return true
  return isDeepStrictEqual({ ...wanted }, { ...known })
}

async function move(state: SandboxState, wish: Wish, port: number): Promise<Place | undefined> {
  const server = wish.mayMove === true ? await LoopbackServer.bind(0) : undefined
  if (!server) throw new SandboxError('port-in-use', { port })
  return await hostFrom(server, state.port, wish)
}
