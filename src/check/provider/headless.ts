import type { Evidence, Outcome } from '../verdict.ts'
import { mayLeadTo } from './acting-pages.ts'
import type { Asked, Asking } from './ask.ts'
import { judgeByBrowser } from './by-browser.ts'
import { isAnswered, isTaken } from './controls.ts'
import type { Examinee } from './examinee.ts'
import { fail, open, pass, sight, unavailable, weak } from './outcomes.ts'
import { tellsOfError } from './page-targets.ts'
import { isStrange, strangeHost } from './strange.ts'

/** An address without what may be secret in it. */
export function placeOnly(location: string): string {
  return location.split(/[?#]/, 1)[0] ?? ''
}

/**
 * The same of an address to which the answer to a request was sent: with what the redirect URI of that request had in
 * its query or fragment.
 */
function placeAsked(location: string, redirectUri: string): string {
  return `${placeOnly(location)}${/[?#].*$/s.exec(redirectUri)?.[0] ?? ''}`
}

/**
 * Judges what became of an authorization request with a redirect URI that is not registered (RFC 6749, section
 * 4.1.2.1): it is refused where the browser is not sent there, and an error is shown. A page shows that only where the
 * provider answers the right one before its login page.
 */
export async function judgeRedirect({ controls }: Examinee, asked: Asked): Promise<Outcome> {
  const { kind, location = '', answer, exchange } = asked
  if (kind === 'code' || kind === 'error')
    return fail(sight('sent-to', { to: placeAsked(location, asked.redirectUri) }, exchange))
  if (kind === 'unavailable') return unavailable(asked)
  if (isStrange(location))
    return fail(sight('sent-to', { to: placeOnly(location) }, exchange))
  // A script of an error page goes where it likes too.
  if (kind === 'refused')
    return mayLeadTo(asked.redirectUri, answer)
      ? open('unclear', sight('page-shown', { status: answer.status }, exchange))
      : pass()
  if (kind === 'sent-back') return weak(sight('sent-to', { to: placeOnly(location) }, exchange))
  return judgeInstead(asked, asked.redirectUri, isAnswered(await controls.usual()))
}

/**
 * Judges a page, or a redirect to one of the provider's own, in place of an answer. Where the right request is answered
 * it refuses, whatever its status, if it says so, and may not lead to the address that is not to be reached. Anything
 * else may be one more step on the way in.
 */
export function judgeInstead(asked: Asked, forbidden: string, isUsualAnswered: boolean): Outcome {
  const { kind, location, answer, exchange } = asked
  if (!isUsualAnswered) return open('sign-in-first', seenInstead(asked))
  if (kind === 'sent-on') return namesError(location) ? pass() : open('unclear', seenInstead(asked))
  return tellsOfError(answer) && !mayLeadTo(forbidden, answer)
    ? weak(sight('status-otherwise', { status: answer.status, expected: 400 }, exchange))
    : open('unclear', seenInstead(asked))
}

/** What came in place of an answer, by which nobody can say what became of the request. */
export function seenInstead({ kind, location = '', answer: { status }, exchange }: Asked): Evidence {
  return kind === 'sent-on'
    ? sight('sent-on', { to: placeOnly(location) }, exchange)
    : sight('page-shown', { status }, exchange)
}

/** A redirect to a page of errors says so in its address. */
function namesError(location = ''): boolean {
  return /error/i.test(location)
}

/**
 * Asks for something that must be refused with one of these errors. Where a scope that there is not keeps a provider
 * without OpenID from showing its page, its error would be about that: there the page is let come. Whatever a page
 * leaves open is asked once more by who signs in; where that brings nothing either, the page is what was seen.
 */
export async function judgeRequest(examinee: Examinee, asking: Asking, expected: readonly string[]): Promise<Outcome> {
  const asked = await examinee.ask({ ...asking, mayShowPage: !isOpenid(examinee) })
  const outcome = await judgeRefused(examinee, asked, expected)
  if (!examinee.browser || !isStep(asked) || outcome.verdict !== 'INCONCLUSIVE') return outcome
  const further = await judgeByBrowser(examinee, asking, expected)
  return further.verdict === 'INCONCLUSIVE' && outcome.reason === 'unclear' ? outcome : further
}

/** What may be a step on the way in, and leads to no foreign address. */
function isStep({ kind, answer }: Asked): boolean {
  return kind === 'sent-on' || (kind === 'page' && !mayLeadTo(strangeHost, answer))
}

/** Whether this client signs in with OpenID Connect. */
export function isOpenid({ started }: Pick<Examinee, 'started'>): boolean {
  return started?.scope.includes('openid') ?? false
}

/**
 * Judges an authorization request that must be refused with one of these errors, on an error page or at the redirect
 * URI. A provider that says that somebody must sign in found nothing wrong with it.
 */
export async function judgeRefused(examinee: Examinee, asked: Asked, expected: readonly string[]): Promise<Outcome> {
  const { kind, error = '', exchange, location = '' } = asked
  if (kind === 'unavailable') return unavailable(asked)
  if (kind === 'code') return fail(granted(asked))
  if (isStrange(location))
    return fail(sight('sent-to', { to: placeOnly(location) }, exchange))
  if ((kind === 'refused' || kind === 'page') && mayLeadTo(strangeHost, asked.answer))
    return open('unclear', sight('page-shown', { status: asked.answer.status }, exchange))
  // What was pushed is refused with a code, in a page there need be none.
  if (kind === 'refused') return error === '' || expected.includes(error) ? pass() : weak(otherwise(asked, expected))
  if (kind === 'error' || kind === 'sent-back') {
    if (expected.includes(error)) return pass()
    return isTaken({ ...asked, kind: 'error' })
      ? fail(sight('went-on', { error }, exchange))
      : weak(otherwise(asked, expected))
  }
  // Without OpenID, the right request shows its page too.
  return judgeInstead(asked, strangeHost, isOpenid(examinee) && isAnswered(await examinee.controls.usual()))
}

/** Tokens weigh more than a code: they need no redeeming. */
function granted({ location = '', response, exchange }: Asked): Evidence {
  const tokens = ['access_token', 'id_token'].filter(name => response.has(name))
  const details = { to: placeOnly(location), ...tokens.length > 0 && { tokens } }
  return sight('code-issued', details, exchange)
}

function otherwise({ error, exchange }: Asked, expected: readonly string[]): Evidence {
  return sight('refused-otherwise', { error, expected: expected.join(', ') }, exchange)
}
