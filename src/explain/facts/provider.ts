import type { Seen, WalkRecord } from '../record.ts'
import { hostOf } from './addresses.ts'
import { addressOf } from './messages.ts'

/** Hosts of the providers that have a preset; `.x` stands for `x` and all that is below it. */
const hosts: Readonly<Record<string, readonly string[]>> = {
  google: ['accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com', 'www.googleapis.com'],
  microsoft: [
    'login.microsoftonline.com', 'login.microsoftonline.us', 'login.live.com', 'login.windows.net', 'sts.windows.net',
    'graph.microsoft.com',
    '.b2clogin.com', '.ciamlogin.com',
  ],
  apple: ['appleid.apple.com'], github: ['api.github.com', 'github.com'], gitlab: ['gitlab.com'], slack: ['.slack.com'],
  linkedin: ['www.linkedin.com', 'api.linkedin.com'], discord: ['.discord.com', '.discordapp.com'],
  spotify: ['accounts.spotify.com', 'api.spotify.com'],
  twitch: ['id.twitch.tv', 'api.twitch.tv'], x: ['.twitter.com', '.x.com'], zoom: ['.zoom.us'],
  facebook: ['www.facebook.com', 'graph.facebook.com', 'm.facebook.com'],
  dropbox: ['www.dropbox.com', 'api.dropbox.com', 'www.dropboxapi.com', 'api.dropboxapi.com'],
  notion: ['api.notion.com'],
  hubspot: ['app.hubspot.com', 'api.hubspot.com', 'app.hubapi.com', 'api.hubapi.com'],
  atlassian: ['auth.atlassian.com', 'api.atlassian.com'],
  bitbucket: ['bitbucket.org'], reddit: ['www.reddit.com', 'oauth.reddit.com'], yahoo: ['api.login.yahoo.com'],
  salesforce: ['login.salesforce.com', 'test.salesforce.com', '.my.salesforce.com'], auth0: ['.auth0.com'],
  okta: ['.okta.com', '.oktapreview.com', '.okta-emea.com'], cognito: ['.amazoncognito.com'],
  line: ['access.line.me', 'api.line.me'],
  'wechat-mp': ['open.weixin.qq.com'], 'wechat-web': ['api.weixin.qq.com'],
  wecom: ['qyapi.weixin.qq.com', 'open.work.weixin.qq.com', 'login.work.weixin.qq.com'],
  qq: ['graph.qq.com'], weibo: ['api.weibo.com'], alipay: ['.alipay.com', '.alipaydev.com'],
  dingtalk: ['login.dingtalk.com', 'api.dingtalk.com', 'oapi.dingtalk.com'], feishu: ['.feishu.cn'],
  lark: ['.larksuite.com'],
  douyin: ['open.douyin.com'], xiaomi: ['account.xiaomi.com'], huawei: ['.cloud.huawei.com'],
  baidu: ['openapi.baidu.com'],
  jd: ['open-oauth.jd.com'], zhihu: ['openapi.zhihu.com'], gitee: ['gitee.com'],
  kakao: ['kauth.kakao.com', 'kapi.kakao.com'],
  naver: ['nid.naver.com', 'openapi.naver.com'],
  tiktok: ['www.tiktok.com', 'open.tiktok.com', 'www.tiktokapis.com', 'open.tiktokapis.com'],
}
const presets = new Map(Object.entries(hosts).flatMap(([preset, names]) => names.map(name => [name, preset] as const)))

/** Where one host serves several providers, or many hosts one, the address tells. */
const byAddress: readonly (readonly [preset: string, address: RegExp])[] = [
  ['wechat-web', /^https?:\/\/open\.weixin\.qq\.com\/.*\/qrconnect/], ['cognito', /^https?:\/\/cognito-idp\./],
  ['keycloak', /\/realms\/[^/]+\/(?:protocol|\.well-known)/],
]

/** The preset of the provider at this address; undefined where it is none that is known. */
export function providerAt(address: string | undefined): string | undefined {
  const host = hostOf(address)?.replace(/:\d+$/, '')
  if (host === undefined || address === undefined) return undefined
  const known = presetOf(host)
  return byAddress.find(([preset, pattern]) => preset !== known && pattern.test(address))?.[0] ?? known
}

/** No host has more characters (RFC 1035, section 2.3.4). */
const longestHost = 253

/** By the whole name, then by each domain above it. */
function presetOf(host: string): string | undefined {
  if (host.length > longestHost) return undefined
  const whole = presets.get(host) ?? presets.get(`.${host}`)
  for (let dot = host.indexOf('.'); whole === undefined && dot !== -1; dot = host.indexOf('.', dot + 1)) {
    const preset = presets.get(host.slice(dot))
    if (preset !== undefined) return preset
  }
  return whole
}

/** The preset of the provider of a message: by its address, or by the issuer that an answer at the callback names. */
export function providerOf({ request }: Seen): string | undefined {
  const issuer = request?.query.find(([name]) => name === 'iss')?.[1]
  const address = addressOf(request)
  return providerAt(address?.startsWith('//') ? `https:${address}` : address) ?? providerAt(issuer)
}

/** The provider of a whole input: the first that one of its messages, tokens or documents names. */
export function providerIn(record: WalkRecord): string | undefined {
  const addresses = [
    record.issuer, ...record.metadata.map(({ content }) => content['issuer']),
    ...record.jwts.map(({ claims }) => claims?.['iss']),
  ]
  for (const seen of record.seen) if (providerOf(seen)) return providerOf(seen)
  return addresses.map(address => typeof address === 'string' ? providerAt(address) : undefined).find(preset =>
    preset !== undefined)
}
