import { describeIssuer, issueIdToken } from './openid.ts'
import { publishKeys } from '../../support/vendor-keys.ts'
import type { Grant } from '../../support/vendor-book.ts'
import { exactly } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, Place, TokenFacts } from './standard.ts'

const client = { id: '1234567890', secret: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' }
const person = {
  sub: 'U1234567890abcdef1234567890abcdef', name: 'Zhang San', picture: 'https://profile.line-scdn.net/0hzhangsan',
}

/**
 * A web channel: its ID token is signed with the channel secret (HS256) although the metadata names ES256; the address
 * is in the ID token only; a state is required; the secret goes into the body only (developers.line.biz, LINE Login
 * v2.1).
 */
export const line = ({ origin }: Place): Facts => {
  const facts = {
    algorithm: 'HS256' as const, issuer: origin, audience: client.id, subject: person.sub, secret: client.secret,
  }
  const claimsFor = (grant: Grant) => ({
    amr: ['pwd'], name: person.name, picture: person.picture,
    ...grant.request.get('scope')?.split(' ').includes('email') ? { email: 'zhangsan@example.com' } : {},
  })
  const fields = { token_type: 'Bearer', expires_in: 2_592_000, scope: 'openid profile email' }
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      ...tokens, ...fields, id_token: issueIdToken({ ...facts, claims: claimsFor(grant) }, grant, tokens.access_token),
    },
  })
  return {
    client,
    authorize: {
      path: '/oauth2/v2.1/authorize', required: ['response_type', 'client_id', 'redirect_uri', 'state', 'scope'],
      optional: ['nonce', 'prompt', 'max_age', 'ui_locales', 'bot_prompt', 'initial_amr_display', 'disable_auto_login'],
      redirect: exactly, scopes: ['openid', 'profile', 'email'], pkce: 'supported',
    },
    token: { path: '/oauth2/v2.1/token', authentication: ['post'], answer },
    refresh: { rotates: false, answer: tokens => ({ body: { ...tokens, ...fields } }) },
    resources: { '/oauth2/v2.1/userinfo': { answer: () => person } },
    documents: {
      '/.well-known/openid-configuration': describeIssuer(origin, origin, {
        authorization_endpoint: '/oauth2/v2.1/authorize', token_endpoint: '/oauth2/v2.1/token',
        userinfo_endpoint: '/oauth2/v2.1/userinfo',
        revocation_endpoint: '/oauth2/v2.1/revoke', jwks_uri: '/oauth2/v2.1/certs',
      }, {
        id_token_signing_alg_values_supported: ['ES256'], code_challenge_methods_supported: ['S256'],
        subject_types_supported: ['pairwise'],
      }),
      '/oauth2/v2.1/certs': publishKeys('ES256'),
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo')
        return { status: 401, body: { error: 'invalid_token', error_description: 'The access token revoked' } }
      const error = standardError(fault)
      const descriptions: Record<string, string> = {
        'client-unknown': 'invalid client_id', 'client-secret-wrong': 'invalid client_secret',
        'refresh-token-unknown': 'invalid refresh token',
        'redirect-uri-wrong': 'redirect_uri does not match', 'verifier-wrong': 'code_verifier does not match',
      }
      return {
        status: 400,
        body: {
          error,
          error_description: descriptions[fault.kind]
            ?? (error === 'invalid_grant' ? 'invalid authorization code' : fault.message),
        },
      }
    },
  }
}
