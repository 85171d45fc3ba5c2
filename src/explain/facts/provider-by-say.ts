type Members = Readonly<Record<string, unknown>>

/** Names of members that one provider's errors have, and words that one provider's errors say. */
const shapes: readonly (readonly [preset: string, fits: (members: Members, text: string) => boolean])[] = [
  ['microsoft', (_, text) => /\bAADSTS\d{4,8}\b|\bAADB2C\d{4,6}\b/.test(text)],
  ['wecom', (members, text) => 'errcode' in members && /open\.work\.weixin\.qq\.com|from ip:/.test(text)],
  [
    'wechat-web',
    (members, text) =>
      ('errcode' in members && 'errmsg' in members && !('request_id' in members))
      || /"errcode":\s*-?\d+|\breq_id\b|snsapi_/.test(text),
  ],
  ['alipay', members => 'error_response' in members || Object.keys(members).some(name => name.startsWith('alipay_'))],
  [
    'douyin',
    members =>
      typeof members['data'] === 'object'
      && members['data'] !== null
      && 'error_code' in members['data']
      && 'description' in members['data'],
  ],
  ['dingtalk', members => typeof members['code'] === 'string' && ('requestid' in members || 'requestId' in members)],
  [
    'xiaomi',
    (members, text) =>
      text.includes('&&&START&&&')
      || (typeof members['error'] === 'number' && /^96\d{3}$/.test(String(members['error']))),
  ],
  ['huawei', members => 'sub_error' in members],
  ['qq', members => typeof members['error'] === 'number' && 'error_description' in members],
  [
    'zhihu',
    (members, text) =>
      typeof members['code'] === 'number' && typeof members['data'] === 'string' && text === members['data'],
  ],
  [
    'weibo',
    (members, text) => ('error_code' in members && 'request' in members) || /新浪微博|微博|对第三方应用进行授权时出现错误/.test(text),
  ],
  [
    'feishu',
    members => typeof members['code'] === 'number' && /^(?:20\d{3}|99991\d{3})$/.test(String(members['code'])),
  ],
  ['slack', members => members['ok'] === false && 'error' in members],
  ['okta', (members, text) => 'errorSummary' in members || /\bE00000\d\d\b/.test(text)],
  ['linkedin', members => 'serviceErrorCode' in members],
  ['facebook', members => JSON.stringify(members['error'] ?? '').includes('fbtrace_id')],
  [
    'github',
    (members, text) => /docs\.github\.com|bad_verification_code|incorrect_client_credentials/.test(
      `${text} ${typeof members['error_uri'] === 'string'
        ? members['error_uri']
        : ''} ${typeof members['documentation_url'] === 'string'
        ? members['documentation_url']
        : ''} ${typeof members['error']
        === 'string'
        ? members['error']
        : ''}`,
    ),
  ],
  ['kakao', (_, text) => /\bKOE\d{3}\b/.test(text)],
  ['google', (_, text) => /accounts\.google\.com|Google.{0,20}OAuth 2\.0 policy|googleapis\.com/.test(text)],
  ['keycloak', (_, text) => /\/realms\/[^/]+\/protocol/.test(text)],
]

/**
 * The preset of whoever wrote this, by the form of its errors or by words that are its own; undefined where anybody
 * could have.
 */
export function providerBySay(members: Members, text: string): string | undefined {
  return shapes.find(([, fits]) => fits(members, text))?.[0]
}
