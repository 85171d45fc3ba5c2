import type { enLogoutTokenReadings } from '../en/explain-logout-tokens.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'

/** 关于登出令牌的说法。 */
export const zhLogoutTokenReadings: Record<keyof typeof enLogoutTokenReadings, ReadingSentences> = {
  'logout-nonce': {
    said: () => '登出令牌带有 nonce',
    why: () => '那里禁止 nonce，以免有人把登出令牌冒充 ID 令牌。客户端必须拒绝。',
    fix: () => '登出令牌里去掉 nonce；不要用 ID 令牌的声明来拼。',
  },
  'logout-event-missing': {
    said: d => `登出令牌缺少事件${d['given'] ? `：events 是 ${text(d['given'])}` : '：没有 events 声明'}`,
    why: () => '靠这个事件才知道它是登出令牌。没有的会被拒绝。',
    fix: d => `加上 "events": {"${text(d['event'])}": {}}。`,
  },
  'logout-nobody': {
    said: () => '登出令牌既没有 sub 也没有 sid',
    why: () => '不知道结束谁的会话。客户端会拒绝。',
    fix: () => '加上 sid（会话）或 sub（用户），或两者都加。',
  },
  'logout-claims-missing': {
    said: d => `登出令牌缺少声明：${text(d['missing'])}`,
    why: () => 'iss、aud、iat、jti 是必需的，缺少就会被拒绝。',
    fix: () => '补上它们。',
  },
  'logout-audience': {
    said: d => `登出令牌是给另一个客户端的：aud 是 ${text(d['audience'])}，而客户端是 ${text(d['client'])}`,
    why: () => '只有 aud 写着自己的令牌，客户端才会据此结束会话。',
    fix: () => '让授权服务器把该客户端的 client_id 写进 aud。',
  },
  'logout-expiry-missing': {
    said: () => '登出令牌没有 exp',
    why: () => '最终版规范要求它，旧版没有。',
    fix: () => '把 exp 设为 iat 之后两分钟左右。',
  },
}
