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
  if (!isAnswered(await controls.usual())) return open('sign-in-first', sight('went-on', {}, exchange))
  // What is not the answer to the right request may be an error, or one more step on the way there.
  if (kind === 'sent-on') return /error/i.test(location) ? pass() : open('unclear', insteadOf(asked))
  return tellsOfError(answer) && !mayLeadTo(asked.redirectUri, answer)
    ? weak(sight('status-otherwise', { status: answer.status, expected: 400 }, exchange))
    : open('unclear', sight('page-shown', { status: answer.status }, exchange))
}

/**
 * Asks for something that must be refused with one of these errors. Where a scope that there is not keeps a provider
 * without OpenID from showing its page, its error would be about that: there the page is let come. Whatever a page
 * leaves open is asked once more by who signs in.
 */
export async function judgeRequest(examinee: Examinee, asking: Asking, expected: readonly string[]): Promise<Outcome> {
  const asked = await examinee.ask({ ...asking, mayShowPage: !isOpenid(examinee) })
  const outcome = await judgeRefused(examinee, asked, expected)
  const isLeftOpen = outcome.reason === 'sign-in-first'
    || (outcome.reason === 'unclear' && !mayLeadTo(strangeHost, asked.answer))
  return isLeftOpen && examinee.browser ? judgeByBrowser(examinee, asking, expected) : outcome
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
  if (kind === 'code')
    return fail(sight('code-issued', { what: whatCame(asked.response), to: placeOnly(location) }, exchange))
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
  if (!isAnswered(await examinee.controls.usual()) || !isOpenid(examinee))
    return open('sign-in-first', sight('went-on', {}, exchange))
  // What comes in place of the answer that the right request gets may be an error page, or one more step on the way.
  const { status } = asked.answer
  if (kind === 'sent-on' ? /error/i.test(location) : tellsOfError(asked.answer))
    return weak(sight('status-otherwise', { status, expected: 400 }, exchange))
  return open('unclear', insteadOf(asked))
}

/** What came in place of an answer, and says neither yes nor no. */
function insteadOf({ kind, location = '', answer: { status }, exchange }: Asked): Evidence {
  return kind === 'sent-on'
    ? sight('sent-to', { to: placeOnly(location) }, exchange)
    : sight('page-shown', { status }, exchange)
}

/** A token may come without a code (RFC 6749, section 4.2.2). */
function whatCame(response: URLSearchParams): string | undefined {
  return response.has('code') ? undefined : ['access_token', 'id_token'].find(name => response.has(name))
}

function otherwise({ error, exchange }: Asked, expected: readonly string[]): Evidence {
  return sight('refused-otherwise', { error, expected: expected.join(', ') }, exchange)
}
