import type { enProviderReadings } from '../en/explain-providers.ts'
import type { ReadingSentences } from '../explain.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'

const names: Record<string, string> = {
  microsoft: 'Microsoft Entra', google: 'Google', apple: 'Apple', github: 'GitHub', gitlab: 'GitLab', slack: 'Slack', linkedin: 'LinkedIn', discord: 'Discord', spotify: 'Spotify', twitch: 'Twitch', x: 'X', zoom: 'Zoom', facebook: 'Facebook',
  dropbox: 'Dropbox', notion: 'Notion', hubspot: 'HubSpot', atlassian: 'Atlassian', bitbucket: 'Bitbucket', reddit: 'Reddit', yahoo: 'Yahoo', salesforce: 'Salesforce', auth0: 'Auth0', okta: 'Okta', cognito: 'Amazon Cognito', line: 'LINE',
  'wechat-web': '微信', 'wechat-mp': '微信', wecom: '企业微信', qq: 'QQ', weibo: '微博', alipay: '支付宝', dingtalk: '钉钉', feishu: '飞书', lark: 'Lark', douyin: '抖音', xiaomi: '小米', huawei: '华为', baidu: '百度', jd: '京东',
  zhihu: '知乎', gitee: 'Gitee', kakao: 'Kakao', naver: 'Naver', tiktok: 'TikTok', keycloak: 'Keycloak',
}

/** 授权服务器的名称，按预设。 */
export function zhProviderName(preset: unknown): string {
  return pick(names, preset) ?? '服务器'
}

