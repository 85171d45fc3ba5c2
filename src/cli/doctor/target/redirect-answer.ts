import type { Asked } from '../../../check/provider/ask.ts'
import { describeBy } from '../../../codes/described.ts'
import { Failure } from '../../../codes/failure.ts'
import { pageErrors } from '../../../codes/page-errors.ts'
import {
  checkAuthorizationResponse, isSignedResponse, readAuthorizationRefusal, stateMatches,
} from '../../../protocol/authorization-response.ts'
import { holds, type Check } from '../../../protocol/checks.ts'
import type { AuthorizationServer } from '../../../protocol/metadata.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { clean } from '../../../text/printable.ts'
import type { FoundLine } from '../look.ts'
import { refused, refusedByLock } from './refusal.ts'
import type { AtProvider } from './visit.ts'

/** Errors that a login gets too: they are about the client and what it may ask for (RFC 6749, section 4.1.2.1). */
const isLasting: readonly string[] = [
  'invalid_client', 'unauthorized_client', 'unsupported_response_type', 'unsupported_response_mode',
]

/**
 * What a login for this scope would make of an answer at its redirect URI: the state comes first, then step 4's own
 * checks, then the error.
 */
export async function judgeAnswer(
  ground: AtProvider, server: AuthorizationServer, asked: Asked, scope: readonly string[],
): Promise<FoundLine[]> {
  const { response } = asked
  const signed = checkUnwrapped(ground, asked)
  if (signed) return [bad('redirect-uri', failureOf(signed))]
  const checks = [
    ...checkState(ground, asked),
    ...checkAuthorizationResponse(server, response).filter(check => isToHold(check, asked)),
    ...checkMode(ground, asked),
  ]
  const wrong = checks.find(({ ok }) => !ok)
  if (wrong) return [bad('redirect-uri', failureOf(wrong))]
  // It may be anybody's answer: it proves nothing of the redirect URI.
  if (!response.has('state'))
    return [{ part: 'redirect-uri', state: 'note', finding: { code: 'state-missing', details: {} } }]
  const error = readAuthorizationRefusal(response)?.error
  if (error === undefined || isExpected(error, scope.includes('openid')))
    return [good('redirect-uri', 'redirect-accepted', { ...ground.wayBack, answer: clean(error ?? 'code') })]
  if (isLasting.includes(error) || error === 'invalid_scope') return refused(ground, asked, scope)
  const locked = await refusedByLock(ground, asked, scope)
  if (locked.length > 0)
    return [...locked, good('redirect-uri', 'redirect-accepted', { ...ground.wayBack, answer: clean(error, 80) })]
  return [note('redirect-uri', 'redirect-other-error', { ...ground.wayBack, error: clean(error, 80) })]
}

/** Without OpenID, the request asks for a scope that nobody has. */
function isExpected(error: string, isOpenid: boolean): boolean {
  return pageErrors.includes(error) || (!isOpenid && error === 'invalid_scope')
}

/** The state that was sent, once. An error without one is a note: some providers leave it out of errors alone. */
function checkState({ walk: { extensions } }: AtProvider, { response, state }: Asked): Check[] {
  const came = response.get('state')
  const isCode = response.has('code') && !extensions.some(({ stateMayBeMissing }) => stateMayBeMissing)
  if (response.getAll('state').length > 1 || (came === null && !isCode)) return []
  const actual = came === null ? describeBy('missing') : describeBy('characters', came.length)
  const because = { code: came === null ? 'state-left-out' as const : 'state-of-another' as const, facts: [] }
  return [
    holds(
      'state', 'RFC 6749 10.12', describeBy('characters', state.length), actual, stateMatches(state, response), because,
    ),
  ]
}

/**
 * The listener of a login takes the method that it waits for, and what stands behind a `#` never reaches it (OAuth 2.0
 * Multiple Response Type Encoding Practices, section 2.1).
 */
function checkMode({ resolved }: AtProvider, { cameBy }: Asked): Check[] {
  if (cameBy === 'query') return []
  const isWanted = cameBy === 'form_post' && textOf(resolved, 'response-mode')?.startsWith('form_post') === true
  const because = cameBy === 'fragment' ? { code: 'answer-behind-hash' as const, facts: [] } : undefined
  const rule = 'OAuth 2.0 Multiple Response Type Encoding Practices 2.1'
  return [holds('response-mode', rule, 'query', cameBy, isWanted, because)]
}

/** A signed answer that was not asked for stays as it came, and says nothing that a login could read (JARM, 2.3). */
function checkUnwrapped({ resolved }: AtProvider, { response, cameBy }: Asked): Check | undefined {
  const signed = response.get('response') ?? ''
  const isAsked = textOf(resolved, 'response-mode')?.endsWith('jwt') === true
  if (isAsked || response.has('state') || !isSignedResponse(signed)) return undefined
  return holds('response-mode', 'JARM 2.3', 'query', `${cameBy}.jwt`, false, { code: 'answer-signed', facts: [] })
}

/** A provider may promise to name itself and forget that in errors: a login gets a code. */
function isToHold({ name }: Check, { response }: Asked): boolean {
  return name !== 'response-issuer' || response.has('iss') || !response.has('error')
}

function failureOf({ name, expected, actual, rule, because }: Check): Failure {
  return new Failure(name, { expected, actual, rule, ...because && { because } })
}
