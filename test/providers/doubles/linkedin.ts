import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, exactly, httpOnlyOn } from './redirect-rules.ts'
import { errorPage } from './refusals.ts'
import type { Facts, Place } from './standard.ts'

const client = { id: '78walk0walk0wa', secret: 'WPL_AP1.Walk0123456789ab.CdEfGh==' }
const person = {
  sub: '782bbtaQ', name: 'Zhang San', given_name: 'San', family_name: 'Zhang',
  picture: 'https://media.licdn-ei.com/dms/image/zhangsan.jpg',
  // An object where the standard has a text.
  locale: { country: 'CN', language: 'zh' }, email: 'zhangsan@example.com', email_verified: true,
}
const mismatch = 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. '
  + 'Or authorization code expired. Or external member binding exists'

/**
 * The web endpoint: https only, the secret in the body only, and neither PKCE (it has an endpoint of its own) nor a
 * nonce (learn.microsoft.com/linkedin, authorization code flow). Scopes come back joined by commas. No refresh token
 * without approval.
 */
export const linkedin = ({ origin }: Place): Facts => ({
  client,
  authorize: {
    path: '/oauth/v2/authorization', required: ['response_type', 'client_id', 'redirect_uri', 'scope'],
    optional: ['state'],
    redirect: all(httpOnlyOn(), exactly), scopes: ['openid', 'profile', 'email'], pkce: 'unknown',
  },
  token: {
    path: '/oauth/v2/accessToken', authentication: ['post'],
    answer: ({ access_token }, grant) => ({
      body: {
        access_token, expires_in: 5_183_999, scope: 'email,openid,profile', token_type: 'Bearer',
        id_token: issueIdToken(
          { issuer: `${origin}/oauth`, audience: client.id, subject: person.sub, nonceLess: true }, grant, access_token,
        ),
      },
    }),
  },
  refresh: 'none',
  resources: { '/v2/userinfo': { answer: () => person } },
  documents: {
    '/oauth/.well-known/openid-configuration': describeIssuer(origin, `${origin}/oauth`, {
      authorization_endpoint: '/oauth/v2/authorization', token_endpoint: '/oauth/v2/accessToken',
      userinfo_endpoint: '/v2/userinfo',
      jwks_uri: '/oauth/openid/jwks',
    }, { subject_types_supported: ['pairwise'] }),
    '/oauth/openid/jwks': publishKeys('RS256'),
  },
  refuse: (fault, phase) => {
    const { kind } = fault
    if (phase === 'authorize') return errorPage(fault)
    if (phase === 'userinfo')
      return {
        status: 401,
        body: { status: 401, serviceErrorCode: 65_600, code: 'INVALID_ACCESS_TOKEN', message: 'Invalid access token' },
      }
    if (kind.startsWith('client'))
      return { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed' } }
    const redirect = kind === 'redirect-uri-wrong'
    return {
      status: 400, body: { error: redirect ? 'invalid_redirect_uri' : 'invalid_request', error_description: mismatch },
    }
  },
})
