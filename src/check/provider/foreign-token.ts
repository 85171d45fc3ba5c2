import { generateKeyPair, SignJWT } from 'jose'
import type { Examinee } from './examinee.ts'

/** A token such as another provider would issue: in form, and signed by a key that this one never saw. */
export async function signForeign({ walk: { now }, started }: Examinee): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  const seconds = Math.floor(now() / 1000)
  return new SignJWT({ scope: 'openid', client_id: started?.client.client_id })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'oauth-walk-check' })
    .setIssuer('https://oauth-walk-check.invalid').setSubject('oauth-walk-check').setAudience(started?.server.issuer ?? '')
    .setIssuedAt(seconds).setExpirationTime(seconds + 300).sign(privateKey)
}
