import * as oauth from 'oauth4webapi'
import { describeBy } from '../described.ts'
import type { CheckName, Failure } from '../failure.ts'
import type { Send } from '../wire.ts'
import { holds, type Check } from './checks.ts'
import { fetchKeys } from './keys.ts'
import { libraryOptions, libraryRefusal } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'

const rules: Partial<Record<CheckName, string>> = {
  'id-token-signature': 'OIDC Core 3.1.3.7(6)',
  'userinfo-signature': 'OIDC Core 5.3.2',
}

/**
 * Verifies the signature of a JWT in an answer that oauth4webapi has processed, with the keys at `jwks_uri` (RFC 7515, section 5.2). Where they
 * do not fit, they are fetched once more: the provider may have rotated them meanwhile (OpenID Connect Core 1.0, section 10.1.1). Raises
 * `redirect-refused`, `unreadable-answer` and network failures where there are no keys to be had.
 */
export async function verifySignature(
  name: CheckName, send: Send, server: AuthorizationServer, response: Response,
): Promise<Check> {
  // The library keeps the keys by the object that names the provider: a copy has none yet.
  const refusal = await refuse(send, server, response) && await refuse(send, { ...server }, response)
  const actual = refusal === undefined ? describeBy('signed') : whyNot(refusal)
  return holds(name, rules[name] ?? '', describeBy('key-of', ...server.jwks_uri === undefined ? [] : [server.jwks_uri]), actual, refusal === undefined)
}

/** The library's sentence is English; its code tells enough. */
function whyNot({ details: { library_code, reason } }: Failure): string {
  if (library_code === oauth.KEY_SELECTION) return describeBy('no-key-fits')
  return library_code === oauth.INVALID_RESPONSE ? describeBy('signature-wrong') : String(reason)
}

async function refuse(send: Send, server: AuthorizationServer, response: Response): Promise<Failure | undefined> {
  try {
    await oauth.validateApplicationLevelSignature(server, response, libraryOptions(fetchKeys(send), 'jwks', server.jwks_uri))
    return undefined
  } catch (error) {
    const refusal = libraryRefusal(error)
    if (refusal.code !== 'library-refused') throw refusal
    return refusal
  }
}
