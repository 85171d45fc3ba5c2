import type { CauseRule } from './rule.ts'

const wechat = ['wechat-web', 'wechat-mp']

/** Errors of providers in China, by texts of their pages and by numbers that the doctor's table does not have. */
export const china: readonly CauseRule[] = [
  { id: 'wechat-domain', text: /redirect_uri ?(?:参数错误|域名与后台配置不一致)/ },
  { id: 'wechat-domain', providers: wechat, codes: ['10003'] },
  { id: 'wechat-scope', text: /scope ?参数错误或没有 ?scope ?权限/i },
  { id: 'wechat-scope', providers: wechat, codes: ['10005'] },
  { id: 'wechat-scheme', text: /redirect_uri ?协议与后台配置不一致|错误码[:： ]*10039/ },
  { id: 'wechat-scope', providers: wechat, text: /invalid scope or bad scope/i },
  { id: 'wechat-code', providers: wechat, codes: ['40029', '41008', '42003'] },
  { id: 'wechat-code-used', providers: wechat, codes: ['40163'] },
  { id: 'wechat-secret', providers: wechat, codes: ['40125', '41004'] },
  { id: 'wechat-secret', providers: wechat, codes: ['40001'], at: 'token' },
  { id: 'wechat-application', providers: wechat, codes: ['40013', '41002'] },
  { id: 'wechat-whitelist', providers: [...wechat, 'wecom'], codes: ['40164'] },
  { id: 'wechat-wrong-token', providers: wechat, codes: ['40001', '42001', '40014'] },
  { id: 'wechat-permission', providers: wechat, codes: ['48001', '50001'] },
  { id: 'wechat-refresh-token', providers: wechat, codes: ['40030', '42002', '41003'] },
  { id: 'wechat-openid', providers: wechat, codes: ['40003', '41009'] },
  { id: 'wecom-trusted-ip', text: /not allow to access from your ip/i },
  { id: 'wecom-domain', text: /redirect_uri is unsafe|可信域名/ },
  { id: 'wecom-domain', providers: ['wecom'], codes: ['50001'] },
  { id: 'wecom-code', providers: ['wecom'], codes: ['40029'] },
  { id: 'dingtalk-code', codes: ['40078', 'invalidParameter.authCode.notFound'] },
  {
    id: 'dingtalk-old', providers: ['dingtalk', 'wechat-web'], codes: ['33012', '40014'], text: /不合法的access_token|无效的/,
  },
  { id: 'dingtalk-redirect', text: /url不在白名单|redirect_uri.{0,20}(?:白名单|不匹配)|回调域名/ },
  { id: 'qq-redirect', text: /redirect uri is illegal/i },
  { id: 'feishu-redirect', text: /错误码[:： ]*20029|redirect_uri 请求不合法/ },
  { id: 'feishu-token-kind', providers: ['feishu', 'lark'], codes: ['99991668', '99991671', '99991663'] },
  { id: 'alipay-code', codes: ['isv.code-invalid'] }, { id: 'alipay-signature', codes: ['isv.invalid-signature'] },
  { id: 'alipay-permission', codes: ['isv.insufficient-isv-permissions', '40006'], providers: ['alipay'] },
  { id: 'alipay-signature', text: /验签(?:出错|失败)|invalid-signature/ },
  { id: 'baidu-redirect', providers: ['baidu'], text: /redirect_uri_mismatch|授权回调地址/ },
  { id: 'grant-of-another-kind', text: /授权方式无效，或者登录回调地址无效/ },
  { id: 'code-used', providers: ['zhihu'], text: /code has been used/ },
]
