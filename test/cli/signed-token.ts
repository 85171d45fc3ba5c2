import { sign } from 'node:crypto'
import { metadata, tokens, type Endpoint, type StubProvider } from './stub-provider.ts'
import { newEcdsaPair } from '../support/key-pairs.ts'

/**
 * Endpoints that make the stub an OpenID provider: keys, metadata that names them, and a token response with an ID
 * token for `walker`.
 */
export function openidEndpoints(stub: () => StubProvider): Record<string, Endpoint> {
  const { publicKey, privateKey } = newEcdsaPair()
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const idToken = () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: stub().issuer, sub: 'zhang-san', aud: 'walker', iat: now, exp: now + 600 }
    const signed = `${encode({ alg: 'ES256' })}.${encode(claims)}`
    return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      .toString('base64url')}`
  }
  return {
    '/.well-known/openid-configuration': () => ({
      body: {
        ...metadata(stub().issuer), jwks_uri: `${stub().issuer}/jwks`, id_token_signing_alg_values_supported: ['ES256'],
      },
    }),
    '/jwks': () => ({ body: { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] } }),
    '/token': () => ({ body: { ...tokens(1), id_token: idToken() } }),
  }
}
