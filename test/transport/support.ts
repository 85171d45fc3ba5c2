import { createServer, request, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished } from 'vitest'
import { Failure, type FailureCode } from '../../src/codes/failure.ts'
import type { CallbackRequest } from '../../src/transport/callback-request.ts'
import { openListener, type Listener, type ListenerOptions } from '../../src/transport/listener.ts'
import type { Hearer } from '../../src/transport/reception.ts'

/** A server on a free port of loopback that is closed with the test. */
export async function serve(listener: RequestListener): Promise<{ url: string, port: number, server: Server }> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, server }
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Sends one request as a browser's navigation without fetch metadata, or as its headers say. */
export async function ask(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers, agent: false })
    asking.once('error', reject).once('response', response => void text(response).then(
      answered => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered }), reject,
    ))
    asking.end(body)
  })
}

/** Sends bytes as they are and gives all that comes back before the connection ends. */
export async function sendRaw(port: number, bytes: string, host = '127.0.0.1'): Promise<string> {
  const socket = connect(port, host)
  onTestFinished(() => void socket.destroy())
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  await closed(socket)
  return answer
}

/** Waits until a connection has ended, in whatever way. */
export async function closed(socket: Socket): Promise<void> {
  await new Promise<void>(resolve => socket.once('close', () => resolve()))
}

export const intrudedPage = { status: 200, html: 'intruded', contentSecurityPolicy: 'default-src \'none\'' }
export const page = { status: 200, html: '<p>done</p>', contentSecurityPolicy: 'default-src \'none\'' }

/** A listener that waits; every request that is let in is remembered and answered with `page`. */
export interface Waiting {
  listener: Listener
  port: number
  /** The address of a good callback. */
  url: string
  letIn: CallbackRequest[]
  ignored: string[]
}

/** Opens a listener that is closed with the test, and goes on waiting at it. */
export async function waitAt(options: Partial<ListenerOptions> = {}): Promise<Waiting> {
  const [letIn, ignored]: [CallbackRequest[], string[]] = [[], []]
  const hearer = {
    receive: (request: CallbackRequest) => {
      if (request.byOtherMethod) {
        ignored.push('wrong-method')
        request.dismiss(page)
        return
      }
      letIn.push(request)
      void request.answer(page)
    },
    ignore: ({ reason }: { reason: string }) => void ignored.push(reason),
  }
  const listener = await openListener({
    redirectUri: 'http://127.0.0.1/callback', ports: [0], responseMode: 'query', ...deaf, ...hearer, ...options,
  })
  onTestFinished(async () => listener.close())
  const { port } = new URL(listener.redirectUri)
  return { listener, port: Number(port), url: `${listener.redirectUri}?code=c&state=s`, letIn, ignored }
}

/** Who hears nothing of what comes to a listener. */
export const deaf: Hearer = {
  receive: () => undefined, isOurs: () => true, ignore: () => undefined, intrude: () => intrudedPage,
  over: () => undefined,
}

/** The listener has let nothing in so far, and lets the next good callback in. */
export async function expectStillWaiting({ url, letIn }: Waiting): Promise<void> {
  expect(letIn).toEqual([])
  expect((await ask(url)).status).toBe(200)
  expect(letIn).toHaveLength(1)
}

/** Runs something that must fail with this code; gives the failure. */
export async function failureOf(run: Promise<unknown>, code: FailureCode): Promise<Failure> {
  const came = await run.then(() => undefined, (error: unknown) => error)
  expect(came).toBeInstanceOf(Failure)
  expect(came).toMatchObject({ code })
  return came as Failure
}
