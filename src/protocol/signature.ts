import * as oauth from 'oauth4webapi'
import type { CheckName } from '../failure.ts'
import type { Send } from '../wire.ts'
import { holds, type Check } from './checks.ts'
import { libraryOptions, libraryRefusal } from './library.ts'
import type { AuthorizationServer } from './metadata.ts'

const rules: Partial<Record<CheckName, string>> = {
  'id-token-signature': 'OIDC Core 3.1.3.7(6)',
  'userinfo-signature': 'OIDC Core 5.3.2',
}

/** Verifies the signature of a JWT in an answer that oauth4webapi has processed, with the keys at `jwks_uri` (RFC 7515, section 5.2). */
export async function verifySignature(
  name: CheckName, send: Send, server: AuthorizationServer, response: Response,
): Promise<Check> {
  const check = (actual: string, ok: boolean) => holds(name, rules[name] ?? '', `a key of ${server.jwks_uri ?? '(no jwks_uri)'}`, actual, ok)
  try {
    await oauth.validateApplicationLevelSignature(server, response, libraryOptions(send, 'jwks', server.jwks_uri))
    return check('signed by it', true)
  } catch (error) {
    const refusal = libraryRefusal(error)
    if (refusal.code !== 'library-refused') throw refusal
    return check(String(refusal.details['reason']), false)
  }
}
