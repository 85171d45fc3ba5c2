import type { ErrorRule } from '../preset.ts'

/**
 * The error numbers of Feishu and Lark: their token endpoint also sends the standard's `error`, their other interfaces
 * only the number.
 */
export const errors: ErrorRule[] = [
  {
    in: ['token', 'refresh'], at: 'code', fine: [0], message: 'error_description',
    meanings: {
      20001: 'invalid_request', 20002: 'invalid_client', 20003: 'invalid_grant', 20004: 'invalid_grant',
      20008: 'invalid_grant', 20009: 'unauthorized_client', 20010: 'access_denied', 20024: 'invalid_grant',
      20025: 'invalid_client', 20026: 'invalid_grant', 20028: 'invalid_client', 20029: 'invalid_request',
      20036: 'unsupported_grant_type', 20037: 'invalid_grant', 20038: 'invalid_grant', 20042: 'unauthorized_client',
      20048: 'invalid_client', 20049: 'invalid_grant', 20050: 'temporarily_unavailable', 20063: 'invalid_request',
      20064: 'invalid_grant', 20065: 'invalid_grant', 20066: 'access_denied', 20067: 'invalid_scope',
      20068: 'invalid_scope', 20069: 'unauthorized_client', 20070: 'invalid_request', 20071: 'invalid_grant',
      20073: 'invalid_grant', 20074: 'unauthorized_client',
    },
  },
  {
    in: ['userinfo'], at: 'code', fine: [0], message: 'msg',
    meanings: {
      20005: 'invalid_token', 20008: 'access_denied', 20021: 'access_denied', 20022: 'access_denied',
      20023: 'access_denied', 99991400: 'temporarily_unavailable', 99991663: 'invalid_token', 99991668: 'invalid_token',
      99991677: 'invalid_token', 99991672: 'insufficient_scope', 99991679: 'insufficient_scope',
    },
  },
]
