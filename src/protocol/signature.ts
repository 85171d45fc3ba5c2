import { decodeProtectedHeader, type JWSHeaderParameters } from 'jose'
import * as oauth from 'oauth4webapi'
import type { Cause } from '../codes/described.ts'
import type { CheckName, Failure } from '../codes/failure.ts'
import type { Send } from '../wire.ts'
import type { Check } from './checks.ts'
import { checkSigned, explainKeys } from './key-choice.ts'
import { fetchKeys, type PublicKey } from './keys.ts'
import { libraryOptions, libraryRefusal, type LibraryOptions } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'

const rules: Partial<Record<CheckName, string>> = {
  'id-token-signature': 'OIDC Core 3.1.3.7(6)',
  'userinfo-signature': 'OIDC Core 5.3.2',
}

/**
 * Verifies the signature of a JWT in an answer that oauth4webapi has processed, with the keys at `jwks_uri` (RFC 7515,
 * section 5.2). Where they do not fit, they are fetched once more: the provider may have rotated them meanwhile (OpenID
 * Connect Core 1.0, section 10.1.1). Raises `redirect-refused`, `unreadable-answer` and network failures where there
 * are no keys to be had.
 */
export async function verifySignature(
  name: CheckName, send: Send, server: AuthorizationServer, response: Response, token: string,
): Promise<Check> {
  const published: PublicKey[] = []
  const options = libraryOptions(
    fetchKeys(send, keys => published.splice(0, published.length, ...keys)), 'jwks', server.jwks_uri,
  )
  // The provider may have rotated its keys. The library caches them by the object that describes the provider, and
  // fetches them again for a copy.
  const refusal = await whyInvalid(server, response, options) && await whyInvalid({ ...server }, response, options)
  const because = refusal && whyRefused(refusal, token, published)
  return checkSigned(name, rules[name] ?? '', server.jwks_uri, because)
}

/**
 * The cause of a refusal. The library's sentence is English, and its code tells only whether it found one key; the keys
 * tell which, and why not.
 */
function whyRefused({ details: { library_code } }: Failure, token: string, keys: readonly PublicKey[]): Cause {
  const wrong: Cause = { code: 'signature-wrong', facts: [] }
  return library_code === oauth.INVALID_RESPONSE
    ? wrong
    : explainKeys(headerOf(token), keys) ?? { code: 'key-unusable', facts: [] }
}

function headerOf(token: string): JWSHeaderParameters {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return {}
  }
}

async function whyInvalid(
  server: AuthorizationServer, response: Response, options: LibraryOptions,
): Promise<Failure | undefined> {
  try {
    await oauth.validateApplicationLevelSignature(server, response, options)
    return undefined
  } catch (error) {
    const refusal = libraryRefusal(error)
    if (refusal.code !== 'library-refused') throw refusal
    return refusal
  }
}
