import type { Failure } from '../../../codes/failure.ts'
import { unanswered } from '../../notebook.ts'
import type { Exchange, Outcome } from '../../verdict.ts'
import { openid } from '../clauses.ts'
import type { Examinee } from '../examinee.ts'
import type { UnsoundCheck } from '../grants.ts'
import { membersOfTokensOnce } from '../members-once.ts'
import { fail, open, pass, refusedUnbroken, sight, together, weak } from '../outcomes.ts'
import type { ProviderProbe } from '../probe.ts'
import { isPassing } from '../../../codes/obstacle.ts'

/** Seconds for which an ID token is good at most: it says that somebody has just signed in. */
const longest = 24 * 3600

/** The ID token passes the checks of a login, its signature among them, and does not live long. */
export const idTokenSane: ProviderProbe = {
  id: 'C32', name: 'id-token-sane', severity: 'high', suites: ['oidc', 'fapi2'], session: 'browser', requests: 3,
  clauses: [openid('Core 1.0', '2'), openid('Core 1.0', '3.1.3.7')],
  needs: ({ started }) =>
    !started?.wantsIdentity ? 'not-openid' : started.verifiable ? undefined : 'no-provider-metadata',
  examine: async (examinee) => {
    const { isAccepted, answer, tokens, failure, unsound, exchange } = (await examinee.controls.tokens()).redeemed
    if (!isAccepted) return open('control-failed', refusedUnbroken(exchange))
    const wrong = ofIdToken(unsound)
    if (wrong.length > 0) return fail(...wrong.map(fact => ({ fact, exchange, subject: undefined })))
    if (failure) return unverified(examinee, failure)
    const { exp, iat } = tokens?.claims ?? {}
    const seconds = (exp ?? 0) - (iat ?? 0)
    return together(judgeLife(seconds, exchange), membersOfTokensOnce(answer?.body ?? '', exchange))
  },
}

function judgeLife(seconds: number, exchange: Exchange | undefined): Outcome {
  if (seconds <= longest) return pass()
  return seconds > longest * 30
    ? fail(sight('lives-long', { seconds }, exchange))
    : weak(sight('lives-long', { seconds }, exchange))
}

/** What is wrong with the ID token; one that is missing has nothing else to be judged. */
function ofIdToken(unsound: readonly UnsoundCheck[]): UnsoundCheck[] {
  const missing = unsound.filter(({ event }) => event.name === 'id-token-present')
  return missing.length > 0 ? missing : unsound.filter(({ event }) => event.name.startsWith('id-token-'))
}

/** No check could be made of it: where the keys can't be had now, nobody can say what is wrong. */
function unverified({ notebook }: Examinee, failure: Failure): Outcome {
  const evidence = {
    fact: { kind: 'failure' as const, failure: notebook.mask(failure) }, exchange: notebook.about(failure),
    subject: undefined,
  }
  const isForNow = unanswered.includes(failure.code) || isPassing(Number(failure.details['status']))
  return isForNow ? open('server-error', evidence) : fail(evidence)
}
