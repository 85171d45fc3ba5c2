import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { anyPortOnIp } from './redirect-rules.ts'
import { challenge, refuseByStandard } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = {
  id: '7d1f0c9f8e5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c', secret: 'gloas-walk-0123456789abcdef',
}
const person = {
  sub: '1024', sub_legacy: 'f9d3a0b4', name: 'Zhang San', nickname: 'zhangsan', preferred_username: 'zhangsan',
  email: 'zhangsan@example.com',
  email_verified: true, profile: 'https://gitlab.com/zhangsan',
  picture: 'https://gitlab.com/uploads/avatar/1024/avatar.png', groups: [],
}

/** Doorkeeper with OpenID Connect: refresh tokens rotate, a replay gives nothing. */
export const gitlab = ({ origin }: Place): Facts => {
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      ...tokens, token_type: 'Bearer', expires_in: 7200, scope: 'openid profile email', created_at: 1_607_635_748,
      id_token: issueIdToken({ issuer: origin, audience: client.id, subject: person.sub }, grant, tokens.access_token),
    },
  })
  const refuse = refuseByStandard({
    code: 'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    client: 'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  })
  return {
    client,
    authorize: {
      path: '/oauth/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce'],
      redirect: anyPortOnIp, scopes: ['openid', 'profile', 'email'], pkce: 'supported',
    },
    token: { path: '/oauth/token', authentication: ['basic', 'post', 'none'], answer },
    refresh: { rotates: true, answer },
    resources: { '/oauth/userinfo': { answer: () => person } },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/oauth/authorize', token_endpoint: '/oauth/token',
        revocation_endpoint: '/oauth/revoke',
        introspection_endpoint: '/oauth/introspect', userinfo_endpoint: '/oauth/userinfo',
        jwks_uri: '/oauth/discovery/keys',
      }, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        code_challenge_methods_supported: ['plain', 'S256'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
      }),
      '/oauth/discovery/keys': publishKeys('RS256'),
    },
    refuse: (fault, phase) => phase === 'userinfo'
      ? challenge(
          'invalid_token',
          fault.kind === 'access-token-unknown' ? 'The access token is invalid' : 'The access token is missing',
        )
      : refuse(fault, phase),
  }
}
