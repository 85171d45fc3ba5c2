import { oddSigns } from '../../odd-values.ts'
import type { Outcome } from '../../verdict.ts'
import type { Asked } from '../ask.ts'
import { openid, rfc } from '../clauses.ts'
import { isAnswered } from '../controls.ts'
import type { Examinee } from '../examinee.ts'
import { seenInstead } from '../headless.ts'
import { fail, open, pass, sight, together, unavailable, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { SignInFailed } from '../sign-in-failed.ts'

/** Whatever state is, it comes back as it was sent, in errors and with a code, and stands in no page as markup. */
export const stateEcho: ProviderProbe = {
  id: 'C16', name: 'state-echo', severity: 'high', suites: ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'],
  session: 'headless', requests: 2,
  clauses: [rfc(6749, '4.1.2'), rfc(6749, '4.1.2.1'), openid('Core 1.0', '3.1.2.6')],
  control: 'authorization-request',
  examine: async (examinee) => {
    const state = oddState(examinee)
    const error = judgeError(await examinee.ask({ state }), state)
    if (error.verdict === 'FAIL' || !examinee.browser) return error
    const code = await judgeCode(examinee)
    // With a code, it is seen what a page in place of an error has left open.
    return error.reason === 'sign-in-first' ? code : together(error, code)
  },
}

/** 128 characters, as OpenID's own tests have them, the first ones random. */
function oddState({ walk }: Examinee): string {
  return `${Buffer.from(walk.random(32)).toString('hex')}${oddSigns}`.padEnd(128, 'x')
}

function judgeError(asked: Asked, state: string): Outcome {
  const { kind, answer, exchange, response } = asked
  if (kind === 'unavailable') return unavailable(asked)
  if (answer.body.includes(oddSigns.slice(0, 5)) && /html/i.test(answer.headers['content-type'] ?? ''))
    return fail(sight('reflected', { parameter: 'state' }, exchange))
  if (kind === 'refused')
    return weak(sight('refused-otherwise', { error: answer.status, expected: 'login_required' }, exchange))
  if (!isAnswered(asked)) return open('sign-in-first', seenInstead(asked))
  // A signed answer has its own place for it.
  if (response.has('response')) return pass()
  const [came, ...others] = response.getAll('state')
  if (came === undefined) return fail(sight('parameter-missing', { parameter: 'state' }, exchange))
  if (others.length > 0) return fail(sight('parameter-repeated', { parameter: 'state' }, exchange))
  return came === state ? pass() : fail(sight('parameter-differs', { parameter: 'state' }, exchange))
}

/** A code that comes with another state is nobody's: it is not waited for long. */
async function judgeCode(examinee: Examinee): Promise<Outcome> {
  const { session } = examinee
  // Whoever signs in has all the time of a login for it.
  await session.signIn()
  try {
    await session.authorize({ state: oddState(examinee), waitSeconds: 20 })
    return pass()
  } catch (error) {
    const { ignored } = error instanceof SignInFailed
      ? error.failure.details as { ignored?: { reason?: unknown }[] }
      : {}
    if (ignored?.some(({ reason }) => typeof reason === 'string' && /state/.test(reason)))
      return fail(sight('parameter-differs', { parameter: 'state' }))
    throw error
  }
}
