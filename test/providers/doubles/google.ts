import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { anyPort } from './redirect-rules.ts'
import { challenge, errorPage, standardError } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: '407408718192.apps.googleusercontent.com', secret: 'GOCSPX-walk_0123456789-abcdefghijk' }
const person = {
  sub: '110169484474386276334', name: 'Zhang San', given_name: 'San', family_name: 'Zhang',
  picture: 'https://lh3.googleusercontent.com/a/zhangsan=s96-c', email: 'zhangsan@example.com', email_verified: true,
}

/**
 * A client of the type Desktop app: any loopback port, PKCE, and a secret that the token endpoint wants although it is
 * not confidential (developers.google.com/identity/protocols/oauth2/native-app).
 */
export const google = ({ origin }: Place): Facts => {
  const answer = (refreshes: boolean): TokenFacts['answer'] => ({ access_token, refresh_token }, grant) => ({
    body: {
      access_token, expires_in: 3599, token_type: 'Bearer',
      // The granted scopes come back in their long form and in another order.
      scope: 'https://www.googleapis.com/auth/userinfo.profile openid https://www.googleapis.com/auth/userinfo.email',
      ...refreshes && grant.request.get('access_type') === 'offline' ? { refresh_token } : {},
      id_token: issueIdToken(
        { issuer: origin, audience: client.id, subject: person.sub, claims: { azp: client.id } }, grant, access_token,
      ),
    },
  })
  return {
    client,
    authorize: {
      path: '/o/oauth2/v2/auth', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce', 'access_type', 'prompt', 'login_hint', 'include_granted_scopes', 'hd'],
      fixed: {
        access_type: /^(online|offline)$/, prompt: /^(none|consent|select_account)( (consent|select_account))?$/,
      },
      redirect: (uri, registered) =>
        /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/.test(uri) || anyPort(uri, registered),
      scopes: ['openid', 'email', 'profile'], pkce: 'supported',
      extra: { scope: 'email profile openid', authuser: '0', prompt: 'consent' },
    },
    token: { path: '/token', authentication: ['post', 'basic'], answer: answer(true) },
    refresh: { rotates: false, answer: answer(false) },
    resources: { '/v1/userinfo': { answer: () => person } },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/o/oauth2/v2/auth', token_endpoint: '/token', userinfo_endpoint: '/v1/userinfo',
        revocation_endpoint: '/revoke', jwks_uri: '/oauth2/v3/certs', device_authorization_endpoint: '/device/code',
      }, {
        token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
        code_challenge_methods_supported: ['plain', 'S256'],
      }),
      '/oauth2/v3/certs': publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault, fault.kind === 'redirect-uri-wrong' ? 400 : 401)
      if (phase === 'userinfo') return challenge('invalid_request', 'Invalid Credentials')
      const error = fault.kind === 'redirect-uri-wrong' ? 'redirect_uri_mismatch' : standardError(fault)
      const descriptions: Record<string, string> = {
        invalid_grant: 'Malformed auth code.', invalid_client: 'The provided client secret is invalid.',
      }
      return {
        status: error === 'invalid_client' ? 401 : 400,
        body: { error, error_description: descriptions[error] ?? 'Bad Request' },
      }
    },
  }
}
