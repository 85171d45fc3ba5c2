import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, exactly, httpOnlyOn } from './redirect-rules.ts'
import { challenge, errorPage, standardError } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: '1walk23walk45walk67walk890', secret: 'walk0123456789abcdefghijklmnopqrstuvwxyz0123456789ab' }
const pool = '/eu-west-1_Walk00001'
const person = {
  sub:
    '8b1f4c2d-3e5a-4f6b-9c7d-0a1b2c3d4e5f', email_verified: 'true', name: 'Zhang San', email: 'zhangsan@example.com',
  username: 'zhangsan',
  picture: 'https://example.com/zhangsan.png',
}

/**
 * A user pool with its own domain: the issuer is at another host than the endpoints, email_verified is a string, and a
 * refresh brings no new refresh token. http is taken on the name localhost only (docs.aws.amazon.com, CallbackURLs).
 */
export const cognito = ({ origin }: Place): Facts => {
  const issuer = origin + pool
  const answer = (refreshes: boolean): TokenFacts['answer'] => ({ access_token, refresh_token }, grant) => ({
    body: {
      id_token: issueIdToken(
        {
          issuer, audience: client.id, subject: person.sub, claims: { token_use: 'id', 'cognito:username': 'zhangsan' },
        },
        grant, access_token,
      ),
      access_token, ...refreshes ? { refresh_token } : {}, expires_in: 3600, token_type: 'Bearer',
    },
  })
  return {
    client,
    authorize: {
      path: '/oauth2/authorize', required: ['client_id', 'redirect_uri', 'response_type'],
      optional: ['scope', 'state', 'nonce', 'identity_provider', 'idp_identifier', 'login_hint', 'lang', 'prompt'],
      redirect: all(httpOnlyOn('localhost'), exactly),
      scopes: ['openid', 'profile', 'email', 'phone', 'aws.cognito.signin.user.admin'], pkce: 'supported',
    },
    token: { path: '/oauth2/token', authentication: ['basic', 'post'], optional: ['client_id'], answer: answer(true) },
    refresh: { rotates: false, answer: answer(false) },
    resources: { '/oauth2/userInfo': { answer: () => person } },
    documents: {
      [`${pool}/.well-known/openid-configuration`]: describeIssuer(origin, issuer, {
        authorization_endpoint: '/oauth2/authorize', token_endpoint: '/oauth2/token',
        userinfo_endpoint: '/oauth2/userInfo',
        revocation_endpoint: '/oauth2/revoke', jwks_uri: `${pool}/.well-known/jwks.json`,
        end_session_endpoint: '/logout',
      }, { token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'] }),
      [`${pool}/.well-known/jwks.json`]: publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo')
        return challenge(
          'invalid_token', 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
        )
      return { status: 400, body: { error: standardError(fault) } }
    },
  }
}
