import { exactly } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = {
  id: 'WalkWalkWalkWalkWalkWalkWalk0002', secret: 'ATOAwalk0123456789-abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJ',
}
const person = {
  account_type: 'atlassian', account_id: '557058:walk-0000-4000-8000-zhangsan', email: 'zhangsan@example.com',
  name: 'Zhang San',
  picture: 'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net/zhangsan/128',
  account_status: 'active', nickname: 'zhangsan',
  zoneinfo: 'Asia/Shanghai', locale: 'zh-CN', extended_profile: { job_title: 'Walker' },
}

/**
 * `audience` and `prompt` are fixed; a refresh token comes for offline_access and rotates (developer.atlassian.com,
 * OAuth 2.0 (3LO)).
 */
export const atlassian = (): Facts => {
  const answer: TokenFacts['answer'] = ({ access_token, refresh_token }, grant) => ({
    body: {
      access_token, expires_in: 3600, scope: grant.request.get('scope'), token_type: 'Bearer',
      ...grant.request.get('scope')?.includes('offline_access') ? { refresh_token } : {},
    },
  })
  return {
    client,
    authorize: {
      path: '/authorize',
      required: ['audience', 'client_id', 'scope', 'redirect_uri', 'state', 'response_type', 'prompt'],
      fixed: { audience: 'api.atlassian.com', prompt: 'consent' }, redirect: exactly,
      scopes: ['read:me', 'offline_access'], pkce: 'supported',
    },
    token: { path: '/oauth/token', encoding: 'either', authentication: ['post'], answer },
    refresh: { rotates: true, answer },
    resources: { '/me': { answer: () => person } },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      if (phase === 'userinfo') return { status: 401, body: { code: 401, message: 'Unauthorized' } }
      if (fault.kind === 'refresh-token-unknown')
        return { status: 403, body: { error: 'unauthorized_client', error_description: 'refresh_token is invalid' } }
      const error = standardError(fault)
      if (error === 'invalid_client')
        return { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } }
      return error === 'invalid_grant'
        ? { status: 403, body: { error, error_description: 'Invalid authorization code' } }
        : { status: 400, body: { error, error_description: fault.message } }
    },
  }
}
