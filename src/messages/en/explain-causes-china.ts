import type { Remedy } from '../remedy.ts'

/** What errors of providers in China mean to whoever runs the application. */
export const enChinaCauses = {
  'wechat-domain': ['The host of redirect_uri is not the callback domain (授权回调域) of the app (10003, "redirect_uri 参数错误"). WeChat compares the bare domain: no scheme, no port, no path.', 'Enter the host of redirect_uri as 授权回调域 (website app: open.weixin.qq.com; official account: 网页授权域名 at mp.weixin.qq.com), and percent-encode redirect_uri once.'],
  'wechat-scope': ['The scope is wrong or the app may not ask for it (10005): a website app has snsapi_login only; an official account has snsapi_base and snsapi_userinfo, with /connect/oauth2/authorize.', 'Send scope=snsapi_login with /connect/qrconnect, or snsapi_userinfo with /connect/oauth2/authorize, and the AppID of that kind of app.'],
  'wechat-code': ['The code is invalid or has expired (40029): older than five minutes, or given to another AppID. A mini program’s js_code has its own interface (jscode2session).', 'Redeem it at once, with the AppID that asked for it, at the interface of its kind.'],
  'wechat-code-used': ['The code was used before (40163): each is good once. WeChat often calls the callback twice, or the page is reloaded.', 'Redeem each code once: remember the codes that were used, and redirect to an address without code afterwards.'],
  'wechat-secret': ['AppSecret does not match the AppID (40125, 40001). After a reset only the new one works.', 'Reset the AppSecret and copy it again, for the very AppID of the request.'],
  'wechat-application': ['WeChat knows no such AppID here (40013). The ids of official accounts, mini programs and website apps are different.', 'Copy the AppID of the kind of app that is used, without blanks.'],
  'wechat-whitelist': ['The server’s IP address is not in the IP whitelist (40164); the message names the address.', 'Add the address to the IP whitelist (IP 白名单) of the account, under Basic configuration.'],
  'wechat-wrong-token': ['The access_token is not valid for this interface (40001, 40014, 42001). It expired after two hours, or the application’s token (cgi-bin/token) and that of web authorization (sns/oauth2) are mixed up.', 'Use the access_token of sns/oauth2/access_token for sns/userinfo, and the one of cgi-bin/token for cgi-bin interfaces; refresh it.'],
  'wechat-permission': ['The app has no permission for this interface, or the user did not grant the scope (48001): snsapi_base brings the openid only.', 'Ask for snsapi_userinfo (or snsapi_login), and have the account verified (认证).'],
  'wechat-refresh-token': ['The refresh_token is wrong or has expired: it lives 30 days and is not prolonged.', 'Sign the user in again.'],
  'wechat-openid': ['The openid does not belong to this access_token or AppID (40003).', 'Use the openid of the same token answer.'],
  'wecom-trusted-ip': ['The server’s IP address is not among the application’s trusted IPs (企业可信IP, 60020); the message names it.', 'Enter that address under 应用管理 > the application > 企业可信IP.'],
  'wecom-domain': ['The host of redirect_uri is not the application’s trusted domain (可信域名, 50001).', 'Enter the domain under 网页授权及JS-SDK > 可信域名 (or 企业微信授权登录 > 授权回调域); a port counts.'],
  'wecom-code': ['The code is wrong, older than five minutes, or was used before (40029).', 'Redeem each code once, with the access_token of the same corporation and application.'],
  'dingtalk-code': ['The temporary code (authCode) is invalid: it has expired or was used before, or belongs to another application or kind of login (old sns_authorize, new oauth2).', 'Redeem it once, at once, at the interface of the same kind of login, with its clientId.'],
  'dingtalk-old': ['The token is not valid for this interface: the application’s and the user’s access token are different, and so are old (oapi) and new (api.dingtalk.com) interfaces.', 'Use the userAccessToken in the header x-acs-dingtalk-access-token for /v1.0/contact/users/me.'],
  'dingtalk-redirect': ['The redirect URI is not among the callback addresses of the DingTalk application.', 'Enter exactly that address under 安全设置 > 重定向URL (登录与分享).'],
  'qq-redirect': ['The redirect URI does not fit the callback address of the QQ app (100010, "redirect uri is illegal").', 'Enter its host and path as 网站回调域 at connect.qq.com, and send exactly that.'],
  'feishu-redirect': ['The redirect URI is not among the app’s redirect URLs (20029): compared exactly.', 'Add it under 安全设置 > 重定向 URL at open.feishu.cn.'],
  'feishu-token-kind': ['The access token is not valid for this interface: user_access_token, tenant_access_token and app_access_token are different, or it has expired (two hours).', 'Send the user_access_token where a user is meant; refresh it.'],
  'alipay-code': ['The code (auth_code) is invalid: used before, expired, or given to another APPID (isv.code-invalid).', 'Redeem auth_code once, at once, with the APPID that asked for it; don’t mix sandbox and production.'],
  'alipay-signature': ['Alipay could not verify the signature (isv.invalid-signature, 验签出错): the private key does not belong to the uploaded public key, or charset, sign_type or the order of parameters differ.', 'Upload the public key (应用公钥) of this very private key, use RSA2 and UTF-8, and sign the sorted parameters as they are sent.'],
  'alipay-permission': ['The application has no right to this interface (isv.insufficient-isv-permissions): the product (获取会员信息) is not added, or the app is not online.', 'Add the product, sign the contract, and put the application online at open.alipay.com.'],
  'baidu-redirect': ['The redirect URI is not the app’s callback address (授权回调页) at Baidu.', 'Enter it exactly in the security settings of the app.'],
} satisfies Record<string, Remedy>
