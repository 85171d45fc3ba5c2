import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, exactly, httpOnlyOn } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { FaultKind } from '../../support/vendor-double.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = {
  id: '3MVG9walk.walk_walk0123456789abcdefghijklmnopqrstuvwxyz',
  secret: '0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF',
}
const errors: Partial<Record<FaultKind, [error: string, description: string]>> = {
  'code-unknown': ['invalid_grant', 'invalid authorization code'],
  'code-used': ['invalid_grant', 'expired authorization code'],
  'client-unknown': ['invalid_client_id', 'client identifier invalid'],
  'client-secret-wrong': ['invalid_client', 'invalid client credentials'],
  'refresh-token-unknown': ['invalid_grant', 'expired access/refresh token'],
  'redirect-uri-wrong': ['redirect_uri_mismatch', 'redirect_uri must match configuration'],
  'verifier-wrong': ['invalid_grant', 'invalid code verifier'],
  'grant-type-wrong': ['unsupported_grant_type', 'grant type not supported'],
}

/**
 * No lifetime is told, the time of issue is a text in milliseconds, and the subject is an address. A refresh brings no
 * new refresh token.
 */
export const salesforce = ({ origin }: Place): Facts => {
  const subject = `${origin}/id/00Dx0000000BV7zEAG/005x00000012Q9PAAU`
  const answer = (first: boolean): TokenFacts['answer'] => ({ access_token, refresh_token }, grant) => ({
    body: {
      access_token, ...first ? { refresh_token } : {}, signature: 'SSSbLO/gBhmmyNUvN18ODBDFYHzakxOMgqYtu+hDPsc=',
      scope: 'refresh_token openid profile email',
      id_token: issueIdToken({ issuer: origin, audience: client.id, subject }, grant, access_token),
      instance_url: 'https://walk.my.salesforce.com', id: subject, token_type: 'Bearer', issued_at: '1763798400000',
    },
  })
  return {
    client,
    authorize: {
      path: '/services/oauth2/authorize', required: ['client_id', 'redirect_uri', 'response_type'],
      optional: ['scope', 'state', 'nonce', 'prompt', 'login_hint', 'display'],
      redirect: all(httpOnlyOn('localhost', '127.0.0.1'), exactly),
      scopes: ['openid', 'profile', 'email', 'refresh_token', 'id', 'api'], pkce: 'supported',
    },
    token: { path: '/services/oauth2/token', authentication: ['post', 'basic', 'none'], answer: answer(true) },
    refresh: { rotates: false, answer: answer(false) },
    resources: {
      '/services/oauth2/userinfo': {
        answer: () => ({
          sub: subject, user_id: '005x00000012Q9PAAU', organization_id: '00Dx0000000BV7zEAG',
          preferred_username: 'zhangsan@walk.example', nickname: 'zhangsan',
          name: 'Zhang San', email: 'zhangsan@example.com', email_verified: true, given_name: 'San',
          family_name: 'Zhang', zoneinfo: 'Asia/Shanghai',
          photos: {
            picture: 'https://walk.file.force.com/profilephoto/005/F',
            thumbnail: 'https://walk.file.force.com/profilephoto/005/T',
          },
          picture: 'https://walk.file.force.com/profilephoto/005/F', active: true, user_type: 'STANDARD',
          language: 'zh_CN', utcOffset: 28_800_000,
        }),
      },
    },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/services/oauth2/authorize', token_endpoint: '/services/oauth2/token',
        userinfo_endpoint: '/services/oauth2/userinfo',
        revocation_endpoint: '/services/oauth2/revoke', jwks_uri: '/id/keys',
        introspection_endpoint: '/services/oauth2/introspect',
      }, { token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'] }),
      '/id/keys': publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo')
        return { status: 403, body: fault.kind === 'access-token-missing' ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token' }
      const [error, error_description] = errors[fault.kind] ?? [standardError(fault), fault.message]
      return { status: 400, body: { error, error_description } }
    },
  }
}
