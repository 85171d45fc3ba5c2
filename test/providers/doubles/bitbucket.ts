import { startingWith } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: 'WalkWalkWalkWalk01', secret: 'Walk0123456789abcdefghijklmnopqr' }
const person = {
  display_name: 'Zhang San',
  links: {
    avatar: { href: 'https://avatar-management.services.atlassian.com/zhangsan/128' },
    self: { href: 'https://api.bitbucket.org/2.0/users/zhangsan' },
  },
  created_on: '2020-01-01T00:00:00.000000+00:00', type: 'user', uuid: '{9a2b3c4d-0000-4000-8000-5e6f7a8b9c0d}',
  account_id: '557058:walk-0000-4000-8000-zhangsan',
  nickname: 'zhangsan', username: 'zhangsan', has_2fa_enabled: null, account_status: 'active',
}
const emails = {
  values: [
    { type: 'email', email: 'other@example.com', is_primary: false, is_confirmed: true },
    { type: 'email', email: 'zhangsan@example.com', is_primary: true, is_confirmed: true },
  ],
  pagelen: 10, size: 2, page: 1,
}

/**
 * The consumer's callback is a prefix; the granted scopes stand in `scopes`; the addresses are asked for apart. PKCE is
 * not known.
 */
export const bitbucket = (): Facts => {
  const answer: TokenFacts['answer'] = (tokens, grant) => ({
    body: {
      ...tokens, scopes: 'account email', expires_in: 7200, token_type: 'bearer',
      state: grant.request.get('state') ?? '',
    },
  })
  return {
    client,
    authorize: {
      path: '/site/oauth2/authorize', required: ['client_id', 'response_type', 'redirect_uri'],
      optional: ['state', 'scope'],
      redirect: startingWith, scopes: ['account', 'email'], pkce: 'unknown',
    },
    token: { path: '/site/oauth2/access_token', authentication: ['basic', 'post'], answer },
    refresh: { rotates: false, answer },
    resources: { '/2.0/user': { answer: () => person }, '/2.0/user/emails': { answer: () => emails } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo')
        return {
          status: 401,
          body: {
            type: 'error',
            error: { message: 'Access token expired. Use your refresh token to obtain a new access token.' },
          },
        }
      const error = standardError(fault)
      const descriptions: Record<string, string> = {
        invalid_grant: fault.kind === 'refresh-token-unknown'
          ? 'Invalid refresh_token'
          : 'The specified code is not valid.', invalid_client: 'Invalid OAuth client credentials',
      }
      return { status: 400, body: { error_description: descriptions[error] ?? fault.message, error } }
    },
  }
}
