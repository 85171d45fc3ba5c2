import type { FailureDetails } from '../../codes/failure.ts'
import type { FailureProse } from '../catalogue.ts'
import { advice, login, signIn } from '../again.ts'
import { command } from '../../text/shell.ts'
import { advise, text } from '../text.ts'

/** Why a session can’t be refreshed, and what its token lacks. */
export function enNotRefreshable(d: FailureDetails): FailureProse {
  const prose = advise(d, {}, { message: `The session of profile "${text(d['profile'])}" can’t be refreshed${ending(d)}`, cause: d['preset'] ? 'The provider gave no refresh token. Its preset tells when it does.' : 'The provider gave no refresh token. Many providers give one only where the scope offline_access was asked for, and to a client that may have one (Keycloak: “Use refresh tokens”).', next: d['preset'] ? [command`oauth-walk provider show ${d['preset']}`, signIn] : login`--scope ${[...Array.isArray(d['scope']) ? d['scope'].map(text) : ['openid'], 'offline_access'].join(' ')} --prompt consent` })
  const isShort = d['ends_in'] !== undefined && d['flag'] !== undefined
  return isShort ? { ...prose, next: [advice`Add ${d['flag']} 0s to take the token for the time that is left`, ...[prose.next].flat()] } : prose
}

function ending({ ends_in: seconds, least, token, flag }: FailureDetails): string {
  if (seconds === undefined) return ''
  const what = token === 'id_token' ? 'ID token' : 'access token'
  return `, and its ${what} ends in ${text(seconds)} s: less than the ${text(least)} s that ${flag === undefined ? 'it must still live' : `are wanted (${text(flag)})`}`
}
