import type { CodeRule } from './symptom.ts'

const feishu = ['feishu', 'lark']
const token = 'open.feishu.cn/document/authentication-management/access-token/get-user-access-token'
const generic = 'open.feishu.cn/document/server-docs/api-call-guide/generic-error-code'

/** Feishu and Lark share their numbers. */
export const feishuRules: readonly CodeRule[] = [
  {
    id: 'feishu-redirect', presets: feishu, codes: [20029],
    source: 'open.feishu.cn/document/faq/trouble-shooting/how-to-resolve-the-authorization-page-20029-error',
  },
  { id: 'redirect-uri-differs', presets: feishu, codes: [20071], source: token },
  { id: 'client-secret-wrong', presets: feishu, codes: [20002], source: token },
  { id: 'client-credentials-wrong', presets: feishu, codes: [20025, 20028], source: token },
  { id: 'code-expired', presets: feishu, codes: [20003, 20004], source: token },
  { id: 'code-used', presets: feishu, codes: [20065], source: token },
  { id: 'code-of-another-client', presets: feishu, codes: [20024], source: token },
  {
    id: 'refresh-token-dead', presets: feishu, codes: [20026, 20037, 20038, 20064, 20073],
    source: `${token}; refresh-user-access-token`,
  },
  {
    id: 'feishu-refresh-off', presets: feishu, codes: [20074],
    source: 'open.feishu.cn/document/authentication-management/access-token/refresh-user-access-token',
  },
  { id: 'feishu-availability', presets: feishu, codes: [20010], source: token },
  { id: 'feishu-application', presets: feishu, codes: [20009, 20042, 20048, 20069], source: token },
  { id: 'feishu-user', presets: feishu, codes: [20008, 20021, 20022, 20023, 20066], source: token },
  { id: 'feishu-scope', presets: feishu, codes: [20067, 20068], source: token },
  { id: 'pkce-failed', presets: feishu, codes: [20049], source: token },
  { id: 'authentication-twice', presets: feishu, codes: [20070], source: token },
  { id: 'request-malformed', presets: feishu, codes: [20001, 20036, 20063], source: token },
  { id: 'provider-busy', presets: feishu, codes: [20050, 20072, 99991400], source: `${token}; ${generic}` },
  { id: 'access-token-dead', presets: feishu, codes: [20005, 99991663, 99991668, 99991677], source: generic },
  { id: 'feishu-permission', presets: feishu, codes: [99991672, 99991679], source: generic },
]
