import { attemptsOf } from '../../attempts.ts'
import { isExplained } from '../../causes/explained.ts'
import { findUnsent } from '../../facts/demanded.ts'
import { descriptionOf, errorOf, parameterOf, wantsProofNonce } from '../../parameters.ts'
import { besideLogin } from '../../facts/foreign.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'
import type { Demandable } from '../../how.ts'
import { isStandardCode } from '../refusals/standard-codes.ts'

/**
 * A parameter that the provider misses, by its own words, and that the request does not have as far as it is in the
 * record.
 */
export const readDemanded: Reader = record => answersWithErrors(record).flatMap(([answer, asked]): Reading[] => {
  const name = findUnsent(descriptionOf(answer), asked)
  if (name === undefined || isExplained(record, answer)) return []
  return [
    found(
      'demanded', 'broken', clauses[name] ?? 'RFC 6749 4.1.2.1',
      { parameter: name, how: name, description: descriptionOf(answer).slice(0, 300) }, { in: [answer, asked] },
    ),
  ]
}).slice(0, 1)

const clauses: Partial<Record<Demandable, string>> = {
  nonce: 'OpenID Connect Core 3.2.2.1', code_challenge: 'RFC 7636 4.4.1', code_challenge_method: 'RFC 7636 4.3',
  code_verifier: 'RFC 7636 4.5', client_secret: 'RFC 6749 2.3.1', grant_type: 'RFC 6749 4.1.3', code: 'RFC 6749 4.1.3',
  resource: 'RFC 8707 2',
  refresh_token: 'RFC 6749 6', redirect_uri: 'RFC 6749 3.1.2',
}

/** Each answer with an error, with the request that it answers. */
function answersWithErrors(record: WalkRecord): (readonly [answer: Seen, asked: Seen | undefined])[] {
  const browser = attemptsOf(record).flatMap(({ asked, answers }) => {
    return answers.filter(answer => errorOf(answer) !== undefined).map(answer => [answer, asked] as const)
  })
  const beside = besideLogin(record)
  const direct = record.seen.filter(({ kind, response }) =>
    kind !== 'authorization-response' && response?.members?.['error'] !== undefined)
  // Neither is a parameter asked for where a DPoP proof lacks its nonce, nor where a login begins, nor by others.
    .filter(each => !wantsProofNonce(each) && !beside.has(each))
  return [...browser, ...direct.map(each => [each, each.request ? each : undefined] as const)]
}

/** Errors that the browser brings back. Sentences for each are in the catalogues, as `answered-…`. */
export const answeredErrors = [
  'access_denied', 'invalid_request', 'unauthorized_client', 'unsupported_response_type', 'unsupported_response_mode',
  'invalid_scope', 'server_error', 'temporarily_unavailable', 'login_required', 'interaction_required',
  'consent_required', 'account_selection_required',
  'invalid_request_uri', 'invalid_request_object', 'request_not_supported', 'request_uri_not_supported',
  'registration_not_supported', 'invalid_target', 'invalid_client', 'unmet_authentication_requirements',
  'user_cancelled_login',
] as const

/** What an error at the callback means, where nothing nearer is seen. */
export const readAnswered: Reader = record =>
  attemptsOf(record).flatMap(({ asked, answers }) => answers.flatMap((answer): Reading[] => {
    const error = errorOf(answer)
    const isDemanded = findUnsent(descriptionOf(answer), asked) !== undefined
    if (error === undefined || isDemanded || isExplained(record, answer)) return []
    const details = {
      error, description: descriptionOf(answer).slice(0, 300), scope: (asked && parameterOf(asked, 'scope')) ?? '',
      response_type: (asked && parameterOf(asked, 'response_type')) ?? '',
    }
    const name = nameOf(error, details)
    // A code of another endpoint, or one that only providers have agreed on, means here what it means there.
    if (['answered-otherwise', 'answered-unsaid'].includes(name) && isStandardCode(error)) {
      const told = { ...details, cause: error, status: '', provider: '' }
      return [found('refused-by-standard', 'broken', undefined, told, { in: [answer, asked] })]
    }
    return [found(name, 'broken', 'RFC 6749 4.1.2.1', details, { in: [answer, asked] })]
  })).slice(0, 2)

/** Without the request, or where that names no scopes, there are none to name. */
function nameOf(error: string, { scope, description }: { scope: string, description: string }): string {
  if (error === '') return 'answered-empty'
  if (error === 'invalid_scope' && scope === '') return 'answered-scope-unseen'
  if (error === 'user_cancelled_authorize') return 'answered-user-cancelled-login'
  return (answeredErrors as readonly string[]).includes(error)
    ? `answered-${error.replaceAll('_', '-')}`
    : description === '' ? 'answered-unsaid' : 'answered-otherwise'
}
