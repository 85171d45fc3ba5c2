import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished } from 'vitest'
import { keepFolder } from '../../src/place/kept-folder.ts'
import * as sandbox from '../../src/sandbox/index.ts'
import {
  signInAsTheUser, type Sandbox, type SandboxFacts, type SandboxOptions, type SignInOptions, type StateFolder,
} from '../../src/sandbox/index.ts'
import { makeMachine } from '../session/real-machine.ts'

/** Options with the path of the folder in place of the folder itself. */
export type WithPath<Options> = Partial<Omit<Options, 'folder'>> & { folder?: string }

/** The folder of a state as the cli gives it to the sandbox. */
export function stateFolder(path: string): StateFolder {
  return keepFolder(path, makeMachine(), () => undefined)
}

/** Starts a sandbox in the folder at a path. */
export async function startSandbox(
  { folder, ...options }: WithPath<SandboxOptions> & { folder: string },
): Promise<Sandbox> {
  return sandbox.startSandbox({ ...options, folder: stateFolder(folder) })
}

/** Reads the state in the folder at a path. */
export function readSandbox(folder: string): SandboxFacts | undefined {
  return sandbox.readSandbox(stateFolder(folder))
}

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-sandbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A sandbox that is closed when the test ends. */
export async function openSandbox(options: WithPath<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ folder: options.folder ?? temporaryFolder(), ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/**
 * Closes a sandbox and waits until fetch has noticed that its kept connections are dead: a later request must not meet
 * one.
 */
export async function stop(sandbox: Sandbox): Promise<void> {
  await sandbox.close()
  await expect(fetch(sandbox.issuer)).rejects.toThrow()
}

export interface Arrival { method: string, path: string, params: URLSearchParams, headers: IncomingHttpHeaders }

/** A client's callback listener: what arrived there, and its own address. `answer` decides what it says. */
export async function openCallback(answer: (response: ServerResponse) => void = response => response.end('thank you')) {
  const arrivals: Arrival[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const params = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams
      arrivals.push({ method: request.method ?? '', path: url.pathname, params, headers: request.headers })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, arrivals, uri: `http://127.0.0.1:${port}/callback` }
}

export type Json = Record<string, unknown>

/** The metadata that the provider publishes (OpenID Connect Discovery 1.0). */
export async function discover(sandbox: { issuer: string }): Promise<Record<string, string>> {
  const answer = await fetch(`${sandbox.issuer}/.well-known/openid-configuration`)
  return await answer.json() as Record<string, string>
}

/** A client of the sandbox that does each message by hand. */
export class HandClient {
  readonly sandbox: Sandbox
  readonly redirectUri: string
  readonly clientId: string
  readonly verifier = randomBytes(32).toString('base64url')

  constructor(sandbox: Sandbox, redirectUri: string, clientId = 'oauth-walk') {
    this.sandbox = sandbox
    this.redirectUri = redirectUri
    this.clientId = clientId
  }

  get secret(): string | undefined {
    return this.sandbox.clients.find(client => client.client_id === this.clientId)?.client_secret
  }

  authorizationUrl(more: Record<string, string | undefined> = {}): string {
    const params: Record<string, string | undefined> = {
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope: 'openid profile offline_access',
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    }
    const present = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined)
    return `${this.sandbox.issuer}/user/authorize?${new URLSearchParams(present).toString()}`
  }

  async post(
    path: string, params: Record<string, string>, secret = this.secret,
  ): Promise<{ status: number, body: Json, headers: Headers }> {
    const authorization = `Basic ${Buffer.from(`${this.clientId}:${secret ?? ''}`).toString('base64')}`
    const body = new URLSearchParams(secret === undefined ? { client_id: this.clientId, ...params } : params)
    const answer = await fetch(this.sandbox.issuer + path, {
      method: 'POST', body, ...secret !== undefined && { headers: { authorization } },
    })
    const answered = await answer.text()
    return {
      status: answer.status, headers: answer.headers, body: (answered === '' ? {} : JSON.parse(answered)) as Json,
    }
  }

  exchange(code: string, more: Record<string, string> = {}) {
    return this.post('/token', {
      grant_type: 'authorization_code', code, redirect_uri: this.redirectUri, code_verifier: this.verifier, ...more,
    })
  }

  refresh(refreshToken: unknown) {
    return this.post('/token', { grant_type: 'refresh_token', refresh_token: String(refreshToken) })
  }

  async userinfo(accessToken: unknown): Promise<{ status: number, body: Json }> {
    const answer = await fetch(`${this.sandbox.issuer}/userinfo`, {
      headers: { authorization: `Bearer ${String(accessToken)}` },
    })
    return { status: answer.status, body: await answer.json() as Json }
  }
}

/** Sends the sandbox's user through the pages and gives back what arrived at the client. */
export async function walkToCallback(
  client: HandClient, callback: { arrivals: Arrival[] }, more: Record<string, string | undefined> = {},
  options: SignInOptions = {},
): Promise<Arrival> {
  await signInAsTheUser(client.authorizationUrl(more), options)
  const arrival = callback.arrivals.at(-1)
  if (!arrival) throw new Error('nothing arrived')
  return arrival
}

/** A sandbox, a callback listener and a client, signed in and with tokens. */
export async function walkedClient(options: WithPath<SandboxOptions> & { clientId?: string } = {}) {
  const sandbox = await openSandbox(options)
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri, options.clientId)
  const code = (await walkToCallback(client, callback)).params.get('code') ?? ''
  const tokens = (await client.exchange(code)).body
  return { sandbox, callback, client, code, tokens }
}
