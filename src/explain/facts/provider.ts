import type { Seen, WalkRecord } from '../record.ts'
import { hostOf } from './addresses.ts'

/** Hosts of the providers that have a preset, and what a path adds where one host serves several. */
const hosts: readonly (readonly [preset: string, host: RegExp, path?: RegExp])[] = [
  ['google', /^(?:accounts\.google\.com|oauth2\.googleapis\.com|openidconnect\.googleapis\.com|www\.googleapis\.com)$/],
  ['microsoft', /^(?:login\.microsoftonline\.(?:com|us)|login\.live\.com|login\.windows\.net|sts\.windows\.net|graph\.microsoft\.com|.*\.b2clogin\.com|.*\.ciamlogin\.com)$/],
  ['apple', /^appleid\.apple\.com$/], ['github', /^(?:api\.)?github\.com$/], ['gitlab', /^gitlab\.com$/], ['slack', /^(?:.*\.)?slack\.com$/],
  ['linkedin', /^(?:www|api)\.linkedin\.com$/], ['discord', /^(?:.*\.)?discord(?:app)?\.com$/], ['spotify', /^(?:accounts|api)\.spotify\.com$/],
  ['twitch', /^(?:id|api)\.twitch\.tv$/], ['x', /^(?:.*\.)?(?:twitter|x)\.com$/], ['zoom', /^(?:.*\.)?zoom\.us$/], ['facebook', /^(?:www|graph|m)\.facebook\.com$/],
  ['dropbox', /^(?:www|api)\.dropbox(?:api)?\.com$/], ['notion', /^api\.notion\.com$/], ['hubspot', /^(?:app|api)\.hub(?:spot|api)\.com$/], ['atlassian', /^(?:auth|api)\.atlassian\.com$/],
  ['bitbucket', /^bitbucket\.org$/], ['reddit', /^(?:www|oauth)\.reddit\.com$/], ['yahoo', /^api\.login\.yahoo\.com$/], ['salesforce', /^(?:login|test)\.salesforce\.com$|\.(?:my|sandbox\.my)\.salesforce\.com$/],
  ['auth0', /\.auth0\.com$/], ['okta', /\.okta(?:preview|-emea)?\.com$/], ['cognito', /\.amazoncognito\.com$|^cognito-idp\./], ['line', /^(?:access|api)\.line\.me$/],
  ['wechat-web', /^open\.weixin\.qq\.com$/, /\/qrconnect/], ['wechat-mp', /^open\.weixin\.qq\.com$/], ['wechat-web', /^api\.weixin\.qq\.com$/],
  ['wecom', /^(?:qyapi|open\.work|login\.work)\.weixin\.qq\.com$/], ['qq', /^graph\.qq\.com$/], ['weibo', /^api\.weibo\.com$/], ['alipay', /\.alipay(?:dev)?\.com$/],
  ['dingtalk', /^(?:login|api|oapi)\.dingtalk\.com$/], ['feishu', /\.feishu\.cn$/], ['lark', /\.larksuite\.com$/], ['douyin', /^open\.douyin\.com$/], ['xiaomi', /^account\.xiaomi\.com$/],
  ['huawei', /^oauth-login\d*\.cloud\.huawei\.com$/], ['baidu', /^openapi\.baidu\.com$/], ['jd', /^open-oauth\.jd\.com$/], ['zhihu', /^openapi\.zhihu\.com$/], ['gitee', /^gitee\.com$/],
  ['kakao', /^k(?:auth|api)\.kakao\.com$/], ['naver', /^(?:nid|openapi)\.naver\.com$/], ['tiktok', /^(?:www|open)\.tiktok(?:apis)?\.com$/],
]

/** The preset of the provider at this address; undefined where it is none that is known. */
export function providerAt(address: string | undefined): string | undefined {
  const host = hostOf(address)?.replace(/:\d+$/, '')
  if (host === undefined || address === undefined) return undefined
  const known = hosts.find(([, pattern, path]) => pattern.test(host) && (path?.test(address) ?? true))?.[0]
  return known ?? (/\/realms\/[^/]+\/(?:protocol|\.well-known)/.test(address) ? 'keycloak' : undefined)
}

/** The preset of the provider of a message: by its address, or by the issuer that an answer at the callback names. */
export function providerOf({ request }: Seen): string | undefined {
  const issuer = request?.query.find(([name]) => name === 'iss')?.[1]
  return providerAt(request?.url) ?? providerAt(issuer)
}

/** The provider of a whole input: the first that one of its messages, tokens or documents names. */
export function providerIn(record: WalkRecord): string | undefined {
  const addresses = [record.issuer, ...record.metadata.map(({ content }) => content['issuer']), ...record.jwts.map(({ claims }) => claims?.['iss'])]
  for (const seen of record.seen) if (providerOf(seen)) return providerOf(seen)
  return addresses.map(address => typeof address === 'string' ? providerAt(address) : undefined).find(preset => preset !== undefined)
}
