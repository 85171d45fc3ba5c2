import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { anyPort } from './redirect-rules.ts'
import { challenge, errorPage, standardError } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: 'walk-client', secret: '9f1e2d3c-walk-4a5b-8c7d-6e5f4a3b2c1d' }
const realm = '/realms/people'
const connect = `${realm}/protocol/openid-connect`
const session = '5f1a3c2e-0000-4000-8000-3b7d5a9c1e2f'
const person = {
  sub: '0c9f1e2d-3b4a-4c5d-8e7f-6a5b4c3d2e1f', email_verified: true, name: 'Zhang San', preferred_username: 'zhangsan',
  given_name: 'San',
  family_name: 'Zhang', email: 'zhangsan@example.com',
}

/**
 * A realm of the user's own; the authorization response names its issuer (RFC 9207), and a registered loopback URI
 * matches every port.
 */
export const keycloak = ({ origin }: Place): Facts => {
  const issuer = origin + realm
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      access_token:
        tokens.access_token, expires_in: 300, refresh_expires_in: 1800, refresh_token: tokens.refresh_token,
      token_type: 'Bearer',
      id_token: issueIdToken(
        { issuer, audience: client.id, subject: person.sub, claims: { azp: client.id, sid: session, typ: 'ID' } },
        grant, tokens.access_token,
      ),
      'not-before-policy': 0, session_state: session, scope: 'openid email profile',
    },
  })
  return {
    client,
    authorize: {
      path: `${connect}/auth`, required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce', 'prompt', 'login_hint', 'kc_idp_hint', 'ui_locales', 'response_mode'],
      redirect: anyPort, scopes: ['openid', 'profile', 'email', 'offline_access'], pkce: 'supported',
      extra: { session_state: session, iss: issuer },
    },
    token: { path: `${connect}/token`, authentication: ['basic', 'post'], answer },
    refresh: { rotates: false, answer },
    resources: { [`${connect}/userinfo`]: { answer: () => person } },
    documents: {
      [`${realm}/.well-known/openid-configuration`]: describeIssuer(origin, issuer, {
        authorization_endpoint: `${connect}/auth`, token_endpoint: `${connect}/token`,
        introspection_endpoint: `${connect}/token/introspect`,
        userinfo_endpoint: `${connect}/userinfo`, end_session_endpoint: `${connect}/logout`,
        jwks_uri: `${connect}/certs`,
        revocation_endpoint: `${connect}/revoke`, device_authorization_endpoint: `${connect}/auth/device`,
      }, {
        token_endpoint_auth_methods_supported: [
          'private_key_jwt', 'client_secret_basic', 'client_secret_post', 'tls_client_auth', 'client_secret_jwt',
        ],
        code_challenge_methods_supported: ['plain', 'S256'], authorization_response_iss_parameter_supported: true,
        id_token_signing_alg_values_supported: [
          'PS384', 'RS384', 'EdDSA', 'ES384', 'HS256', 'HS512', 'ES256', 'RS256', 'HS384', 'ES512', 'PS256', 'PS512',
          'RS512',
        ],
      }),
      [`${connect}/certs`]: publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo') return challenge('invalid_token', 'Token verification failed')
      const error = standardError(fault)
      if (error === 'invalid_client')
        return {
          status: 401,
          body: { error: 'unauthorized_client', error_description: 'Invalid client or Invalid client credentials' },
        }
      const descriptions: Record<string, string> = {
        'refresh-token-unknown': 'Invalid refresh token', 'verifier-wrong': 'PKCE verification failed: Code mismatch',
        'verifier-missing': 'PKCE code verifier not specified', 'redirect-uri-wrong': 'Incorrect redirect_uri',
      }
      return {
        status: 400,
        body: {
          error,
          error_description: descriptions[fault.kind] ?? (error === 'invalid_grant' ? 'Code not valid' : fault.message),
        },
      }
    },
  }
}
