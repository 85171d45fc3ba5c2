import type { enChinaCauses } from '../en/explain-causes-china.ts'
import type { Remedy } from '../remedy.ts'

/** 国内授权服务器的错误对应用方意味着什么。 */
export const zhChinaCauses: Record<keyof typeof enChinaCauses, Remedy> = {
  'wechat-domain': ['redirect_uri 的域名不是应用的授权回调域（10003，“redirect_uri 参数错误”）。微信只比较域名：不带协议、端口和路径。', '把 redirect_uri 的域名填为授权回调域（网站应用在 open.weixin.qq.com；公众号在 mp.weixin.qq.com 的网页授权域名），redirect_uri 只编码一次。'],
  'wechat-scope': ['scope 不对或应用没有权限（10005）：网站应用只有 snsapi_login；公众号用 snsapi_base 和 snsapi_userinfo，走 /connect/oauth2/authorize。', '/connect/qrconnect 用 scope=snsapi_login，/connect/oauth2/authorize 用 snsapi_userinfo，并使用对应类型应用的 AppID。'],
  'wechat-scheme': ['redirect_uri 的协议与后台配置不一致（10039）：配置的是 https，发送的是 http，或者相反。', '按后台配置的协议发送 redirect_uri，应为 https；在代理后面时，让应用知道页面是 https。'],
  'wechat-code': ['code 无效或已过期（40029）：超过五分钟，或属于另一个 AppID。小程序的 js_code 要用自己的接口（jscode2session）。', '立即兑换，用请求它的那个 AppID，走对应类型的接口。'],
  'wechat-code-used': ['code 已经用过（40163）：只能用一次。微信常会调用回调两次，或者页面被刷新了。', '每个 code 只兑换一次：记下用过的 code，兑换后跳转到不带 code 的地址。'],
  'wechat-secret': ['AppSecret 与 AppID 不匹配（40125、40001）。重置之后只有新的有效。', '为请求里的那个 AppID 重置 AppSecret 并重新复制。'],
  'wechat-application': ['微信不认识这个 AppID（40013）。公众号、小程序和网站应用的 AppID 各不相同。', '复制所用类型应用的 AppID，不要带空格。'],
  'wechat-whitelist': ['服务器的 IP 不在 IP 白名单里（40164），消息里写着地址。', '在账号的“基本配置”里把该地址加入 IP 白名单。'],
  'wechat-wrong-token': ['access_token 不适用于该接口（40001、40014、42001）：两小时已过期，或把应用的（cgi-bin/token）与网页授权的（sns/oauth2）混用了。', 'sns/userinfo 用 sns/oauth2/access_token 返回的，cgi-bin 接口用 cgi-bin/token 返回的；过期就刷新。'],
  'wechat-permission': ['应用没有该接口的权限，或用户没有授权该 scope（48001）：snsapi_base 只能拿到 openid。', '请求 snsapi_userinfo（或 snsapi_login），并完成账号认证。'],
  'wechat-refresh-token': ['refresh_token 不对或已过期：有效期 30 天，不会延长。', '让用户重新登录。'],
  'wechat-openid': ['openid 不属于这个 access_token 或 AppID（40003）。', '使用同一个令牌响应里的 openid。'],
  'wecom-trusted-ip': ['服务器的 IP 不在应用的企业可信IP里（60020），消息里写着地址。', '在“应用管理 > 该应用 > 企业可信IP”里填入该地址。'],
  'wecom-domain': ['redirect_uri 的域名不是应用的可信域名（50001）。', '在“网页授权及JS-SDK > 可信域名”（或“企业微信授权登录 > 授权回调域”）里填入该域名，端口也算。'],
  'wecom-code': ['code 不对、超过五分钟，或已经用过（40029）。', '每个 code 只兑换一次，access_token 要属于同一个企业和应用。'],
  'dingtalk-code': ['临时授权码（authCode）无效：已过期或用过，或属于另一个应用或另一种登录（旧的 sns_authorize、新的 oauth2）。', '用同一种登录的接口和它的 clientId，立即兑换一次。'],
  'dingtalk-old': ['令牌不适用于该接口：应用的与用户的 access_token 不同，旧接口（oapi）与新接口（api.dingtalk.com）也不同。', '调用 /v1.0/contact/users/me 时，在请求头 x-acs-dingtalk-access-token 里放 userAccessToken。'],
  'dingtalk-redirect': ['重定向 URI 不在钉钉应用的回调地址里。', '在“登录与分享 > 安全设置 > 重定向URL”里原样填入该地址。'],
  'qq-redirect': ['重定向 URI 不符合 QQ 应用的回调地址（100010，“redirect uri is illegal”）。', '在 connect.qq.com 把它的域名和路径填为网站回调域，并原样发送。'],
  'feishu-redirect': ['重定向 URI 不在应用的重定向 URL 里（20029），比较时必须完全一致。', '在 open.feishu.cn 的“安全设置 > 重定向 URL”里添加。'],
  'feishu-token-kind': ['access_token 不适用于该接口：user_access_token、tenant_access_token、app_access_token 各不相同，或已过期（两小时）。', '代表用户的接口发送 user_access_token，过期就刷新。'],
  'alipay-code': ['授权码（auth_code）无效：已用过、已过期，或属于另一个 APPID（isv.code-invalid）。', '用请求它的 APPID 立即兑换一次，不要混用沙箱和正式环境。'],
  'alipay-signature': ['支付宝验签失败（isv.invalid-signature）：私钥与上传的公钥不配对，或 charset、sign_type、参数顺序不同。', '上传这把私钥对应的应用公钥，使用 RSA2 和 UTF-8，对实际发送的参数排序后签名。'],
  'alipay-permission': ['应用没有该接口的权限（isv.insufficient-isv-permissions）：没有添加“获取会员信息”，或应用未上线。', '在 open.alipay.com 添加该能力、签约并上线应用。'],
  'baidu-redirect': ['重定向 URI 不是应用在百度的授权回调页。', '在应用的安全设置里原样填入。'],
}
