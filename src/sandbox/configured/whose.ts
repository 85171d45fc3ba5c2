import { text } from 'node:stream/consumers'
import { authorizationPath } from '../configuration.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import { quietlyUntil } from '../library.ts'
import type { Memory } from './memory.ts'

/** In bytes. The provider takes no more either. */
const longestBody = 56 * 1024

type Context = Parameters<SandboxMiddleware>[0]

/** Which client asks, before the provider has looked; undefined where nothing says so. `next` must be called by `asRead`, since the body is read. */
export async function whoAsks(context: Context, memory: Memory): Promise<string | undefined> {
  const { client_id: inQuery } = context.query
  if (typeof inQuery === 'string') return inQuery
  const [, scheme = '', credentials = ''] = /^(\w+) (\S+)$/.exec(context.get('authorization')) ?? []
  if (/^basic$/i.test(scheme)) return decodeForm(Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? '')
  if (/^(?:bearer|dpop)$/i.test(scheme)) return memory.get('AccessToken', credentials)?.payload.clientId ?? claimOf(credentials, 'client_id')
  const body = await readBody(context)
  if (body['client_id'] !== undefined) return body['client_id']
  return body['client_assertion'] === undefined ? ofInteraction(context, memory) : claimOf(body['client_assertion'], 'sub')
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
    const value = (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>)[claim]
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
