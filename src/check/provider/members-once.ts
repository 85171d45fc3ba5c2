import { repeatedInJwt, repeatedMembers } from '../../protocol/answer/repeated.ts'
import type { Exchange, Outcome } from '../verdict.ts'
import { pass, sight, weak } from './outcomes.ts'
import { membersOf } from './takings.ts'

/** Each object of a document names each of its members once: else two clients may read two documents (RFC 8259, 4). */
export function membersOnce(body: string, exchange: Exchange | undefined): Outcome {
  return judge(repeatedMembers(body), exchange)
}

/** The same of an answer with tokens, and of the ID token in it (RFC 7519, section 4). */
export function membersOfTokensOnce(body: string, exchange: Exchange | undefined): Outcome {
  const { id_token: idToken } = membersOf(body)
  return judge([...repeatedMembers(body), ...typeof idToken === 'string' ? repeatedInJwt(idToken) : []], exchange)
}

function judge(members: readonly string[], exchange: Exchange | undefined): Outcome {
  return members.length === 0 ? pass() : weak(sight('members-repeated', { members }, exchange))
}