/** 关于个别授权服务器的令牌和请求的说法。 */
export const zhProviderReadings: Record<keyof typeof enProviderReadings, ReadingSentences> = {
  'entra-version': {
    said: d => `这是 Entra 的 v1.0 访问令牌（ver 1.0）：iss 是 ${text(d['issuer'])}，aud 是 ${text(d['audience'])}`,
    why: d => `版本由 API 的应用注册决定，与请求的端点无关。按 v2.0 配置的 API 期望颁发者 https://login.microsoftonline.com/${text(d['tenant'])}/v2.0，受众是它的 client_id。`,
    fix: () => '在该 API 的应用注册清单里把 requestedAccessTokenVersion（accessTokenAcceptedVersion）设为 2，或让 API 接受 v1.0 的颁发者和受众。',
  },
  'graph-token': {
    said: d => `访问令牌是给 Microsoft Graph 的（aud ${text(d['audience'])}）${d['host'] ? `，却发到了 ${text(d['host'])}` : ''}`,
    why: d => `只有 Graph 能接受它。${d['nonce'] ? '它的头部有 nonce，Graph 先把它换成哈希再验证：别人验证签名必然失败。' : '其他 API 必须拒绝：受众不是它。'}`,
    fix: () => '为自己的 API 公开一个 scope（api://APP_ID/SCOPE），请求它而不是 User.Read。想知道谁登录了，用 ID 令牌。不要去验证 Graph 的令牌。',
  },
  'entra-groups-left-out': {
    said: () => '令牌没有列出组：组太多了',
    why: () => 'JWT 超过 200 个组（SAML 150 个，隐式模式 6 个），Entra 就放一个链接（_claim_names、hasgroups）。读 groups 的代码什么也读不到。',
    fix: () => '向 Microsoft Graph 查询成员关系（/me/getMemberObjects），只输出分配给该应用的组，或改用应用角色。',
  },
  'entra-application-token': {
    said: d => `访问令牌属于应用本身，没有用户：有 roles（${text(d['roles'])}），没有 scp`,
    why: () => '客户端凭据授权给的是应用权限（roles）。要求委托权限（scp）的 API 会拒绝。',
    fix: () => '需要委托权限就让用户登录（授权码模式），或让 API 接受该应用角色。',
  },
  'entra-default-with-others': {
    said: d => `/.default 与其他 scope 一起请求：${text(d['scopes'])}`,
    why: () => 'Entra 只接受单独的 RESOURCE/.default：它代表已授予的全部权限（AADSTS70011）。',
    fix: () => '单独发送 .default，或逐个写出 scope。',
  },
  'entra-several-resources': {
    said: d => `这些 scope 属于多个资源：${text(d['resources'])}`,
    why: () => 'Entra 的访问令牌只给一个资源；它会拒绝请求，或只取第一个（AADSTS28000）。',
    fix: () => '每个令牌请求只要一个资源的 scope；下一个用刷新令牌去取。',
  },
  'entra-resource-parameter': {
    said: d => `参数 resource（${text(d['resource'])}）发给了 Entra 的 v2.0 端点`,
    why: () => 'resource 属于 v1.0；v2.0 会拒绝，除非 scope 正好属于该资源（AADSTS901002）。',
    fix: () => '去掉 resource，在 scope 里写资源：RESOURCE/.default 或 RESOURCE/SCOPE。',
  },
  'wechat-js-code': {
    said: () => '小程序的 code 以 code 为名发送，而 jscode2session 要求的参数名是 js_code',
    why: () => '微信找不到 js_code，返回 40029（invalid code），尽管 code 本身可能有效。',
    fix: () => '把 code=CODE 改为 js_code=CODE，并带上 grant_type=authorization_code。',
  },
  'wechat-names': {
    said: () => '给微信的请求里写的是 client_id，不是 appid',
    why: () => '微信的参数名是 appid 和 secret；它会说 appid 错误或缺失。',
    fix: () => '依次发送 appid、redirect_uri、response_type=code、scope、state，末尾加 #wechat_redirect。',
  },
  'wechat-page': {
    said: d => `${text(d['scope'])} 不能用于微信的 ${text(d['page'])} 页面`,
    why: () => 'snsapi_login 用于网站应用的扫码页（qrconnect）；snsapi_base 和 snsapi_userinfo 用于公众号在微信内的网页授权（oauth2/authorize）。否则提示“Scope 参数错误或没有 Scope 权限”。',
    fix: d => `对这个页面发送 scope=${text(d['better'])}，并使用对应类型应用的 AppID。`,
  },
  'entra-secret-id': {
    said: () => 'client_secret 是 GUID，而 Entra 的密钥 Value 都不是 GUID',
    why: () => '它是 Secret ID，或门户里的其他 ID（AADSTS7000215）。',
    fix: () => '在 “Certificates & secrets” 里复制 Value；只在新建后显示一次。',
  },
  'wecom-agent': {
    said: () => 'scope 是 snsapi_privateinfo，却没有 agentid',
    why: () => '企业微信需要知道是哪个应用向成员请求敏感信息。',
    fix: () => '在 state 之前加上 agentid=AGENTID。',
  },
  'wechat-order': {
    said: d => `参数的顺序不是微信要求的顺序：${text(d['names'])}`,
    why: () => '微信用正则匹配授权链接，顺序不对页面可能打不开。',
    fix: d => `按这个顺序发送：${text(d['right'])}。`,
  },
  'wechat-ending': {
    said: () => '发往微信的地址没有以 #wechat_redirect 结尾',
    why: () => '微信文档要求在微信内跳转时带上它。',
    fix: () => '在末尾加上 #wechat_redirect。',
  },
  'apple-response-mode': {
    said: d => `向 Apple 请求姓名或邮箱（${text(d['scopes'])}），却用了 response_mode=${text(d['mode'])}`,
    why: () => '带这些 scope 时 Apple 只用 form_post 返回，否则拒绝请求。',
    fix: () => '发送 response_mode=form_post，让回调接受 POST；保存 state 的 Cookie 要设 SameSite=None 和 Secure。',
  },
  'google-oob-request': {
    said: () => '重定向 URI 是 urn:ietf:wg:oauth:2.0:oob',
    why: () => 'Google 自 2022 年起已禁止带外（OOB）流程。',
    fix: () => '用 “Desktop app” 类型的客户端和 http://127.0.0.1:PORT。',
  },
  'google-redirect-rule': {
    said: d => d['how'] === 'scheme' ? `给 Google 的重定向 URI 在应用的 scheme 后写了 //：${text(d['redirect'])}` : d['how'] === 'address' ? `给 Google 的重定向 URI 是裸 IP 地址：${text(d['redirect'])}` : `给 Google 的重定向 URI 是 http：${text(d['redirect'])}`,
    why: d => d['how'] === 'scheme' ? 'Google 只接受一个斜杠：“Custom schemes cannot have authority”（RFC 8252 7.1）。' : 'Google 只接受公网域名的 https，http 只限 localhost；否则返回 invalid_request 或 redirect_uri_mismatch。',
    fix: d => d['how'] === 'scheme' ? '写成 SCHEME:/path，只有一个斜杠；应用的清单里也一样。' : '使用 https 和域名，开发时用 http://localhost:PORT。',
  },
  'spotify-redirect-rule': {
    said: d => `给 Spotify 的重定向 URI 不安全：${text(d['redirect'])}`,
    why: () => 'Spotify 接受 https，http 只限回环地址 127.0.0.1，不接受 localhost（“INVALID_CLIENT: Insecure redirect URI”）。',
    fix: d => `注册并发送 ${text(d['better'])}，或用 https。`,
  },
  'linkedin-old-scope': {
    said: d => `LinkedIn 已不再提供这些 scope：${text(d['scopes'])}`,
    why: () => '新应用得不到：“Scope is not authorized for your application”。',
    fix: () => '为应用添加 “Sign In with LinkedIn using OpenID Connect”，请求 “openid profile email”。',
  },
  'okta-org-server': {
    said: d => `向 Okta 的组织授权服务器请求了自定义 scope：${text(d['scopes'])}`,
    why: () => '自定义 scope 只存在于自定义授权服务器；组织的会返回 invalid_scope。',
    fix: () => '使用颁发者 https://DOMAIN/oauth2/default（或自己的服务器 ID）。',
  },
  'scope-everything': {
    said: d => `请求了全部权限：${text(d['scopes'])}`,
    why: () => '什么都能做的令牌，落到谁手里就能替谁做任何事。',
    fix: () => '只请求该功能需要的 scope，用户需要更多时再请求。',
  },
  'scope-much': {
    said: d => `请求的权限很多：${text(d['scopes'])}`,
    why: () => '登录用不了这么多；用户会拒绝，泄露的代价也更大。',
    fix: () => '少要一些，例如只读。',
  },
}
