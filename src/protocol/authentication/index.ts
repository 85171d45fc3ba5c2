import * as oauth from 'oauth4webapi'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { AuthorizationServer } from '../metadata.ts'
import { authenticateByAssertion, authenticateByKey, authenticateBySecretJwt } from './assertion.ts'
import type { ClientCredentials } from './credentials.ts'
import type { AuthenticationMethod } from './methods.ts'
import { authenticateBasic } from './secret.ts'

export { anonymous } from './anonymous.ts'
export { chooseAuthentication } from './choose.ts'

/**
 * The library's form of that method. Raises `setting-invalid` where the method needs a secret, a key or a certificate
 * and there is none, and `authentication-unsupported` where no key signs as the provider wants it.
 */
export function authenticate(
  method: AuthenticationMethod, credentials: ClientCredentials, server: AuthorizationServer,
): oauth.ClientAuth {
  switch (method) {
    case 'none': return oauth.None()
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth': return authenticateByCertificate(method, credentials)
    case 'private_key_jwt': return authenticateByJwt(credentials, server)
    case 'client_secret_jwt': return authenticateBySecretJwt(secretFor(method, credentials), credentials)
    case 'client_secret_post': return oauth.ClientSecretPost(secretFor(method, credentials))
    case 'client_secret_basic': return authenticateBasic(secretFor(method, credentials))
  }
}

/** The certificate is shown when the connection is made; the request names the client (RFC 8705, section 2). */
function authenticateByCertificate(
  method: AuthenticationMethod, { hasCertificate }: ClientCredentials,
): oauth.ClientAuth {
  if (!hasCertificate)
    throw new Failure('setting-invalid', { setting: 'tls-cert', expected: describeBy('certificate-for', method) })
  return oauth.TlsClientAuth()
}

function authenticateByJwt(credentials: ClientCredentials, server: AuthorizationServer): oauth.ClientAuth {
  if (credentials.keys?.length) return authenticateByKey(credentials, server)
  if (credentials.takeAssertion) return authenticateByAssertion(credentials.takeAssertion)
  throw new Failure('setting-invalid', { setting: 'client-key', expected: describeBy('key-for', 'private_key_jwt') })
}

function secretFor(method: AuthenticationMethod, { clientSecret }: ClientCredentials): string {
  if (clientSecret === undefined)
    throw new Failure('setting-invalid', { setting: 'client-secret', expected: describeBy('secret-for', method) })
  return clientSecret.reveal()
}
