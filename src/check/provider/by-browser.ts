import type { Outcome } from '../verdict.ts'
import { ownUri, type Asking } from './ask.ts'
import type { Examinee } from './examinee.ts'
import { errorIn } from './grants.ts'
import { fail, open, pass, sightOf, weak } from './outcomes.ts'
import type { Broken } from './session.ts'
import { SignInFailed } from './sign-in-failed.ts'

/** Seconds in which a provider that knows the browser has answered; an error page never does. */
const patience = 30

/**
 * Puts the broken request before a provider that first wants a sign-in: in the browser, where somebody has signed in.
 * Raises `SignInFailed`.
 */
export async function judgeByBrowser(
  examinee: Examinee, { parameters, address, client }: Asking, expected: readonly string[],
): Promise<Outcome> {
  const { session } = examinee
  const broken: Broken = {
    ...parameters && { authorizationRequest: parameters }, ...address && { authorizationAddress: address },
  }
  await session.signIn()
  try {
    const { redirected, opened } = await session.authorize({ broken, client, waitSeconds: patience })
    return fail(sightOf(opened, 'code-issued', { to: redirected.redirectUri }))
  } catch (error) {
    if (error instanceof SignInFailed) return judgeFailure(examinee, error, expected)
    throw error
  }
}

function judgeFailure(examinee: Examinee, { failure, opened }: SignInFailed, expected: readonly string[]): Outcome {
  const { ignored = [] } = failure.details as { ignored?: { reason?: unknown, error?: unknown }[] }
  // What came with a state that was not asked for last was answered all the same.
  if (ignored.some(({ reason }) => reason === 'wrong-state'))
    return fail(sightOf(opened, 'code-issued', { to: ownUri(examinee) }))
  const said = ignored.map(({ error }) => error).find(one => typeof one === 'string')
  const error = errorIn(failure) ?? (typeof said === 'string' ? said : undefined)
  if (error === undefined)
    return open('unclear', {
      fact: { kind: 'failure', failure: examinee.notebook.mask(failure) }, exchange: undefined, opened,
      subject: undefined,
    })
  return expected.includes(error)
    ? pass()
    : weak(sightOf(opened, 'refused-otherwise', { error, expected: expected.join(', ') }))
}
