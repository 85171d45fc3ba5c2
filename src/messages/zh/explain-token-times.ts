import type { enTokenTimeReadings } from '../en/explain-token-times.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'
import { pick } from '../text.ts'
import { zhTokenKind } from './explain-token-kinds.ts'
import { zhSpan } from './telling.ts'

/** 刷新令牌换不来新的那几种，怎样得到新的。 */
const fixesOfExpired: Record<string, string> = {
  client_assertion: '每个请求都在发送前重新生成断言。',
  assertion: '每个请求都在发送前重新生成断言。',
  request_object: '每次登录都在发送前重新生成请求对象。',
  authorization_response: '重新登录，并立即处理返回的响应。如果它本是新的，请核对时钟（NTP）。',
  refresh_token: '重新登录：刷新换不来新的刷新令牌。如果它本是新的，请核对时钟（NTP）。',
  logout_token: '让授权服务器每次登出都发送新的令牌。如果它本是新的，请核对时钟（NTP）。',
  userinfo: '重新请求 userinfo 端点。如果它本是新的，请核对时钟（NTP）。',
  introspection: '重新请求内省端点。如果它本是新的，请核对时钟（NTP）。',
  sd_jwt: '让签发者重新签发。如果它本是新的，请核对时钟（NTP）。',
}

/** 关于 JWT 的时间的说法。 */
export const zhTokenTimeReadings: Record<keyof typeof enTokenTimeReadings, ReadingSentences> = {
  'time-in-milliseconds': {
    said: d => `令牌的 ${text(d['names'])} 用了毫秒（${text(d['value'])}），应为秒`,
    why: d => `NumericDate 是自 1970 年起的秒数。按秒读，${text(d['value'])} 是公元 ${text(d['year'])} 年：iat 和 nbf 在未来，exp 永远不到。`,
    fix: d => `在生成令牌处把毫秒除以 1000 并去掉小数，这里是 ${text(d['seconds'])}。`,
  },
  'time-not-number': {
    said: d => `令牌的 ${text(d['names'])} 不是数字（${text(d['value'])}）`,
    why: () => 'NumericDate 是表示秒数的 JSON 数字。日期文本或带引号的 "1700000000" 会被拒绝。',
    fix: () => '把时间写成秒数，不加引号。',
  },
  'times-reversed': {
    said: d => d['exp'] === d['iat'] ? `令牌在签发的同一秒就过期：exp 和 iat 都是 ${text(d['iat'])}` : `令牌在签发之前就过期了：exp ${text(d['exp'])}，iat ${text(d['iat'])}`,
    why: () => '它在任何时刻都无效。通常是有效期为零或负数，或者 exp 用了另一种单位或时区。',
    fix: () => '把 exp 算成 iat 加有效期的秒数，都用 UTC。',
  },
  'token-early': {
    said: d => `令牌来自未来：${text(d['claim'])} 是 ${text(d['at'])}，而现在是 ${text(d['now'])}，早了 ${zhSpan(d['by'])}`,
    why: d => `${d['claim'] === 'nbf' ? '它还没有生效（nbf）。' : '验证方拒绝在未来签发的令牌（iat）。'}两台机器的时钟不一致${d['hours'] ? '；差整数个小时，说明某处把本地时间当成了 UTC' : ''}。`,
    fix: d => d['hours'] ? '用 UTC 计算时间，并用网络时间（NTP）校准两边的时钟。' : '用网络时间（NTP）校准两边的时钟；虚拟机和容器暂停后会走偏。验证方可以容许一分钟左右的误差。',
  },
  'token-expired': {
    said: d => `${zhTokenKind(d['kind'])}已过期：exp ${text(d['exp'])}，比 ${text(d['now'])} 早 ${zhSpan(d['ago'])}`,
    why: d => `不会再有验证方接受它${d['lived'] ? `；它的有效期是 ${zhSpan(d['lived'])}` : ''}。如果发送时是新的，就是时钟不一致。`,
    fix: d => pick(fixesOfExpired, d['kind']) ?? '换一个新的：在 exp 之前用刷新令牌刷新，或重新登录。如果它本是新的，请核对时钟（NTP）。',
  },
  'issued-at-missing': {
    said: () => 'ID 令牌没有 iat：不知道是什么时候签发的',
    why: () => 'iat 是必需的。没有它就分不清新旧，客户端会拒绝。',
    fix: () => '让授权服务器写上 iat，单位是从 1970 年起的秒数。',
  },
  'claims-missing': {
    said: d => `${zhTokenKind(d['kind'])}中没有 ${text(d['names'])}`,
    why: () => '这类 JWT 的标准要求必须有。严格校验的一方会拒绝缺少它的令牌。',
    fix: d => `让服务器写上 ${text(d['names'])}。`,
  },
  'id-token-old': {
    said: d => `ID 令牌在返回之前很久就签发了：iat ${text(d['iat'])}，比 ${text(d['at'])} 早 ${zhSpan(d['age'])}`,
    why: () => '每次登录都会带来新的 ID 令牌。旧的令牌说明中间有缓存，或者两台机器的时钟不一致；客户端会拒绝。',
    fix: () => '检查授权服务器和客户端之间是否有缓存，并用网络时间（NTP）校准两边的时钟。',
  },
  'auth-time-missing': {
    said: d => `请求带了 max_age=${text(d['max_age'])}，而 ID 令牌没有写用户何时登录（auth_time）`,
    why: () => '带 max_age 时必须返回 auth_time，否则客户端无法知道用户是不是刚刚登录。',
    fix: () => '让授权服务器写上 auth_time，或在请求中去掉 max_age。',
  },
  'auth-time-old': {
    said: d => `用户在 ${zhSpan(d['age'])}之前登录（auth_time ${text(d['at'])}），而请求带了 max_age=${text(d['max_age'])}`,
    why: () => 'max_age 规定距上次登录最多多少秒。授权服务器没有要求用户重新登录。',
    fix: () => '让授权服务器遵守 max_age。prompt=login 总会要求登录。',
  },
  'expiry-missing': {
    said: d => `${zhTokenKind(d['kind'])}没有 exp：永不过期`,
    why: () => '谁在日志里看到或偷走它，就能永远使用。要求 exp 的验证方会拒绝它。',
    fix: () => '让授权服务器写上 exp，几分钟到一小时之后。',
  },
  'token-long-lived': {
    said: d => `${zhTokenKind(d['kind'])}有效期很长：${zhSpan(d['lives'])}`,
    why: () => '谁持有谁就能用，到期前无法收回。泄露之后的窗口就有这么长。',
    fix: () => '把访问令牌的有效期设为几分钟到一小时，配合轮换的刷新令牌。',
  },
}
