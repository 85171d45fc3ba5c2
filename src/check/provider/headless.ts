import type { Outcome } from '../verdict.ts'
import type { Asked } from './ask.ts'
import { isAnswered } from './controls.ts'
import type { Examinee } from './examinee.ts'
import { fail, open, pass, sight, weak } from './outcomes.ts'

/** An address without what may be secret in it. */
export function placeOnly(location: string): string {
  return location.split(/[?#]/, 1)[0] ?? ''
}

/** The server did not answer as one that is well does: nothing follows from that. */
export function unavailable({ answer: { status }, exchange }: Asked): Outcome {
  return open('server-error', sight('server-failed', { status }, exchange))
}

/**
 * Judges what became of an authorization request with a redirect URI that is not registered (RFC 6749, section 4.1.2.1): it is refused where the
 * browser is not sent there. That shows only where the provider answers the right one before its login page, or shows an error.
 */
export async function judgeRedirect({ controls }: Examinee, asked: Asked): Promise<Outcome> {
  const { kind, location = '', exchange } = asked
  if (kind === 'code' || kind === 'error') return fail(sight('sent-to', { to: placeOnly(location) }, exchange))
  if (kind === 'unavailable') return unavailable(asked)
  if (kind === 'refused') return pass()
  if (kind === 'sent-back') return weak(sight('sent-to', { to: placeOnly(location) }, exchange))
  return isAnswered(await controls.usual()) ? pass() : open('sign-in-first', sight('went-on', {}, exchange))
}
