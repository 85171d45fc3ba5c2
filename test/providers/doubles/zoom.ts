import { all, anyPortOnIp, httpOnlyOn } from './redirect-rules.ts'
import { errorPage } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: 'WalkWalkWalkWalkWalk01', secret: 'walk0123456789ABCDEFGHIJKLMNOPQR' }
const person = {
  id: 'z8yCxjabcdEFGHfp8uQ', first_name: 'San', last_name: 'Zhang', display_name: 'Zhang San',
  email: 'zhangsan@example.com', type: 1, role_name: 'Owner',
  pmi: 3_542_471_135, verified: 1, pic_url: 'https://zoom.us/p/zhangsan', account_id: 'abc123', language: 'en-US',
  status: 'active',
}

/**
 * A client with PKCE: loopback by IP literal on any port (developers.zoom.us, PKCE loopback support). What went wrong
 * stands in `reason`.
 */
export const zoom = (): Facts => {
  const answer: TokenFacts['answer'] = tokens => ({
    body: {
      ...tokens, token_type: 'bearer', expires_in: 3599, scope: 'user:read:user', api_url: 'https://api.zoom.us',
    },
  })
  return {
    client,
    authorize: {
      path: '/oauth/authorize', required: ['response_type', 'client_id', 'redirect_uri'], optional: ['state', 'scope'],
      redirect: all(httpOnlyOn('127.0.0.1', '[::1]'), anyPortOnIp), scopes: ['user:read:user'], pkce: 'supported',
    },
    token: { path: '/oauth/token', authentication: ['basic', 'post', 'none'], answer },
    refresh: { rotates: true, answer },
    resources: { '/v2/users/me': { answer: () => person } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo') return { status: 401, body: { code: 124, message: 'Invalid access token.' } }
      const reasons: Record<string, [error: string, reason: string]> = {
        'code-unknown': ['invalid_request', 'Invalid authorization code'],
        'code-used': ['invalid_request', 'Invalid authorization code'],
        'client-unknown': ['invalid_client', 'Invalid client_id or client_secret'],
        'client-secret-wrong': ['invalid_client', 'Invalid client_id or client_secret'],
        'client-authentication-misplaced': ['invalid_client', 'Invalid client_id or client_secret'],
        'refresh-token-unknown': ['invalid_grant', 'Invalid Token!'],
        'redirect-uri-wrong': ['invalid_request', 'Redirect URI mismatch.'],
        'grant-type-wrong': ['unsupported_grant_type', 'unsupported grant type'],
      }
      const [error, reason] = reasons[fault.kind] ?? ['invalid_request', 'Bad Request']
      return { status: 400, body: { reason, error } }
    },
  }
}
