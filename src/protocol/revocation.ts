import * as oauth from 'oauth4webapi'
import { inOneLine, readRefusal } from './answer/refusal.ts'
import { retryAfter } from './answer/retry-after.ts'
import { exchange } from './library.ts'
import type { TokenEndpointParty } from './token-request.ts'

/**
 * Asks the provider to revoke one token; 200 is its confirmation, also for a token it does not know (RFC 7009, section
 * 2). Gives what the provider said otherwise (section 2.2.1), in one line.
 */
export async function requestRevocation(
  { send, server, client, authentication }: TokenEndpointParty, token: string, hint: 'refresh_token' | 'access_token',
): Promise<string | undefined> {
  const additionalParameters = { token_type_hint: hint }
  const { answer } = await exchange(send, 'revocation', server.revocation_endpoint, options => oauth.revocationRequest(
    server, client, authentication, token, { additionalParameters, ...options },
  ))
  return answer.status === 200 ? undefined : inOneLine(await readRefusal(answer), retryAfter(answer.headers))
}
