import { Failure } from '../../failure.ts'
import type { Send, WireResponse } from '../../wire.ts'
import { obstacleIn, readRefusal } from '../answer/refusal.ts'
import { isRedirect } from '../library.ts'

/** How a resource is asked: by which method, and what it is told of the answers that are understood. */
export interface ResourceRequest {
  url: string
  method: string
}

/** Sends one request to a resource, with the token in the Authorization header where there is one (RFC 6750, section 2.1); its answer is unjudged. */
export async function askResource(send: Send, { url, method }: ResourceRequest, accessToken?: string): Promise<WireResponse> {
  const authorization = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
  const request = { purpose: 'resource' as const, method, url, headers: { accept: 'application/json, text/event-stream;q=0.9, */*;q=0.8', ...authorization } }
  const answer = await send(request)
  return answer.again ? send(request) : answer
}

/**
 * Judges a resource's answer to a request with a token. Raises `redirect-refused` for an answer that leads elsewhere, since the token is for this
 * address alone, and `resource-refused` with what the resource says (RFC 6750, section 3.1).
 */
export async function requireOpened(url: string, answer: WireResponse): Promise<void> {
  if (isRedirect(answer)) throw new Failure('redirect-refused', { url, status: answer.status, location: answer.headers['location'] ?? '', carries_secret: true })
  if (answer.status < 400) return
  const body = answer.bytes === undefined ? answer.body : Buffer.from(answer.bytes).toString('utf8')
  const provider = await readRefusal({ ...answer, body }, 'challenge')
  throw new Failure('resource-refused', { url, provider, ...obstacleIn(answer, provider) })
}
