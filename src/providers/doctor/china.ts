import type { Rule } from './symptom.ts'

const wechat = ['wechat-web', 'wechat-mp']
const wechatCodes = 'developers.weixin.qq.com, 全局返回码'
const feishu = ['feishu', 'lark']
const feishuToken = 'open.feishu.cn/document/authentication-management/access-token/get-user-access-token'
const qqCodes = 'wiki.connect.qq.com/公共返回码说明'
const weiboCodes = 'open.weibo.com/wiki/授权机制说明 (OAuth2.0 错误码)'
const alipayToken = 'opendocs.alipay.com, alipay.system.oauth.token 业务错误码'
const douyin = 'developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/status-code'
const xiaomi = 'dev.mi.com/docs/passport/en/error-code'

/** Providers of China answer with numbers of their own. */
export const china: readonly Rule[] = [
  { id: 'wechat-code', presets: wechat, codes: [40029, 42003], source: wechatCodes },
  { id: 'wechat-code-used', presets: wechat, codes: [40163], source: 'developers.weixin.qq.com/community, 40163' },
  { id: 'wechat-secret', presets: wechat, codes: [40125, 41004], source: wechatCodes },
  { id: 'wechat-application', presets: wechat, codes: [40013, 41002], source: wechatCodes },
  { id: 'wechat-refresh-token', presets: wechat, codes: [40030, 42002, 41003], source: wechatCodes },
  { id: 'wechat-access-token', presets: wechat, codes: [40001, 40014, 42001], source: wechatCodes },
  { id: 'wechat-openid', presets: wechat, codes: [40003, 41009], source: wechatCodes },
  { id: 'wechat-permission', presets: wechat, codes: [48001], source: wechatCodes },
  { id: 'wechat-domain', presets: wechat, codes: [10003], source: 'developers.weixin.qq.com/doc/oplatform/developers/troubleshooting/auth' },
  { id: 'wechat-scope', presets: wechat, codes: [10005], source: 'developers.weixin.qq.com/doc/oplatform/developers/troubleshooting/auth' },
  { id: 'provider-busy', presets: wechat, codes: [-1], source: wechatCodes },

  { id: 'qq-redirect', presets: ['qq'], codes: [100010], source: qqCodes },
  { id: 'qq-application', presets: ['qq'], codes: [100008, 100001, 110401, 110404], source: qqCodes },
  { id: 'qq-review', presets: ['qq'], codes: [100011, 110406, 110407], source: qqCodes },
  { id: 'client-secret-wrong', presets: ['qq'], codes: [100009, 100002], source: qqCodes },
  { id: 'code-used', presets: ['qq'], codes: [100020], source: qqCodes },
  { id: 'code-expired', presets: ['qq'], codes: [100019, 100005, 100018], source: qqCodes },
  { id: 'qq-refresh-token', presets: ['qq'], codes: [100021, 100022], source: qqCodes },
  { id: 'access-token-dead', presets: ['qq'], codes: [100013, 100014, 100015, 100016], source: qqCodes },
  { id: 'qq-permission', presets: ['qq'], codes: [100030, 100031], source: qqCodes },

  { id: 'weibo-redirect', presets: ['weibo'], codes: [21322, 'redirect_uri_mismatch'], source: weiboCodes },
  { id: 'client-secret-wrong', presets: ['weibo'], codes: [21324, 'invalid_client'], source: weiboCodes },
  { id: 'weibo-test-user', presets: ['weibo'], codes: [21321], source: weiboCodes },
  { id: 'code-expired', presets: ['weibo'], codes: [21325, 'invalid_grant'], source: weiboCodes },
  { id: 'access-token-dead', presets: ['weibo'], codes: [21327, 'expired_token'], source: weiboCodes },

  { id: 'feishu-redirect', presets: feishu, codes: [20029], source: 'open.feishu.cn/document/faq/trouble-shooting/how-to-resolve-the-authorization-page-20029-error' },
  { id: 'redirect-uri-differs', presets: feishu, codes: [20071], source: feishuToken },
  { id: 'client-secret-wrong', presets: feishu, codes: [20002], source: feishuToken },
  { id: 'code-expired', presets: feishu, codes: [20003, 20004], source: feishuToken },
  { id: 'code-used', presets: feishu, codes: [20065], source: feishuToken },
  { id: 'code-of-another-client', presets: feishu, codes: [20024], source: feishuToken },
  { id: 'feishu-availability', presets: feishu, codes: [20010], source: feishuToken },
  { id: 'feishu-application', presets: feishu, codes: [20009, 20048, 20069], source: feishuToken },
  { id: 'feishu-user', presets: feishu, codes: [20008, 20066], source: feishuToken },
  { id: 'feishu-scope', presets: feishu, codes: [20067, 20068], source: feishuToken },
  { id: 'pkce-failed', presets: feishu, codes: [20049], source: feishuToken },
  { id: 'authentication-twice', presets: feishu, codes: [20070], source: feishuToken },
  { id: 'provider-busy', presets: feishu, codes: [20050, 20072], source: feishuToken },

  { id: 'dingtalk-code', codes: ['invalidParameter.authCode.notFound'], source: 'open.dingtalk.com, 获取用户 token 错误码' },

  { id: 'client-secret-wrong', codes: ['invalidClientIdOrSecret', 'invalidParameter.clientId.notFound'], source: 'open.dingtalk.com, 获取用户 token 错误码' },

  { id: 'code-expired', codes: ['isv.code-invalid'], source: alipayToken },
  { id: 'refresh-token-dead', codes: ['isv.refresh-token-invalid', 'isv.refresh-token-time-out'], source: alipayToken },

  { id: 'refresh-token-dead', presets: ['douyin'], codes: [10010, 10020], source: 'developer.open-douyin.com, refresh-access-token 错误码' },
  { id: 'access-token-dead', presets: ['douyin'], codes: [10008, 2190008, 28001008], source: douyin },
  { id: 'douyin-permission', presets: ['douyin'], codes: [28001012, 28001014, 28001018], source: douyin },
  { id: 'douyin-openid', presets: ['douyin'], codes: [28001015], source: douyin },
  { id: 'douyin-test-user', presets: ['douyin'], codes: [28001020], source: douyin },
  { id: 'provider-busy', presets: ['douyin'], codes: [28001005, 2100004], source: douyin },

  { id: 'redirect-uri-unregistered', presets: ['xiaomi'], codes: [96010], source: xiaomi },
  { id: 'client-secret-wrong', presets: ['xiaomi'], codes: [96003], source: xiaomi },
  { id: 'client-unknown', presets: ['xiaomi'], codes: [96001], source: xiaomi },
  { id: 'code-expired', presets: ['xiaomi'], codes: [96013], source: xiaomi },
  { id: 'scope-unknown', presets: ['xiaomi'], codes: [96007], source: xiaomi },
  { id: 'refresh-token-dead', presets: ['xiaomi'], codes: [96009], source: xiaomi },
  { id: 'access-token-dead', presets: ['xiaomi'], codes: [96008], source: xiaomi },
]
