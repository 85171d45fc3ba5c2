import type { FailureDetails } from '../../codes/failure.ts'
import type { FailureProse } from '../catalogue.ts'
import { advice, login, signIn } from '../again.ts'
import { command } from '../../text/shell.ts'
import { text } from '../chinese-text.ts'
import { advise } from '../text.ts'

/** 会话为什么无法刷新，以及令牌还差什么。 */
export function zhNotRefreshable(d: FailureDetails): FailureProse {
  const prose = advise(d, {}, { message: `配置“${text(d['profile'])}”的会话无法刷新${ending(d)}`, cause: d['preset'] ? '授权服务器没有给刷新令牌。什么时候会给，见它的预设。' : '授权服务器没有给刷新令牌。许多服务器只在请求了 offline_access、而且客户端启用了刷新令牌（Keycloak：“Use refresh tokens”）时才给。', next: d['preset'] ? [command`oauth-walk provider show ${d['preset']}`, signIn] : login`--scope ${[...Array.isArray(d['scope']) ? d['scope'].map(text) : ['openid'], 'offline_access'].join(' ')} --prompt consent` })
  const isShort = d['ends_in'] !== undefined && d['flag'] !== undefined
  return isShort ? { ...prose, next: [advice`如果剩下的时间够用，请加上 ${d['flag']} 0s`, ...[prose.next].flat()] } : prose
}

function ending({ ends_in: seconds, least, token, flag }: FailureDetails): string {
  if (seconds === undefined) return ''
  const what = token === 'id_token' ? 'ID 令牌' : '访问令牌'
  return `，而它的${what} ${text(seconds)} 秒后到期，不足所要求的 ${text(least)} 秒${flag === undefined ? '' : `（${text(flag)}）`}`
}
