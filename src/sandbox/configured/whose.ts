import { text } from 'node:stream/consumers'
import { authorizationPath } from '../configuration.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import { quietlyUntil } from '../library.ts'
import { endpointOf } from '../request-log.ts'
import type { Memory } from './memory.ts'

/** In bytes. The provider takes no more either. */
const longestBody = 56 * 1024

type Context = Parameters<SandboxMiddleware>[0]

/** What a request says, and which client it says it is from; undefined where nothing says so. */
export interface Asking { clientId: string | undefined, parameters: Record<string, unknown> }

const heard = new WeakMap<object, Asking>()

/**
 * Reads who asks before the provider has looked; a request that was read is not read again, for it has a body but once.
 * `next` must be called by `asRead`, since the body is read.
 */
export async function whoAsks(context: Context, memory: Memory): Promise<Asking> {
  const before = askingOf(context)
  if (before) return before
  const body = await readBody(context)
  const asking = { clientId: clientIn(context, body, memory), parameters: { ...context.query, ...body } }
  heard.set(context.req, asking)
  return asking
}

/** What `whoAsks` read of this request, if it did. */
export function askingOf({ req }: Context): Asking | undefined {
  return heard.get(req)
}

/** Has what comes to an endpoint read before something that answers in place of the provider. */
export function readFirst(memory: Memory): SandboxMiddleware {
  return async (context, next) => {
    if (endpointOf(context.path) !== undefined) await whoAsks(context, memory)
    await asRead(next)
  }
}

/**
 * Whoever proves to be a client is that one, whatever else the request says. Beside a body the address says nothing: a
 * provider reads the parameters of a POST there alone (RFC 6749, section 2.3.1).
 */
function clientIn(context: Context, body: Record<string, string>, memory: Memory): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\w+) (\S+)$/.exec(context.get('authorization')) ?? []
  if (/^basic$/i.test(scheme))
    return decodeForm(Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? '')
  if (/^(?:bearer|dpop)$/i.test(scheme)) return ofToken(credentials, memory)
  const { client_id: named, client_assertion: assertion, access_token: token } = context.method === 'POST'
    ? body
    : context.query
  if (typeof named === 'string') return named
  if (typeof assertion === 'string') return claimOf(assertion, 'sub')
  return typeof token === 'string' ? ofToken(token, memory) : ofInteraction(context, memory)
}

function ofToken(token: string, memory: Memory): string | undefined {
  return memory.get('AccessToken', token)?.payload.clientId ?? claimOf(token, 'client_id')
}

/** Goes on with a request whose body was read: oidc-provider would warn that it was. */
export async function asRead(next: () => Promise<unknown>): Promise<void> {
  await quietlyUntil(next)
}

/** The user comes back to the provider by the address of an interaction alone. */
function ofInteraction({ path }: Context, memory: Memory): string | undefined {
  if (!path.startsWith(`${authorizationPath}/`)) return undefined
  const { params } = memory.get('Interaction', path.slice(authorizationPath.length + 1))?.payload ?? {}
  return typeof params?.['client_id'] === 'string' ? params['client_id'] : undefined
}

async function readBody(context: Context): Promise<Record<string, string>> {
  if (context.method !== 'POST' || context.is('application/x-www-form-urlencoded') === false) return {}
  if (Number(context.get('content-length') || Infinity) > longestBody) return {}
  const body = await text(context.req)
  // As it came: what stands there twice is the provider's to judge.
  Object.assign(context.req, { body })
  return Object.fromEntries(new URLSearchParams(body))
}

function claimOf(token: string, claim: string): string | undefined {
  try {
    const value = (JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as Record<string, unknown>)[claim]
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** RFC 6749, section 2.3.1. */
function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
