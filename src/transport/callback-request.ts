import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLoopbackHost } from '../loopback.ts'

/** How the answer can come from the browser to the client. */
export type CallbackWay = 'listener' | 'paste'

/** A page for the tab, with the policy that lets just its own style and script run. */
export interface TabPage {
  status: number
  html: string
  contentSecurityPolicy: string
}

/** A request that came to the redirect URI: at the listener, or as the address that a person pasted. */
export interface CallbackRequest {
  way: CallbackWay
  /** Nothing for a pasted address: its request reached nobody. */
  method: string | undefined
  parameters: URLSearchParams
  /** Why it was refused at the door: it was no callback at all and has been answered. */
  ignored: string | undefined
  /** Answers the tab and closes its connection; only the first answer counts. */
  answer(page: TabPage): Promise<void>
}

/** What a callback must look like to be let in. */
export interface Door {
  /** What the Host header may say, in lower case. */
  hosts: readonly string[]
  path: string
  responseMode: 'query' | 'form_post'
}

const mostBodyBytes = 64 * 1024

type Refusal = { status: number, reason: string }

/** Judges a request at the door and reads its parameters; what does not belong here is answered at once and without a word. */
export async function receiveRequest(door: Door, request: IncomingMessage, response: ServerResponse): Promise<CallbackRequest> {
  const answer = answerOnce(response)
  const refused = judge(door, request)
  const parameters = refused ? new URLSearchParams() : await readParameters(door, request)
  const refusal = refused ?? ('status' in parameters ? parameters : undefined)
  const empty = { html: '', contentSecurityPolicy: 'default-src \'none\'' }
  if (refusal) await answer({ ...empty, status: refusal.status }, refusal.status === 405 ? methodOf(door) : undefined)
  return {
    way: 'listener',
    method: request.method ?? '',
    parameters: parameters instanceof URLSearchParams ? parameters : new URLSearchParams(),
    ignored: refusal?.reason,
    answer,
  }
}

/** In this order: peer, request target as it came, Host, path, method, fetch metadata. */
function judge(door: Door, request: IncomingMessage): Refusal | undefined {
  const { headers, method, url = '' } = request
  if (!isLoopbackHost((request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''))) return { status: 403, reason: 'not-from-this-machine' }
  // The parser takes a request line without a version for HTTP/0.9, which no browser speaks any more.
  if (request.httpVersionMajor !== 1) return { status: 404, reason: 'strange-target' }
  if (!url.startsWith('/') || url.startsWith('//') || url.startsWith('/\\')) return { status: 404, reason: 'strange-target' }
  if (!door.hosts.includes(hostOf(request) ?? '')) return { status: 403, reason: 'wrong-host' }
  if (url.split('?', 1)[0] !== door.path || url.includes('#')) return { status: 404, reason: 'other-path' }
  if (method !== methodOf(door)) return { status: 405, reason: 'wrong-method' }
  const mode = headers['sec-fetch-mode']
  const destination = headers['sec-fetch-dest']
  if ((mode !== undefined && mode !== 'navigate') || (destination !== undefined && destination !== 'document')) {
    return { status: 403, reason: 'not-a-navigation' }
  }
  return undefined
}

/** The one Host field in lower case: Node takes the first of several, which nobody may send (RFC 9112, section 3.2). */
function hostOf({ headers, headersDistinct }: IncomingMessage): string | undefined {
  return headersDistinct.host?.length === 1 ? headers.host?.toLowerCase() : undefined
}

function methodOf({ responseMode }: Door): 'GET' | 'POST' {
  return responseMode === 'form_post' ? 'POST' : 'GET'
}

async function readParameters(door: Door, request: IncomingMessage): Promise<URLSearchParams | Refusal> {
  if (door.responseMode === 'query') return new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'))
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    return { status: 415, reason: 'wrong-content-type' }
  }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > mostBodyBytes) return { status: 413, reason: 'body-too-large' }
    chunks.push(chunk as Buffer)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

function answerOnce(response: ServerResponse): (page: TabPage, allow?: string) => Promise<void> {
  return async ({ status, html, contentSecurityPolicy }, allow) => {
    if (response.headersSent || response.destroyed) return
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'content-length': Buffer.byteLength(html),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      connection: 'close',
      ...allow === undefined ? {} : { allow },
    })
    const sent = once(response, 'close')
    response.end(html)
    await sent
  }
}
