import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { SandboxError } from '../errors.ts'
import type { Asked } from './asked.ts'
import type { Faults } from './faults.ts'
import type { Expiry, Sandbox, SandboxFault } from './handle.ts'
import type { SandboxUser } from './settings.ts'

/** What can be done to a sandbox while it serves; the first three check what they are given. */
export interface Controls extends Pick<Sandbox, 'addUser' | 'expire' | 'queueFault'> { faults: Faults, asked: Asked }

export const controlPath = '/control'

const largestBody = 1024 * 1024

type Act = (body: unknown) => unknown

/** Answers at the control address whoever knows its token; a browser's page never does. */
export function answerControl(
  token: string, controls: Controls,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const acts = actsOf(controls)
  return async (request, response) => {
    const act = acts[`${request.method ?? ''} ${pathOf(request).slice(controlPath.length)}`]
    try {
      if (!isKnown(request, token)) say(response, 401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer' })
      else if (!act) say(response, 404, { error: 'not_found', known: Object.keys(acts) })
      else say(response, 200, await act(request.method === 'POST' ? await readJson(request) : undefined))
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error
      say(response, 400, { error: error.code, ...error.details })
    }
  }
}

function actsOf({ addUser, expire, queueFault, faults, asked }: Controls): Record<string, Act> {
  const pending = () => ({ pending: faults.pending })
  return {
    'POST /users': async body => addUser(body as SandboxUser),
    'POST /expiry': async body => ({ expired: await expire(body as Expiry) }),
    'POST /faults': async (body) => {
      await queueFault(body as SandboxFault)
      return pending()
    },
    'GET /faults': pending,
    'DELETE /faults': () => {
      faults.clear()
      return pending()
    },
    'GET /requests': () => ({ requests: asked.all() }),
    'DELETE /requests': () => {
      asked.clear()
      return { requests: [] }
    },
  }
}

export function isControlRequest(request: IncomingMessage): boolean {
  return pathOf(request).startsWith(`${controlPath}/`)
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? ''
}

function isKnown({ headers: { authorization = '' } }: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`))
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) throw new SandboxError('settings-invalid', { at: '', wrong: 'larger than 1 MiB' })
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new SandboxError('settings-invalid', { at: '', wrong: 'no JSON' })
  }
}

function say(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
    .end(JSON.stringify(body))
}
