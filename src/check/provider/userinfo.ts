import type { WireResponse } from '../../wire.ts'
import type { Exchange, Outcome } from '../verdict.ts'
import { isBroken, isRedirect } from './answered.ts'
import type { Examinee } from './examinee.ts'
import { open, pass, sight, unavailable, weak } from './outcomes.ts'
import { isRefused } from './safe-addresses.ts'
import { membersOf } from './takings.ts'

/** What the userinfo endpoint said. */
export interface UserinfoAnswer { answer: WireResponse, exchange: Exchange | undefined }

/** Whether there is a userinfo endpoint that may be asked. */
export function hasUserinfo(examinee: Examinee): boolean {
  return examinee.server.userinfo_endpoint !== undefined && !isRefused(examinee, 'userinfo_endpoint')
}

/** Asks the userinfo endpoint as no step does: with these fields alone, and with this behind its address. */
export async function askUserinfo(
  { server, send, seen }: Examinee, headers: Record<string, string>, query = '',
): Promise<UserinfoAnswer> {
  const answer = await send({
    purpose: 'userinfo', method: 'GET', url: `${server.userinfo_endpoint ?? ''}${query}`,
    headers: { accept: 'application/json', ...headers },
  })
  return { answer, exchange: seen() }
}

/** What an answer makes of the token: `page` may be anything, `broken` says that the fault is the server's own. */
export type Opening = 'opened' | 'refused' | 'page' | 'broken'

/**
 * Whether userinfo opened. Some refuse with status 200 and an error; claims come as JSON, or as a JWT (OpenID Connect
 * Core 1.0, section 5.3.2).
 */
export function openingOf(answer: WireResponse): Opening {
  const { status, body } = answer
  if (isBroken(answer)) return 'broken'
  if (isRedirect(answer)) return 'page'
  if (status < 200 || status > 299) return 'refused'
  const members = membersOf(body)
  if (Object.keys(members).length > 0)
    return typeof members['error'] === 'string' && members['sub'] === undefined ? 'refused' : 'opened'
  return /^[\w-]+(?:\.[\w-]*){2,4}$/.test(body.trim()) ? 'opened' : 'page'
}

/** Judges whether an access token has ended, as it should have; it may live on where it is looked up nowhere. */
export async function judgeEnded(examinee: Examinee, accessToken: string): Promise<Outcome> {
  if (!hasUserinfo(examinee)) return pass()
  const { answer, exchange } = await askUserinfo(examinee, { authorization: `Bearer ${accessToken}` })
  return judgeUnopened(answer, exchange) ?? (openingOf(answer) === 'opened'
    ? weak(sight('token-lives', {}, exchange))
    : pass())
}

/** Where nobody can say what was made of a token. */
export function judgeUnopened(answer: WireResponse, exchange: Exchange | undefined): Outcome | undefined {
  const opening = openingOf(answer)
  if (opening === 'broken') return unavailable({ answer, exchange })
  if (opening !== 'page') return undefined
  return open('unclear', sight(isRedirect(answer) ? 'no-refusal' : 'page-shown', { status: answer.status }, exchange))
}
