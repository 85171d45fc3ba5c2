import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, exactly, httpOnlyOn } from './redirect-rules.ts'
import { Fault, type FaultKind } from '../../support/vendor-double.ts'
import { challenge, errorPage } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = {
  id: 'dj0yJmk9V2Fsa1dhbGtXYWxrJmQ9WVdrOVYyRnNhdyZwbmo9MCZzPWNvbnN1bWVyc2VjcmV0Jng9MDE-',
  secret: 'walk0123456789abcdef0123456789abcdef0123',
}
const person = {
  sub: 'FSVIDUW3D7FSVIDUW3D72F2F', name: 'Zhang San', given_name: 'San', family_name: 'Zhang', locale: 'zh-CN',
  email: 'zhangsan@example.com',
  email_verified: true, picture: 'https://s.yimg.com/ag/images/zhangsan_192sq.jpg',
  profile_images: { image64: 'https://s.yimg.com/ag/images/zhangsan_64sq.jpg' },
}

// Codes in capitals (developer.yahoo.com, OAuth 2.0 errors); the guide to OpenID Connect shows some in small letters.
const errors: Partial<Record<FaultKind, [status: number, error: string, description: string]>> = {
  'code-unknown': [401, 'INVALID_GRANT', 'invalid authorization code'],
  'code-used': [401, 'INVALID_GRANT', 'invalid authorization code'],
  'client-unknown': [400, 'INVALID_CLIENT', 'invalid client id'],
  'client-secret-wrong': [401, 'INVALID_CLIENT_SECRET', 'invalid client secret'],
  'refresh-token-unknown': [400, 'INVALID_REFRESH_TOKEN', 'invalid refresh token'],
  'grant-type-wrong': [400, 'UNSUPPORTED_GRANT_TYPE', 'unsupported grant type'],
  'redirect-uri-wrong': [400, 'INVALID_REDIRECT_URI', 'redirect uri does not match'],
  'client-authentication-misplaced': [400, 'INVALID_INPUT', 'client_secret cannot be empty'],
}

/** https only, a nonce with openid, ID tokens signed with ES256 (developer.yahoo.com, sign in with Yahoo). */
export const yahoo = ({ origin }: Place): Facts => {
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      ...tokens, expires_in: 3600, token_type: 'bearer', xoauth_yahoo_guid: person.sub,
      id_token: issueIdToken(
        { algorithm: 'ES256', issuer: origin, audience: client.id, subject: person.sub }, grant, tokens.access_token,
      ),
    },
  })
  return {
    client,
    authorize: {
      path: '/oauth2/request_auth', required: ['client_id', 'redirect_uri', 'response_type'],
      optional: ['scope', 'state', 'nonce', 'language', 'prompt'],
      redirect: all(httpOnlyOn(), exactly), scopes: ['openid', 'profile', 'email'], pkce: 'supported',
      check: (request) => {
        if (request.get('scope')?.includes('openid') && !request.has('nonce'))
          throw new Fault('parameter-missing', 'nonce')
      },
    },
    token: { path: '/oauth2/get_token', authentication: ['basic', 'post'], optional: ['redirect_uri'], answer },
    refresh: { rotates: false, optional: ['redirect_uri'], answer },
    resources: { '/openid/v1/userinfo': { answer: () => person } },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/oauth2/request_auth', token_endpoint: '/oauth2/get_token',
        userinfo_endpoint: '/openid/v1/userinfo',
        jwks_uri: '/openid/v1/certs', revocation_endpoint: '/oauth2/revoke',
        introspection_endpoint: '/oauth2/introspect',
      }, {
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        id_token_signing_alg_values_supported: ['ES256', 'RS256'],
        code_challenge_methods_supported: ['plain', 'S256'],
      }),
      '/openid/v1/certs': publishKeys('ES256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo') return challenge('invalid_token', 'The access token is invalid')
      const [status, error, error_description] = errors[fault.kind]
        ?? [400, 'INVALID_REQUEST', `invalid request parameter ${fault.subject}`]
      return { status, body: { error_description, error } }
    },
  }
}
