import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, exactly, httpOnlyOn } from './redirect-rules.ts'
import { errorPage } from './refusals.ts'
import type { Answer, Fault, FaultKind } from '../../support/vendor-double.ts'
import type { Grant } from '../../support/vendor-book.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: 'hof5gwx0su6owfnys0nyan9c87zr6t', secret: '41vpdji4e9gif29md0ouet6fktd2x0' }
const person: Record<string, unknown> = {
  email: 'zhangsan@example.com', email_verified: true,
  picture: 'https://static-cdn.jtvnw.net/jtv_user_pictures/zhangsan-300x300.png', preferred_username: 'zhangsan',
}
const id = '141981764'

const errors: Partial<Record<FaultKind, [status: number, message: string]>> = {
  'code-unknown': [400, 'Invalid authorization code'], 'code-used': [400, 'Invalid authorization code'],
  'client-unknown': [400, 'invalid client'],
  'client-secret-wrong': [403, 'invalid client secret'],
  'client-authentication-misplaced': [400, 'missing client secret'],
  'refresh-token-unknown': [400, 'Invalid refresh token'],
  'redirect-uri-wrong': [400, 'Parameter redirect_uri does not match registered URI'],
  'grant-type-wrong': [400, 'invalid grant type'],
}

// The number of the status and a sentence, no error code.
function refuseToken({ kind, subject }: Fault): Answer {
  const [status, message] = errors[kind] ?? [400, `missing or unknown parameter: ${subject}`]
  return { status, body: { status, message } }
}

/** Which claims the request asks for beyond the default ones. */
function readClaims(grant: Grant, place: 'userinfo' | 'id_token'): Record<string, unknown> {
  const asked = JSON.parse(grant.request.get('claims') ?? '{}') as Record<string, object | undefined>
  return Object.fromEntries(Object.keys(asked[place] ?? {}).map(name => [name, person[name]]))
}

/**
 * Scopes come back as a list, the secret goes into the body, and claims must be asked for one by one (dev.twitch.tv,
 * OIDC tokens).
 */
export const twitch = ({ origin }: Place): Facts => {
  const issuer = `${origin}/oauth2`
  const answer: TokenFacts['answer'] = (tokens, grant) => {
    const facts = { issuer, audience: client.id, subject: id, claims: readClaims(grant, 'id_token') }
    return {
      body: {
        ...tokens, expires_in: 14_124, id_token: issueIdToken(facts, grant, tokens.access_token),
        scope: ['openid', 'user:read:email'], token_type: 'bearer',
      },
    }
  }
  return {
    client,
    authorize: {
      path: '/oauth2/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce', 'claims', 'force_verify'],
      redirect: all(httpOnlyOn('localhost'), exactly), scopes: ['openid', 'user:read:email'], pkce: 'unknown',
    },
    token: { path: '/oauth2/token', authentication: ['post'], answer },
    refresh: {
      rotates: false,
      answer: tokens => ({
        body: { ...tokens, expires_in: 14_124, scope: ['openid', 'user:read:email'], token_type: 'bearer' },
      }),
    },
    resources: {
      '/oauth2/userinfo': {
        answer: (_heard, grant) => ({
          aud: client.id, exp: 1_795_000_000, iat: 1_794_985_876, iss: issuer, sub: id,
          ...readClaims(grant, 'userinfo'),
        }),
      },
    },
    documents: {
      '/oauth2/.well-known/openid-configuration': describeIssuer(origin, issuer, {
        authorization_endpoint: '/oauth2/authorize', token_endpoint: '/oauth2/token',
        userinfo_endpoint: '/oauth2/userinfo', jwks_uri: '/oauth2/keys',
      }, { claims_parameter_supported: true, token_endpoint_auth_methods_supported: ['client_secret_post'] }),
      '/oauth2/keys': publishKeys('RS256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      return phase === 'token'
        ? refuseToken(fault)
        : { status: 401, body: { error: 'Unauthorized', status: 401, message: 'invalid access token' } }
    },
  }
}
