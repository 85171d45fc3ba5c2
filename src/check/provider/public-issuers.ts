import { parseAddress } from '../../addresses/loopback.ts'

/**
 * Hosts of providers that serve everybody, those of the presets among them: nobody who runs this program operates one
 * of them. A name stands for those under it as well.
 */
const hosts = [
  'accounts.google.com', 'oauth2.googleapis.com', 'googleapis.com', 'login.live.com', 'github.com', 'gitlab.com',
  'bitbucket.org', 'appleid.apple.com',
  'facebook.com', 'slack.com', 'discord.com', 'twitter.com', 'x.com', 'linkedin.com', 'dropbox.com',
  'login.salesforce.com', 'test.salesforce.com', 'api.amazon.com', 'amazon.com',
  'login.yahoo.com', 'paypal.com', 'twitch.tv', 'zoom.us', 'reddit.com', 'spotify.com', 'notion.com', 'figma.com',
  'atlassian.com', 'line.me', 'kakao.com', 'naver.com',
  'weixin.qq.com', 'graph.qq.com', 'alipay.com', 'feishu.cn', 'larksuite.com', 'dingtalk.com', 'weibo.com', 'gitee.com',
  'douyin.com', 'baidu.com', 'huggingface.co', 'orcid.org',
  'accounts.huawei.com', 'cloud.huawei.com', 'tiktok.com', 'tiktokapis.com', 'hubspot.com', 'hubapi.com',
  'account.xiaomi.com', 'zhihu.com', 'jd.com',
  'dropboxapi.com', 'discordapp.com', 'graph.microsoft.com', 'alipaydev.com',
]

/** Where one host serves many, some paths are for all of them. */
const shared = [
  /^https:\/\/login\.(?:(?:partner\.)?microsoftonline\.(?:com|us|cn)|windows\.net)\.?(?::443)?\/(?:common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)(?:\/|$)/i,
]

/** Endpoints that get messages that are broken on purpose. */
const asked = [
  'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'revocation_endpoint', 'introspection_endpoint',
  'pushed_authorization_request_endpoint',
  'end_session_endpoint',
]

/**
 * Tells whether broken messages would go to a public provider: as the issuer, or by endpoints that are named by hand or
 * in somebody's metadata.
 */
export function reachesPublic(issuer: string, server: Readonly<Record<string, unknown>>): boolean {
  return [issuer, ...asked.map(name => server[name])].some(address =>
    typeof address === 'string' && isPublicIssuer(address))
}

/**
 * Tells whether an issuer is a public one for many tenants, which gets passive probes only, whatever anybody says who
 * operates it.
 */
export function isPublicIssuer(issuer: string): boolean {
  const hostname = parseAddress(issuer)?.hostname.replace(/\.$/, '') ?? ''
  return hosts.some(host => hostname === host || hostname.endsWith(`.${host}`))
    || shared.some(pattern => pattern.test(issuer))
}
