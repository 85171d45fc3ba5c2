import type { Send, WireResponse } from '../../wire.ts'
import { sendTwiceAtMost } from '../library.ts'

/** Which resource is asked, and by which method. */
export interface ResourceRequest {
  url: string
  method: string
}

/**
 * Sends one request to a resource, with the token in the Authorization header where there is one (RFC 6750, section
 * 2.1); its answer is unjudged.
 */
export async function askResource(
  send: Send, { url, method }: ResourceRequest, accessToken?: string,
): Promise<WireResponse> {
  const authorization = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
  const headers = { accept: 'application/json, text/event-stream;q=0.9, */*;q=0.8', ...authorization }
  return sendTwiceAtMost(send, { purpose: 'resource', method, url, headers })
}
