/** The known providers that take no challenge, by their presets. */
export const providersWithoutPkce: ReadonlySet<string> = new Set([
  'alipay', 'apple', 'baidu', 'bitbucket', 'dingtalk', 'douyin', 'gitee', 'hubspot', 'jd', 'linkedin', 'naver',
  'notion', 'qq', 'reddit', 'twitch',
  'wechat-mp', 'wechat-web', 'wecom', 'weibo', 'xiaomi', 'zhihu',
])

/** The known providers whose challenge is the hash in hex, whatever RFC 7636 4.2 says. */
export const providersWithHexChallenge: ReadonlySet<string> = new Set(['tiktok'])

/** The known providers that read a token request in JSON. */
export const providersReadingJson: ReadonlySet<string> = new Set(['atlassian', 'dingtalk', 'feishu', 'lark', 'notion'])

/** The known providers that separate scopes by commas. */
export const providersWithScopeCommas: ReadonlySet<string> = new Set([
  'alipay', 'douyin', 'facebook', 'kakao', 'qq', 'tiktok', 'wechat-mp', 'wechat-web', 'weibo',
])

/** The known providers whose token request has the names of the standard in camel case. */
export const providersInCamelCase: ReadonlySet<string> = new Set(['dingtalk'])

/** The known providers that give an ID token without the scope `openid`. */
export const providersWithoutOpenidScope: ReadonlySet<string> = new Set(['apple'])
