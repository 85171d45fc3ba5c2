import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import { all, httpOnlyOn, startingWith } from './redirect-rules.ts'
import { errorPage } from './refusals.ts'
import type { FaultKind } from '../../support/vendor-double.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: '2141029472.691202649728', secret: 'e1b9e11dfcd19c1982d5de12921e17e8' }
const person = {
  ok: true, sub: 'U0R7JM', 'https://slack.com/user_id': 'U0R7JM', 'https://slack.com/team_id': 'T0R7GR',
  email: 'zhangsan@example.com',
  email_verified: true, date_email_verified: 1_622_128_723, name: 'Zhang San',
  picture: 'https://secure.gravatar.com/zhangsan.jpg', given_name: 'San',
  family_name: 'Zhang', locale: 'en-US', 'https://slack.com/team_name': 'Walkers',
  'https://slack.com/team_domain': 'walkers',
}

// Every error is `ok: false` and a word in a 200 (docs.slack.dev, openid.connect.token and openid.connect.userInfo).
const words: Partial<Record<FaultKind, string>> = {
  'code-unknown': 'invalid_code', 'code-used': 'code_already_used', 'client-unknown': 'invalid_client_id',
  'client-secret-wrong': 'bad_client_secret',
  'redirect-uri-wrong': 'bad_redirect_uri', 'grant-type-wrong': 'invalid_grant_type',
  'refresh-token-unknown': 'invalid_refresh_token',
  'verifier-wrong': 'invalid_code_verifier', 'verifier-missing': 'invalid_code_verifier',
  'access-token-missing': 'not_authed', 'access-token-unknown': 'invalid_auth', 'access-token-misplaced': 'not_authed',
}

/**
 * Sign in with Slack by an app with PKCE switched on: a public client, for which alone localhost is taken
 * (docs.slack.dev, using PKCE).
 */
export const slack = ({ origin }: Place): Facts => {
  const answer: TokenFacts['answer'] = ({ access_token }, grant) => ({
    body: {
      ok: true, access_token, token_type: 'Bearer',
      id_token: issueIdToken({
        issuer: origin, audience: client.id, subject: person.sub,
        claims: { 'https://slack.com/user_id': 'U0R7JM', 'https://slack.com/team_id': 'T0R7GR' },
      }, grant, access_token),
    },
  })
  return {
    client,
    authorize: {
      path: '/openid/connect/authorize', required: ['client_id', 'redirect_uri', 'response_type', 'scope'],
      optional: ['state', 'nonce', 'team'],
      redirect: all(httpOnlyOn('localhost'), startingWith), scopes: ['openid', 'profile', 'email'], pkce: 'supported',
    },
    token: { path: '/api/openid.connect.token', authentication: ['post', 'basic', 'none'], answer },
    // Without token rotation there is nothing to refresh.
    refresh: 'none',
    resources: { '/api/openid.connect.userInfo': { answer: () => person } },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/openid/connect/authorize', token_endpoint: '/api/openid.connect.token',
        userinfo_endpoint: '/api/openid.connect.userInfo',
        jwks_uri: '/openid/connect/keys',
      }, {
        token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
        response_modes_supported: ['form_post'],
      }),
      '/openid/connect/keys': publishKeys('RS256'),
    },
    refuse: (fault, phase) =>
      phase === 'authorize'
        ? errorPage(fault)
        : { status: 200, body: { ok: false, error: words[fault.kind] ?? 'invalid_arguments' } },
  }
}
