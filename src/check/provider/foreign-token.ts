import { newClientKey } from '../../protocol/authentication/new-client-key.ts'
import type { Examinee } from './examinee.ts'
import { strangeHost } from './strange.ts'

/** A token such as another provider would issue: in form, and signed by a key that this one never saw (RFC 9068, section 2). */
export async function signForeign({ walk: { now }, started }: Examinee): Promise<string> {
  const { keys: [key] } = await newClientKey()
  const seconds = Math.floor(now() / 1000)
  const claims = {
    iss: `https://${strangeHost}`, sub: 'oauth-walk-check', aud: started?.server.issuer ?? '', client_id: started?.client.client_id, scope: 'openid',
    iat: seconds, exp: seconds + 300,
  }
  const signed = [{ alg: 'ES256', typ: 'at+jwt', kid: 'oauth-walk-check' }, claims].map(encode).join('.')
  const signature = key && await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, Buffer.from(signed))
  return `${signed}.${signature ? Buffer.from(signature).toString('base64url') : ''}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
