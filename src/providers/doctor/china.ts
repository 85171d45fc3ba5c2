import type { CodeRule } from './symptom.ts'

const weibo = ['weibo']
const weiboCodes = 'open.weibo.com/wiki/授权机制说明 (OAuth2.0 错误码)'
const weiboApi = 'open.weibo.com/wiki/Error_code'
const dingtalk = 'open.dingtalk.com, 获取用户 token 错误码'
const alipay = 'opendocs.alipay.com, alipay.system.oauth.token 业务错误码'
const alipayCommon = 'opendocs.alipay.com/common/02km9f (公共错误码)'
const douyin = 'developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/status-code'
const xiaomi = 'dev.mi.com/docs/passport/en/error-code'
const huawei = 'developer.huawei.com/consumer/cn/doc/harmonyos-references/account-server-error-code'
const baidu = 'developer.baidu.com, OAuth2.0 错误码; OpenAPI 错误码'
const zhihu = 'openapi.zhihu.com, the answers of its token and user interfaces'
const jd = 'jos.jd.com, 平台级错误码'

/** Other providers of China that answer with numbers or words of their own. */
export const china: readonly CodeRule[] = [
  { id: 'weibo-redirect', presets: weibo, codes: [21322, 'redirect_uri_mismatch'], source: weiboCodes },
  { id: 'client-secret-wrong', presets: weibo, codes: [21324, 'invalid_client'], source: weiboCodes },
  { id: 'weibo-test-user', presets: weibo, codes: [21321], source: weiboCodes },
  {
    id: 'code-expired', presets: weibo, failures: ['token-refused'], codes: [21325, 21327, 'invalid_grant'],
    source: weiboCodes,
  },
  {
    id: 'access-token-dead', presets: weibo, codes: [21314, 21315, 21316, 21317, 21319, 21327, 21332, 'expired_token'],
    source: weiboApi,
  },
  { id: 'application-not-allowed', presets: weibo, codes: [10014, 21326], source: `${weiboCodes}; ${weiboApi}` },
  { id: 'user-refused', presets: weibo, codes: [21330], source: weiboCodes },
  { id: 'request-malformed', presets: weibo, codes: [21323, 21328, 21329], source: weiboCodes },
  { id: 'provider-busy', presets: weibo, codes: [21331], source: weiboCodes },

  { id: 'dingtalk-code', codes: ['invalidParameter.authCode.notFound'], source: dingtalk },
  {
    id: 'client-secret-wrong', codes: ['invalidClientIdOrSecret', 'invalidParameter.clientId.notFound'],
    source: dingtalk,
  },
  {
    id: 'refresh-token-dead', presets: ['dingtalk'],
    codes: ['invalidParameter.refreshToken.notFound', 'invalidRefreshToken'], source: dingtalk,
  },
  {
    id: 'access-token-dead', presets: ['dingtalk'], codes: ['InvalidAuthentication'],
    source: 'open.dingtalk.com, 全局错误码',
  },
  {
    id: 'dingtalk-permission', codes: ['Forbidden.AccessDenied.AccessTokenPermissionDenied'],
    source: 'open.dingtalk.com, 全局错误码',
  },

  { id: 'alipay-signature', presets: ['alipay'], codes: ['isv.invalid-signature'], source: alipayCommon },
  {
    id: 'alipay-public-key', presets: ['alipay'], codes: ['isv.missing-signature', 'isv.missing-signature-key'],
    source: alipayCommon,
  },
  {
    id: 'alipay-application', presets: ['alipay'], codes: ['isv.invalid-app-id', 'isv.missing-app-id'],
    source: alipayCommon,
  },
  {
    id: 'alipay-permission', presets: ['alipay'], codes: ['isv.insufficient-isv-permissions', 40006],
    source: alipayCommon,
  },
  { id: 'scope-lacking', presets: ['alipay'], codes: ['isv.insufficient-user-permissions'], source: alipayCommon },
  { id: 'clock', presets: ['alipay'], codes: ['isv.invalid-timestamp'], source: alipayCommon },
  { id: 'code-expired', presets: ['alipay'], codes: ['isv.code-invalid'], source: alipay },
  {
    id: 'refresh-token-dead', presets: ['alipay'],
    codes: ['isv.refresh-token-invalid', 'isv.refresh-token-time-out', 'isv.refreshed-token-invalid'], source: alipay,
  },
  {
    id: 'access-token-dead', presets: ['alipay'],
    codes: ['aop.invalid-app-auth-token', 'aop.invalid-auth-token', 'aop.auth-token-time-out', 20001],
    source: alipayCommon,
  },
  {
    id: 'request-malformed', presets: ['alipay'], codes: ['isv.grant-type-invalid', 40001, 40002],
    source: `${alipay}; ${alipayCommon}`,
  },
  {
    id: 'provider-busy', presets: ['alipay'],
    codes: ['aop.ACQ.SYSTEM_ERROR', 'isp.unknow-error', 'isp.unknown-error', 'isv.app-call-limited', 20000],
    source: alipayCommon,
  },

  {
    id: 'refresh-token-dead', presets: ['douyin'], codes: [10010, 10020],
    source: 'developer.open-douyin.com, refresh-access-token 错误码',
  },
  { id: 'client-secret-wrong', presets: ['douyin'], codes: [10013, 10014], source: douyin },
  { id: 'client-unknown', presets: ['douyin'], codes: [10003], source: douyin },
  { id: 'code-expired', presets: ['douyin'], codes: [10007], source: douyin },
  {
    id: 'access-token-dead', presets: ['douyin'], codes: [10008, 2190002, 2190008, 28001003, 28001008], source: douyin,
  },
  {
    id: 'douyin-permission', presets: ['douyin'],
    codes: [10004, 2190003, 28001012, 28001014, 28001016, 28001018, 28001019], source: douyin,
  },
  { id: 'douyin-openid', presets: ['douyin'], codes: [28001015], source: douyin },
  { id: 'douyin-test-user', presets: ['douyin'], codes: [28001020], source: douyin },
  { id: 'user-restricted', presets: ['douyin'], codes: [2100009, 28001045, 28001046], source: douyin },
  { id: 'request-malformed', presets: ['douyin'], codes: [10002, 10005, 2100005, 28001007], source: douyin },
  { id: 'provider-busy', presets: ['douyin'], codes: [28001005, 28001006, 28003018, 2100004], source: douyin },

  { id: 'redirect-uri-unregistered', presets: ['xiaomi'], codes: [96010], source: xiaomi },
  { id: 'client-secret-wrong', presets: ['xiaomi'], codes: [96003], source: xiaomi },
  { id: 'client-unknown', presets: ['xiaomi'], codes: [96001], source: xiaomi },
  { id: 'code-expired', presets: ['xiaomi'], codes: [96013], source: xiaomi },
  { id: 'scope-unknown', presets: ['xiaomi'], codes: [96007], source: xiaomi },
  { id: 'refresh-token-dead', presets: ['xiaomi'], codes: [96009], source: xiaomi },
  { id: 'access-token-dead', presets: ['xiaomi'], codes: [96008], source: xiaomi },
  { id: 'application-not-allowed', presets: ['xiaomi'], codes: [96005], source: xiaomi },
  { id: 'user-refused', presets: ['xiaomi'], codes: [96012], source: xiaomi },
  { id: 'request-malformed', presets: ['xiaomi'], codes: [96002, 96004, 96006, 96011], source: xiaomi },

  {
    id: 'client-credentials-wrong', presets: ['huawei'], codes: [12303, 12304, 20002, 20003, 20085, 20171, 20172],
    source: huawei,
  },
  { id: 'scope-unknown', presets: ['huawei'], codes: [20041, 20042], source: huawei },
  {
    id: 'code-refused', presets: ['huawei'], failures: ['token-refused'],
    codes: [11205, 20152, 20153, 20154, 20155, 20156, 20158, 20192], source: huawei,
  },
  {
    id: 'refresh-token-dead', presets: ['huawei'],
    codes: [11205, 20152, 20153, 20154, 20155, 20156, 20158, 20192, 31202, 31204, 31218], source: huawei,
  },
  {
    id: 'request-malformed', presets: ['huawei'], codes: [20001, 20022, 20023, 20024, 20151, 20181, 20182, 20191],
    source: huawei,
  },
  {
    id: 'access-token-dead', presets: ['huawei'], codes: ['session timeout', 'invalid session'],
    source: 'developer.huawei.com/consumer/cn/doc/HMS-2-References/hmssdk_jointOper_api_reference_queryUser',
  },
  { id: 'provider-busy', presets: ['huawei'], codes: [500, 100300], source: huawei },

  { id: 'code-expired', presets: ['baidu'], failures: ['token-refused'], codes: ['expired_token'], source: baidu },
  {
    id: 'refresh-token-dead', presets: ['baidu'], failures: ['session-ended', 'refresh-refused'],
    codes: ['expired_token'], source: baidu,
  },
  { id: 'scope-lacking', presets: ['baidu'], codes: [6], source: baidu },
  { id: 'client-unknown', presets: ['baidu'], codes: [101], source: baidu },
  { id: 'access-token-dead', presets: ['baidu'], codes: [110, 111], source: baidu },
  { id: 'request-malformed', presets: ['baidu'], codes: [100], source: baidu },
  { id: 'provider-busy', presets: ['baidu'], codes: [2, 4], source: baidu },

  { id: 'client-credentials-wrong', presets: ['zhihu'], failures: ['token-refused'], codes: [403], source: zhihu },
  { id: 'access-token-dead', presets: ['zhihu'], codes: [401], source: zhihu },

  { id: 'client-credentials-wrong', presets: ['jd'], codes: [11, 12, 21], source: jd },
  { id: 'access-token-dead', presets: ['jd'], codes: [19], source: jd },
  { id: 'application-not-allowed', presets: ['jd'], codes: [24], source: jd },
  { id: 'request-malformed', presets: ['jd'], codes: [7, 8, 15, 18, 20], source: jd },
  { id: 'provider-busy', presets: ['jd'], codes: [2], source: jd },
]
