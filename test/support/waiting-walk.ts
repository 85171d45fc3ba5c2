import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished } from 'vitest'
import { freshHome, start, type Running } from './cli.ts'
import { startAtDoor } from './door.ts'
import { startStub, type Stub } from './stub-provider.ts'
import { visit } from './user-agent.mjs'
import type { Page } from './user-agent.d.mts'
import type { Begin } from './walks.ts'

/** A walk that waits in step 3, with the provider's answer at hand but not brought yet. */
export interface Waiting {
  running: Pick<Running, 'ended' | 'sees'>
  home: string
  stub: Stub
  address: string
  redirectUri: string
  port: number
  host: string
  state: string
  /** Asks the provider for its redirect back: the good callback, or the form of form_post. */
  signIn: () => Promise<{ url: string, query: string }>
}

/** A stub of this test's own. */
export async function freshStub(): Promise<Stub> {
  const stub = await startStub()
  onTestFinished(() => stub.close())
  return stub
}

/** The same in a process, which can be killed and whose streams can be closed. */
export async function startWaitingProcess(
  stub: Stub, words?: readonly string[],
): Promise<Waiting & { running: Running }> {
  let running: Running | undefined
  const waiting = await startWaiting(stub, words, (line, options) => running = start(line, options))
  return { ...waiting, running: running ?? expect.fail('nothing was started') }
}

/** Starts a login against a stub and waits until its listener waits. */
export async function startWaiting(
  stub: Stub, words: readonly string[] = ['--port', '0'], begin: Begin = startAtDoor,
): Promise<Waiting> {
  const home = freshHome()
  const running = begin(
    ['login', stub.issuer, '--client-id', stub.client.client_id, '--no-open', ...words],
    { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } },
  )
  const [, address = ''] = await running.sees('stderr', /^ *(http\S+\?\S+)$/m)
  await running.sees('stderr', /^3 {2}\S[^]*http:/m)
  const asked = new URL(address).searchParams
  const redirectUri = asked.get('redirect_uri') ?? ''
  const { port, host } = new URL(redirectUri)
  return {
    running, home, stub, address, redirectUri, port: Number(port), host, state: asked.get('state') ?? '',
    signIn: async () => {
      const { location = '' } = await visit({ cookies: [], visited: [] }, { url: address })
      return { url: location, query: location.split('?')[1] ?? '' }
    },
  }
}

export async function get(url: string): Promise<Page> {
  return visit({ cookies: [], visited: [] }, { url })
}

/** Sends exactly these lines and gives the raw answer; `''` where the connection was cut without one. */
export async function sendRaw(port: number, lines: readonly string[], body = '', host = '127.0.0.1'): Promise<string> {
  const socket = connect({ port, host })
  socket.on('error', () => socket.destroy())
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  return text(socket).catch(() => '')
}

/** Whether something listens there: the code of the error, or nothing where it does. */
export async function refusedBy(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)).once('connect', () => {
      socket.destroy()
      resolve(undefined)
    })
  })
}
