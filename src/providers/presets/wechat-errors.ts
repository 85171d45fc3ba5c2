import type { ErrorRule } from '../preset.ts'

/**
 * The error numbers of WeChat's web authorization, for websites and official accounts: 40001 is a wrong secret at the
 * token endpoint and a bad token at the resource server.
 */
export const errors: ErrorRule[] = [
  {
    in: ['token', 'refresh'], at: 'errcode', fine: [0], message: 'errmsg',
    meanings: {
      '-1': 'temporarily_unavailable', 40001: 'invalid_client', 40002: 'unsupported_grant_type',
      40013: 'invalid_client', 40029: 'invalid_grant', 40030: 'invalid_grant', 40125: 'invalid_client',
      40163: 'invalid_grant', 41002: 'invalid_request', 41003: 'invalid_request', 41004: 'invalid_request',
      41008: 'invalid_request', 42002: 'invalid_grant', 42003: 'invalid_grant', 42007: 'invalid_grant',
      45011: 'temporarily_unavailable', 48001: 'unauthorized_client', 50001: 'unauthorized_client',
      50002: 'access_denied',
    },
  },
  {
    in: ['userinfo'], at: 'errcode', fine: [0], message: 'errmsg',
    meanings: {
      '-1': 'temporarily_unavailable', 40001: 'invalid_token', 40003: 'invalid_request', 40014: 'invalid_token',
      41001: 'invalid_request', 41009: 'invalid_request', 42001: 'invalid_token', 42007: 'invalid_token',
      48001: 'insufficient_scope', 50001: 'insufficient_scope',
    },
  },
]
