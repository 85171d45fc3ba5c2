import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { exactly } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Answer, Fault } from '../../support/vendor-double.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = {
  id: 'WalkWalkWalkWalkWalkWalkWalk0001', secret: 'walk-0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW',
}
const person = {
  sub: 'auth0|507f1f77bcf86cd799439011', nickname: 'zhangsan', name: 'Zhang San',
  picture: 'https://s.gravatar.com/avatar/zhangsan.png',
  updated_at: '2026-11-22T08:00:00.000Z', email: 'zhangsan@example.com', email_verified: true,
}

// A refused grant is a 403 and a refused client is called access_denied.
function refuseToken(fault: Fault): Answer {
  const error = standardError(fault)
  if (error === 'invalid_client')
    return { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } }
  if (error !== 'invalid_grant') return { status: 400, body: { error, error_description: fault.message } }
  const descriptions: Record<string, string> = {
    'refresh-token-unknown': 'Unknown or invalid refresh token.', 'verifier-wrong': 'Failed to verify code verifier',
    'redirect-uri-wrong': 'The redirect URI is wrong. You sent one and we expected another.',
  }
  return { status: 403, body: { error, error_description: descriptions[fault.kind] ?? 'Invalid authorization code' } }
}

/** The issuer ends with a slash. A refresh token comes only for offline_access. */
export const auth0 = ({ origin }: Place): Facts => {
  const answer = (refreshes: boolean): TokenFacts['answer'] => ({ access_token, refresh_token }, grant) => ({
    body: {
      access_token,
      ...refreshes && grant.request.get('scope')?.split(' ').includes('offline_access') ? { refresh_token } : {},
      id_token: issueIdToken({ issuer: `${origin}/`, audience: client.id, subject: person.sub }, grant, access_token),
      scope: grant.request.get('scope'), expires_in: 86_400, token_type: 'Bearer',
    },
  })
  return {
    client,
    authorize: {
      path: '/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce', 'audience', 'connection', 'prompt', 'login_hint', 'response_mode'],
      redirect: exactly, scopes: ['openid', 'profile', 'email', 'offline_access'], pkce: 'supported',
    },
    token: {
      path: '/oauth/token', encoding: 'either', authentication: ['post', 'basic', 'none'], answer: answer(true),
    },
    refresh: { rotates: false, answer: answer(false) },
    resources: { '/userinfo': { answer: () => person } },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, `${origin}/`, {
        authorization_endpoint: '/authorize', token_endpoint: '/oauth/token',
        device_authorization_endpoint: '/oauth/device/code',
        userinfo_endpoint: '/userinfo', jwks_uri: '/.well-known/jwks.json', revocation_endpoint: '/oauth/revoke',
      }, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
        code_challenge_methods_supported: ['S256', 'plain'],
        id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
      }),
      '/.well-known/jwks.json': publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault, 403)
      return phase === 'token' ? refuseToken(fault) : { status: 401, body: 'Unauthorized' }
    },
  }
}
