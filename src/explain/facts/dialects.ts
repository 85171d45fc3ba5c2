/** The known providers that take no challenge, by their presets. */
export const providersWithoutPkce: ReadonlySet<string> = new Set([
  'alipay', 'apple', 'baidu', 'bitbucket', 'dingtalk', 'douyin', 'gitee', 'hubspot', 'jd', 'linkedin', 'naver',
  'notion', 'qq', 'reddit', 'twitch',
  'wechat-mp', 'wechat-web', 'wecom', 'weibo', 'xiaomi', 'zhihu',
])
