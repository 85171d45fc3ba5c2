import { Fault, type FaultKind, type Heard } from '../../support/vendor-double.ts'
import { all, exactly, httpOnlyOn } from './redirect-rules.ts'
import { errorPage, standardError } from './refusals.ts'
import type { Facts, TokenFacts } from './standard.ts'

const client = { id: '7fff1e36-2d40-4ae1-bbb1-5266d59564fb', secret: '1ab23456-789c-4d0e-8f12-3456789abcde' }
const words: Partial<Record<FaultKind, [status: string, message: string]>> = {
  'code-unknown': ['BAD_AUTH_CODE', 'missing or unknown auth code'],
  'code-used': ['BAD_AUTH_CODE', 'missing or unknown auth code'],
  'client-unknown': ['BAD_CLIENT_ID', 'missing or unknown client id'],
  'client-secret-wrong': ['BAD_CLIENT_SECRET', 'missing or invalid client secret'],
  'refresh-token-unknown': ['BAD_REFRESH_TOKEN', 'missing or unknown refresh token'],
  'redirect-uri-wrong': ['BAD_REDIRECT_URI', 'missing or unknown redirect URI'],
  'grant-type-wrong': ['BAD_GRANT_TYPE', 'missing or unknown grant type'],
  'client-authentication-misplaced': ['BAD_CLIENT_SECRET', 'missing or invalid client secret'],
}

/** The token is the last part of the path, and nowhere else. */
function readToken({ path, query, headers }: Heard): string {
  if (query.has('access_token') || headers.authorization !== undefined) throw new Fault('access-token-misplaced')
  return decodeURIComponent(path.split('/').at(-1) ?? '')
}

/**
 * The v1 endpoints, which HubSpot keeps until 2027-02-16 (developers.hubspot.com, OAuth v1 migration guide). Since 2026
 * an error holds the standard's two members beside HubSpot's own (changelog, new OAuth v3 API endpoints). The
 * description of a token repeats the token.
 */
export const hubspot = (): Facts => {
  const answer: TokenFacts['answer'] = tokens => ({ body: { token_type: 'bearer', ...tokens, expires_in: 1800 } })
  return {
    client,
    authorize: {
      path: '/oauth/authorize', required: ['client_id', 'redirect_uri', 'scope'],
      optional: ['response_type', 'state', 'optional_scope'],
      redirect: all(httpOnlyOn('localhost'), exactly), scopes: ['oauth'], pkce: 'unknown',
    },
    token: { path: '/oauth/v1/token', authentication: ['post'], answer },
    refresh: { rotates: false, answer },
    resources: {
      '/oauth/v1/access-tokens/{token}': {
        token: readToken,
        answer: heard => ({
          token: readToken(heard), user: 'zhangsan@example.com', hub_domain: 'walk.example', scopes: ['oauth'],
          hub_id: 62_515, app_id: 456, expires_in: 1754,
          user_id: 1_234_567, token_type: 'access',
        }),
      },
    },
    refuse: (fault, phase) => {
      if (phase === 'authorize') return errorPage(fault)
      const correlationId = 'aeb5f871-7f07-4993-9211-075dc63e7cbf'
      if (phase === 'userinfo')
        return { status: 404, body: { status: 'error', message: 'Access token not found', correlationId } }
      const [status, message] = words[fault.kind] ?? ['BAD_REQUEST', fault.message]
      return {
        status: 400, body: { status, message, correlationId, error: standardError(fault), error_description: message },
      }
    },
  }
}
