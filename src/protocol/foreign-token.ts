import { generateKeyPair, SignJWT } from 'jose'

/**
 * Signs an access token such as another provider would issue (RFC 9068, section 2): by a key of its own. `now` is in
 * seconds since 1970.
 */
export async function signForeignToken(
  { audience, clientId, now }: { audience: string, clientId: string, now: number },
): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  return new SignJWT({ scope: 'openid', client_id: clientId })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'oauth-walk-check' })
    .setIssuer('https://oauth-walk-check.invalid').setSubject('oauth-walk-check').setAudience(audience)
    .setIssuedAt(now).setExpirationTime(now + 300).sign(privateKey)
}
