import { Failure } from '../../codes/failure.ts'
import { describeAnswer } from '../../protocol/answer/describe.ts'
import { requestIntrospection } from '../../protocol/introspection-request.ts'
import { readIntrospection, type Introspection } from '../../protocol/introspection.ts'
import type { Secret } from '../../secrets/secret.ts'
import type { Traveller } from '../context.ts'
import { report, verify } from '../observe.ts'
import { meetProvider } from './meet-provider.ts'

/**
 * Asks the provider what it knows of a token (RFC 7662). Raises `introspection-endpoint-missing`,
 * `introspection-refused`, `unreadable-answer` and what the network raises; a token that is no longer good is an
 * answer, not a failure.
 */
export async function introspectToken(
  walk: Traveller, token: Secret, hint: 'access_token' | 'refresh_token',
): Promise<Introspection> {
  const party = await meetProvider(walk)
  if (party.server.introspection_endpoint === undefined)
    throw new Failure('introspection-endpoint-missing', { issuer: party.server.issuer })
  const exchanged = await requestIntrospection(party, token.reveal(), hint)
  const { clientId, decryptionKeys } = walk.client
  const { said, checks, findings } = await readIntrospection(exchanged, {
    server: party.server, clientId, send: party.send, decryptionKeys,
  })
  await report(walk, findings)
  await verify(walk, checks)
  // Where the checks passed it is there; the compiler does not know that.
  if (said === undefined) throw new Failure('unreadable-answer', describeAnswer(exchanged.answer, exchanged.url))
  return said
}
