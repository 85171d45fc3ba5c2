import type { SightCode } from '../../../codes/exam.ts'
import type { Evidence, Exchange, Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import { isAnswered } from '../controls.ts'
import { readingsOf } from '../documents.ts'
import type { Examinee } from '../examinee.ts'
import { seenInstead } from '../headless.ts'
import { isPublished, publishedMember, showValue, type Reading } from '../metadata.ts'
import { fail, open, pass, sight, sightOf, skip, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

const promise = 'authorization_response_iss_parameter_supported'

/**
 * Each authorization response names the issuer, errors too: a client of several providers knows whose answer it got.
 */
export const issSent: ProviderProbe = {
  id: 'C04', name: 'iss-sent', severity: 'medium', suites: ['bcp', 'fapi2'], session: 'none', passive: true,
  readsAnswer: true, requests: 1,
  clauses: [rfc(9207, '2'), rfc(9207, '3'), rfc(9700, '4.4.2.1')],
  examine: async (examinee) => {
    const { readings, unread } = await readingsOf(examinee)
    const isPromised = readings.some(({ server }) => server[promise] === true)
    return together(...readings.map(judgePromise), ...await judgeAnswers(examinee, isPromised), ...unread)
  },
}

function judgePromise(reading: Reading): Outcome {
  const { server, exchange } = reading
  if (server[promise] === true) return pass()
  if (exchange === undefined) return skip('no-provider-metadata')
  const value = publishedMember(reading, promise)
  return weak(value === undefined
    ? sight('member-missing', { member: promise }, exchange)
    : sight('member-differs', { member: promise, actual: showValue(value), expected: 'true' }, exchange))
}

/** An error for which nobody signs in, and a code where somebody does. */
async function judgeAnswers(examinee: Examinee, isPromised: boolean): Promise<Outcome[]> {
  const { started, isOperated, controls, browser } = examinee
  if (!started || !isOperated) return []
  const asked = await controls.usual()
  const error = isAnswered(asked) ? judge(examinee, asked.response, asked.exchange, isPromised) : undefined
  // What was seen stands, whether or not somebody can sign in.
  if (error?.verdict === 'FAIL') return [error]
  if (!browser) return error ? [error] : isPromised ? [open('sign-in-first', seenInstead(asked))] : []
  const { authorized } = await controls.tokens()
  return [...error ? [error] : [], judge(examinee, authorized.response, authorized.opened, isPromised)]
}

function judge(
  examinee: Examinee, response: URLSearchParams, asked: Exchange | string | undefined, isPromised: boolean,
): Outcome {
  const [actual, ...others] = response.getAll('iss')
  const see = (code: SightCode, details: Record<string, unknown>) =>
    typeof asked === 'string' ? sightOf(asked, code, details) : sight(code, details, asked)
  // A signed answer names its issuer itself (JARM, section 2.1).
  if (response.has('response')) return pass()
  if (actual === undefined) return judgeMissing(examinee, see('parameter-missing', { parameter: 'iss' }), isPromised)
  // One client takes the first of them, and another the last (RFC 6749, section 3.1).
  if (others.length > 0) return fail(see('parameter-repeated', { parameter: 'iss' }))
  if (actual !== examinee.issuer)
    return fail(see('member-differs', { member: 'iss', actual, expected: examinee.issuer }))
  return isPromised || !isPublished(examinee) ? pass() : weak(see('parameter-unexpected', { parameter: 'iss' }))
}

/** Without metadata, what comes is all that there is to go by. */
function judgeMissing(examinee: Examinee, seen: Evidence, isPromised: boolean): Outcome {
  if (isPromised) return fail(seen)
  return isPublished(examinee) ? pass() : weak(seen)
}
