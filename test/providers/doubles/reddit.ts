import { exactly } from './redirect-rules.ts'
import { errorPage } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

// A dash and an underscore: the Basic header is never percent-decoded here.
const client = { id: 'p-jcoLKBynTLew', secret: 'gko_LXELoV07ZBNUXrvWZfzE-aI' }
const person = {
  id: '1w72', name: 'zhangsan', created_utc: 1_134_028_003, link_karma: 1, comment_karma: 2, has_verified_email: true,
  is_employee: false,
  // Written for HTML.
  icon_img:
    'https://styles.redditmedia.com/t5_walk/styles/profileIcon_zhangsan.png?width=256&amp;height=256&amp;s=0a1b2c', over_18:
      false,
}

// Names of programs that everyone uses are throttled (support.reddithelp.com, Reddit Data API wiki).
const ownName = /^(?!node|undici|curl|axios|python|java|go-http|mozilla)/i

const problem = (status: number, message: string, headers: Record<string, string> = {}) => ({
  status, headers, body: { message, error: status },
})

/**
 * A state is required; a refresh token comes for duration=permanent and stays the same, so the refresh answers without
 * one. Errors of a grant are a 200, those of the client a 401 with its number.
 */
export const reddit = (): Facts => {
  const fields = { token_type: 'bearer', expires_in: 86_400, scope: 'identity' }
  const answer: TokenFacts['answer'] = ({ access_token, refresh_token }, grant) => ({
    body: { access_token, ...fields, ...grant.request.get('duration') === 'permanent' ? { refresh_token } : {} },
  })
  return {
    client,
    authorize: {
      path: '/api/v1/authorize', required: ['client_id', 'response_type', 'state', 'redirect_uri', 'scope'],
      optional: ['duration'],
      fixed: { duration: /^(temporary|permanent)$/ }, redirect: exactly, scopes: ['identity'], separator: /[ ,]/,
      pkce: 'unknown',
    },
    token: {
      path: '/api/v1/access_token', authentication: ['basic'], decoded: false, headers: { 'User-Agent': ownName },
      answer,
    },
    refresh: { rotates: false, answer: ({ access_token }) => ({ body: { access_token, ...fields } }) },
    resources: { '/api/v1/me': { headers: { 'User-Agent': ownName }, answer: () => person } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (fault.kind.startsWith('header')) return problem(429, 'Too Many Requests')
      if (phase === 'userinfo') return problem(401, 'Unauthorized')
      if (fault.kind.startsWith('client'))
        return problem(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="reddit"' })
      if (fault.kind === 'refresh-token-unknown') return problem(400, 'Bad Request')
      const error = fault.kind === 'grant-type-wrong'
        ? 'unsupported_grant_type'
        : fault.kind.startsWith('code') || fault.kind === 'redirect-uri-wrong'
          ? 'invalid_grant'
          : 'invalid_request'
      return { status: 200, body: { error } }
    },
  }
}
