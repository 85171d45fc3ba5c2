import type { enComplaintReadings } from '../en/explain-complaints.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'
import { zhDifference } from './explain-differences.ts'

function values(d: ReadingDetails, has = '令牌里是'): string {
  return [d['expected'] && `期望 ${text(d['expected'])}`, d['actual'] && `${has} ${text(d['actual'])}`].filter(Boolean).join('，')
}

const complaint = (what: string, has?: string) => (d: ReadingDetails) => `${what}${values(d, has) ? `：${values(d, has)}` : ''}（“${text(d['said'])}”）`

/** 关于验证方或库的报错的说法。 */
export const zhComplaintReadings: Record<keyof typeof enComplaintReadings, ReadingSentences> = {
  'complaint-issuer': {
    said: complaint('颁发者不匹配'),
    why: d => `令牌的 iss 与配置的颁发者逐字符比较。${d['difference'] ? zhDifference(d['difference']) : ''}${d['isEntra'] ? 'sts.windows.net 是 Entra 的 v1.0 令牌的颁发者，login.microsoftonline.com/…/v2.0 是 v2.0 的。' : ''}${d['inside'] ? '其中一个是网络内部的名字：授权服务器按被访问时的主机名来写。' : ''}`,
    fix: d => d['isEntra']
      ? '在该 API 的应用注册清单里把 requestedAccessTokenVersion（accessTokenAcceptedVersion）设为 2，或接受 v1.0 的颁发者。'
      : d['inside'] ? '给授权服务器一个公开地址（Keycloak：KC_HOSTNAME），各处都配置这个颁发者。' : '验证方要配置令牌里原样的 iss，包括末尾的斜杠；它就是元数据里的 issuer。',
  },
  'complaint-audience': {
    said: complaint('受众不匹配'),
    why: () => '令牌的 aud 不是验证方。它是给另一个 API 或客户端的（ID 令牌的 aud 是请求它的客户端 ID）：发错了令牌（ID 令牌、Graph 的令牌）、没有请求该受众，或验证方配置了别的值。',
    fix: d => `按 audience、resource 或 scope 请求给该受众${d['expected'] ? `（${text(d['expected'])}）` : ''}的令牌，或按令牌的 aud 配置验证方。`,
  },
  'complaint-expired': {
    said: complaint('令牌已过期'),
    why: () => '按验证方的时钟，exp 已过去：令牌旧了，或时钟不一致。不透明的令牌，如果回答里的 expires_in 为 0、缺失或写错名称，也会被当作过期。',
    fix: () => '在 exp 之前刷新令牌，或重新登录。如果是新的，请核对时钟（NTP）。',
  },
  'complaint-early': {
    said: complaint('令牌来自未来'),
    why: () => 'iat 或 nbf 晚于验证方的时钟：两台机器的时钟不一致，或把本地时间当成了 UTC。',
    fix: () => '用网络时间（NTP）校准两边的时钟，容器和虚拟机会走偏。容许一分钟左右的误差。',
  },
  'complaint-nonce': {
    said: complaint('nonce 不匹配'),
    why: () => 'ID 令牌属于另一次登录，不是客户端记得的那次：两个标签页、后一次请求、丢失的 Cookie 或会话，或缓存的令牌。',
    fix: () => '以 state 为键保存每次登录的 nonce，直到回调；一次只开始一个登录。',
  },
  'complaint-algorithm': {
    said: complaint('签名算法不是期望的'),
    why: () => '客户端期望一种算法（通常是 RS256），而令牌用了另一种：用密钥的 HS256，或 ES256。',
    fix: () => '让两边一致：授权服务器上客户端的设置（id_token_signed_response_alg），或验证方期望的算法。绝不要用公钥去接受 HS256。',
  },
  'complaint-key': {
    said: d => `密钥集里没有令牌的 kid 对应的密钥${d['actual'] ? `（kid ${text(d['actual'])}）` : ''}（“${text(d['said'])}”）`,
    why: () => '这些密钥属于另一个颁发者、realm 或环境；或授权服务器轮换了密钥而缓存的是旧的；或 jwks_uri 访问不到。',
    fix: () => '按令牌颁发者的元数据取 jwks_uri；遇到不认识的 kid，重新取一次密钥。',
  },
  'complaint-signature': {
    said: complaint('签名验证失败'),
    why: () => '密钥与令牌不配：另一个颁发者的密钥、该用公钥却用了密钥（HS256、RS256）、令牌被改或被截断，或是只有 Graph 能验证的令牌。',
    fix: () => '用令牌颁发者的 jwks_uri 里 kid 对应的密钥验证；HS256 用原样的 client_secret（除非授权服务器说明，否则不要做 base64 解码）。',
  },
  'complaint-malformed': {
    said: complaint('发送的不是 JWT'),
    why: () => '签名的 JWT 是用点隔开的三段。不透明的访问令牌、加密的（五段）、空变量、引号或重复的 “Bearer” 都不是。',
    fix: () => '记录令牌的长度和点的个数。不透明的，就请求给该 API 的令牌（Auth0：audience），或让 API 用内省。',
  },
  'complaint-metadata-issuer': {
    said: complaint('元数据里的颁发者与所请求的不匹配', '元数据里是'),
    why: d => `两者必须逐字符一致。${d['difference'] ? zhDifference(d['difference']) : '多为末尾的斜杠、http 与 https，或内部主机名。'}`,
    fix: d => d['inside'] ? '告诉服务器它的公开地址（Keycloak：KC_HOSTNAME），各处都用它访问。' : '客户端要配置元数据里原样的 issuer。',
  },
  'complaint-callback-issuer': {
    said: complaint('回调里的 iss 与客户端配置的颁发者不匹配，或者没有配置颁发者'),
    why: () => '回调用 iss 指明授权服务器，以免两家的响应混淆。客户端配置了另一个颁发者、没有配置，或响应来自另一家。授权服务器会在客户端没有改动时开始发送 iss（RFC 9207），GitHub 就是这样。',
    fix: () => '按元数据原样配置颁发者，包括末尾的斜杠（GitHub：https://github.com/login/oauth）。有多家授权服务器时，记住每个 state 属于哪一家。',
  },
  'complaint-access-token-hash': {
    said: complaint('at_hash 与访问令牌不匹配'),
    why: () => 'ID 令牌与访问令牌不属于一起，或 at_hash 的算法不对（整个哈希、另一种算法）。',
    fix: () => '两个令牌取自同一个响应。授权服务器按 alg 对应的哈希取左半部分，用 base64url。',
  },
  'complaint-authorized-party': {
    said: complaint('azp 缺失或是另一个客户端'),
    why: () => '受众不止一个时，ID 令牌必须以 azp 指明客户端。',
    fix: () => '让授权服务器只把 client_id 写进 aud，或加上 azp。',
  },
  'complaint-metadata-unreadable': {
    said: complaint('元数据读不到'),
    why: () => '验证方取不到元数据或密钥：颁发者地址不对、没有网络或代理、证书不受信任，或该用 https 却用了 http。',
    fix: () => '在那台机器上打开颁发者加 /.well-known/openid-configuration（curl -v），修好域名、TLS 或代理。',
  },
  'complaint-claim-missing': {
    said: d => `令牌缺少必需的声明：${text(d['actual'] || d['expected'])}（“${text(d['said'])}”）`,
    why: () => '验证方要求它：令牌是另一种（把访问令牌当 ID 令牌），或授权服务器没有写。',
    fix: () => '确认它是 ID 令牌，并让授权服务器加上该声明。',
  },
  'complaint-subject': {
    said: complaint('userinfo 的 sub 与 ID 令牌的不匹配'),
    why: () => '两者必须相同：否则访问令牌不属于这次登录，或授权服务器用两种方式标识用户。',
    fix: () => '让授权服务器在两处给出同一个 sub（同一形式、同一种主体类型），并使用同一响应里的访问令牌。',
  },
  'token-opaque': {
    said: d => `访问令牌是不透明的：不是 JWT（${text(d['length'])} 个字符）`,
    why: () => '只有授权服务器能读。要 JWT 的 API 找不到三段，就报格式错误。',
    fix: d => d['provider'] === 'auth0'
      ? '授权请求加上 audience=API_IDENTIFIER：没有 audience，Auth0 给的是用于 /userinfo 的不透明令牌。'
      : d['provider'] === 'google' ? 'Google 的访问令牌是不透明的：调用它的 tokeninfo 或 userinfo 端点；要登录自己的服务器就发送 ID 令牌。' : '请求给该 API 的令牌（audience 或 resource），或让 API 用内省（RFC 7662）。',
  },
}
