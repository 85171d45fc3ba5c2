import type { CodeRule } from './symptom.ts'

const wechat = ['wechat-web', 'wechat-mp']
const wechatCodes = 'developers.weixin.qq.com, 全局返回码'
const wechatPage = 'developers.weixin.qq.com/doc/oplatform/developers/troubleshooting/auth'
const wecom = ['wecom']
const wecomCodes = 'developer.work.weixin.qq.com/document/path/90313 (全局错误码)'
const qqCodes = 'wiki.connect.qq.com/公共返回码说明'

/** WeChat, WeCom and QQ answer with numbers of their own. */
export const tencent: readonly CodeRule[] = [
  { id: 'wechat-code', presets: wechat, codes: [40029, 42003, 41008], source: wechatCodes },
  { id: 'wechat-code-used', presets: wechat, codes: [40163], source: 'developers.weixin.qq.com/community, 40163' },
  { id: 'wechat-secret', presets: wechat, failures: ['token-refused'], codes: [40001], source: wechatCodes },
  { id: 'wechat-secret', presets: wechat, codes: [40125, 41004], source: wechatCodes },
  { id: 'wechat-application', presets: wechat, codes: [40013, 41002], source: wechatCodes },
  { id: 'wechat-refresh-token', presets: wechat, codes: [40030, 42002, 41003], source: wechatCodes },
  { id: 'wechat-password-changed', presets: wechat, codes: [42007], source: wechatCodes },
  { id: 'wechat-access-token', presets: wechat, codes: [40001, 40014, 42001, 41001], source: wechatCodes },
  { id: 'wechat-openid', presets: wechat, codes: [40003, 41009], source: wechatCodes },
  { id: 'wechat-permission', presets: wechat, codes: [48001, 50001], source: wechatCodes },
  { id: 'user-restricted', presets: wechat, codes: [50002], source: wechatCodes },
  { id: 'wechat-domain', presets: wechat, codes: [10003], source: wechatPage },
  { id: 'wechat-scope', presets: wechat, codes: [10005], source: wechatPage },
  { id: 'request-malformed', presets: wechat, codes: [40002], source: wechatCodes },
  { id: 'provider-busy', presets: wechat, codes: [-1, 45011], source: wechatCodes },

  { id: 'wecom-trusted-ip', presets: wecom, codes: [60020], source: wecomCodes },
  { id: 'wecom-secret', presets: wecom, codes: [40001, 41004, 42004], source: wecomCodes },
  { id: 'wecom-corporation', presets: wecom, codes: [40013, 41002], source: wecomCodes },
  { id: 'wecom-agent', presets: wecom, codes: [40056, 301002], source: wecomCodes },
  { id: 'wecom-code', presets: wecom, codes: [40029, 41008], source: wecomCodes },
  { id: 'wecom-domain', presets: wecom, codes: [50001], source: wecomCodes },
  { id: 'wecom-visible-range', presets: wecom, codes: [60011, 50002], source: wecomCodes },
  { id: 'wecom-permission', presets: wecom, codes: [48002], source: wecomCodes },
  { id: 'wecom-stopped', presets: wecom, codes: [50003], source: wecomCodes },
  { id: 'wecom-member', presets: wecom, codes: [40003, 60111], source: wecomCodes },
  { id: 'access-token-dead', presets: wecom, codes: [40014, 41001, 42001], source: wecomCodes },
  { id: 'provider-busy', presets: wecom, codes: [-1, 45009, 45033], source: wecomCodes },

  { id: 'qq-redirect', presets: ['qq'], codes: [100010], source: qqCodes },
  { id: 'qq-application', presets: ['qq'], codes: [100008, 100001, 110401, 110404], source: qqCodes },
  { id: 'qq-review', presets: ['qq'], codes: [100011, 110406, 110407], source: qqCodes },
  { id: 'client-secret-wrong', presets: ['qq'], codes: [100009, 100002], source: qqCodes },
  { id: 'code-used', presets: ['qq'], codes: [100020], source: qqCodes },
  { id: 'code-expired', presets: ['qq'], codes: [100019, 100005, 100018], source: qqCodes },
  { id: 'qq-refresh-token', presets: ['qq'], codes: [100021, 100022], source: qqCodes },
  { id: 'access-token-dead', presets: ['qq'], codes: [100007, 100013, 100014, 100015, 100016, -23], source: qqCodes },
  { id: 'qq-openid', presets: ['qq'], codes: [-22], source: qqCodes },
  { id: 'qq-permission', presets: ['qq'], codes: [100030, 100031], source: qqCodes },
  { id: 'request-malformed', presets: ['qq'], codes: [100000, 100004, 100006], source: qqCodes },
]
