import type { Exchange, Outcome } from '../../verdict.ts'
import { rfc } from '../clauses.ts'
import { isAnswered } from '../controls.ts'
import type { Examinee } from '../examinee.ts'
import { isPublished, needsMetadata } from '../metadata.ts'
import { fail, open, pass, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'

const promise = 'authorization_response_iss_parameter_supported'

/** Each authorization response names the issuer, errors too: a client of several providers knows whose answer it got. */
export const issSent: ProviderProbe = {
  id: 'C04', name: 'iss-sent', severity: 'medium', suites: ['bcp', 'fapi2'], session: 'none', passive: true, requests: 1,
  clauses: [rfc(9207, '2'), rfc(9207, '3'), rfc(9700, '4.4.2.1')],
  needs: examinee => examinee.started && examinee.isOperated ? undefined : needsMetadata(examinee),
  examine: async (examinee) => {
    const isPromised = examinee.server[promise] === true
    const promised = isPromised || !isPublished(examinee) ? pass() : weak(sight('member-missing', { member: promise }))
    return together(promised, ...await judgeAnswers(examinee, isPromised))
  },
}

/** An error for which nobody signs in, and a code where somebody does. */
async function judgeAnswers(examinee: Examinee, isPromised: boolean): Promise<Outcome[]> {
  const { started, isOperated, controls, browser } = examinee
  if (!started || !isOperated) return []
  const asked = await controls.usual()
  const error = isAnswered(asked) ? judge(examinee, asked.response, asked.exchange, isPromised) : undefined
  if (!browser) return error ? [error] : isPromised ? [open('sign-in-first')] : []
  return [...error ? [error] : [], judge(examinee, (await controls.tokens()).authorized.response, undefined, isPromised)]
}

function judge({ issuer }: Examinee, response: URLSearchParams, exchange: Exchange | undefined, isPromised: boolean): Outcome {
  const actual = response.get('iss')
  // A signed answer names its issuer itself (JARM, section 2.1).
  if (response.has('response')) return pass()
  if (actual === null) return isPromised ? fail(sight('parameter-missing', { parameter: 'iss' }, exchange)) : pass()
  if (actual !== issuer) return fail(sight('member-differs', { member: 'iss', actual, expected: issuer }, exchange))
  return isPromised ? pass() : weak(sight('parameter-unexpected', { parameter: 'iss' }, exchange))
}
