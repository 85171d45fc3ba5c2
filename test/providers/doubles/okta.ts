import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { exactly } from './redirect-rules.ts'
import { refuseByStandard } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: '0oa1walkwalkwalkw5d7', secret: 'walk-0123456789_abcdefghijklmnopqrstuvwx' }
const issuerPath = '/oauth2/default'
const person = {
  sub: '00uid4BxXw6I6TV4m0g3', name: 'Zhang San', locale: 'zh-CN', preferred_username: 'zhangsan@example.com',
  given_name: 'San', family_name: 'Zhang',
  zoneinfo: 'Asia/Shanghai', email: 'zhangsan@example.com', email_verified: true,
}

/** The authorization server `default`; a state is required, and one kind of client authentication at a time. */
export const okta = ({ origin }: Place): Facts => {
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      token_type: 'Bearer', expires_in: 3600, ...tokens, scope: grant.request.get('scope'),
      id_token: issueIdToken(
        { issuer: origin + issuerPath, audience: client.id, subject: person.sub }, grant, tokens.access_token,
      ),
    },
  })
  const refuse = refuseByStandard({
    code: 'The authorization code is invalid or has expired.', refresh: 'The refresh token is invalid or expired.',
    client: 'The client secret supplied for a confidential client is invalid.',
  })
  return {
    client,
    authorize: {
      path: `${issuerPath}/v1/authorize`, required: ['client_id', 'redirect_uri', 'response_type', 'scope', 'state'],
      optional: ['nonce', 'prompt', 'login_hint', 'response_mode', 'idp'],
      redirect: exactly, scopes: ['openid', 'profile', 'email', 'offline_access'], pkce: 'supported',
    },
    token: { path: `${issuerPath}/v1/token`, authentication: ['basic', 'post', 'none'], answer },
    refresh: { rotates: true, optional: ['scope'], answer },
    resources: { [`${issuerPath}/v1/userinfo`]: { answer: () => person } },
    documents: {
      [`${issuerPath}/.well-known/openid-configuration`]: describeIssuer(origin, origin + issuerPath, {
        authorization_endpoint: `${issuerPath}/v1/authorize`, token_endpoint: `${issuerPath}/v1/token`,
        userinfo_endpoint: `${issuerPath}/v1/userinfo`,
        jwks_uri: `${issuerPath}/v1/keys`, introspection_endpoint: `${issuerPath}/v1/introspect`,
        revocation_endpoint: `${issuerPath}/v1/revoke`,
      }, {
        token_endpoint_auth_methods_supported: [
          'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none',
        ],
        code_challenge_methods_supported: ['S256'],
        response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
      }),
      [`${issuerPath}/v1/keys`]: publishKeys('RS256'),
    },
    // The resource answers with the challenge alone and no body.
    refuse: (fault, phase) => phase === 'userinfo'
      ? {
          status: 401,
          headers: {
            'www-authenticate': 'Bearer error="invalid_token", error_description="The access token is invalid."',
          },
        }
      : refuse(fault, phase),
  }
}
