import { findRule, type Rule, type Symptom } from '../../providers/doctor/index.ts'
import { standard } from '../../providers/doctor/standard.ts'
import type { FailureCode } from '../../codes/failure.ts'
import type { SeenRefusal } from '../facts/refusals.ts'
import type { Seen } from '../record.ts'
import { authorizationOf, sentAs } from '../facts/messages.ts'
import { showsHeaders, showsParameters } from '../parameters.ts'
import { china } from './china.ts'
import { entra } from './entra.ts'
import { explains, type CauseRule } from './rule.ts'
import { servers } from './servers.ts'
import { western } from './western.ts'

/** Every cause that only `explain` knows. */
export const causeRules: readonly CauseRule[] = [...entra, ...china, ...western, ...servers]

/**
 * The cause of an error: what only `explain` knows, then what our own doctor knows. Undefined where neither knows more
 * than its code.
 */
export function causeOf(refusal: SeenRefusal): string | undefined {
  const cause = causeRules.find(rule => explains(rule, refusal))?.id ?? byDoctor(refusal)
  // What is not registered is refused before there is a code: where one is redeemed, it differs from what was sent
  // before.
  const isRedeemed = refusal.failure === 'token-refused'
    && refusal.error === 'invalid_grant'
    && refusal.in !== undefined
  return cause === 'redirect-uri-unregistered' && isRedeemed ? 'redirect-uri-differs' : cause
}

/** All that the cause of an error is found by, as one text: errors that are alike in this have the same cause. */
export function keyOf(refusal: SeenRefusal): string {
  const { error, failure, in: seen } = refusal
  return JSON.stringify([symptomOf(refusal, failure), error, seen !== undefined, seen?.request !== undefined])
}

/** Where the request is not in the input, it may have been any of these. */
const anywhere: readonly FailureCode[] = [
  'token-refused', 'refresh-refused', 'userinfo-refused', 'resource-refused', 'authorization-refused',
]

function byDoctor(refusal: SeenRefusal): string | undefined {
  const isSeen = refusal.in?.request !== undefined && !isPassedOn(refusal)
  const symptoms = [refusal.failure, ...isSeen ? [] : anywhere].map(failure => symptomOf(refusal, failure))
  if (symptoms.some(({ hasSecret, provesBy }) => (hasSecret ?? provesBy) !== undefined)) return first(symptoms)
  const bySaying = (hasSecret: boolean) => first(symptoms.map(symptom => ({ ...symptom, hasSecret })), isBySaying)
  return first(symptoms) ?? bySaying(true) ?? bySaying(false)
}

/** A refusal that an app answers a browser with is mostly one that it got itself: that request is not in the input. */
function isPassedOn({ status, in: seen }: SeenRefusal): boolean {
  return status !== undefined && (seen?.kind === 'authorization-response' || seen?.kind === 'other')
}

function first(symptoms: readonly Symptom[], isWanted: (rule: Rule) => boolean = () => true): string | undefined {
  return symptoms.map(ruleFor).find(rule => rule && isWanted(rule))?.id
}

/**
 * Whoever complains of a secret was sent one, and whoever misses it was not: what a text says of the secret tells what
 * the request had.
 */
function isBySaying({ text, hasSecret }: Rule): boolean {
  return text !== undefined && hasSecret !== undefined
}

/** The rule that knows more than what the standard's code says by itself. */
function ruleFor(symptom: Symptom): Rule | undefined {
  const rule = findRule(symptom)
  return rule && (standard as readonly unknown[]).includes(rule) ? undefined : rule
}

function symptomOf(refusal: SeenRefusal, failure: FailureCode): Symptom {
  const { codes, description, status, provider, in: seen } = refusal
  const sender = isPassedOn(refusal) ? undefined : seen
  const request = sender?.request
  return {
    failure, codes, description, status, preset: provider, ...proofOf(sender), scope: sentAs(request, 'scope'),
    pkce: sender && hasVerifier(sender),
  }
}

/** How the client proved itself; nothing where that may stand in what was not seen. */
function proofOf(sender: Seen | undefined): Pick<Symptom, 'hasSecret' | 'provesBy'> {
  const request = sender?.request
  if (!sender || !request) return {}
  if (sentAs(request, 'client_assertion') !== undefined) return { provesBy: 'assertion' }
  if (request.certificate) return { provesBy: 'certificate' }
  if (sentAs(request, 'client_secret') !== undefined || authorizationOf(request)?.scheme === 'basic')
    return { hasSecret: true }
  const isWhole = isBrowsers(sender) || (showsHeaders(sender) && showsParameters(sender))
  return isWhole ? { hasSecret: false } : {}
}

function hasVerifier(sender: Seen): boolean | undefined {
  if (sentAs(sender.request, 'code_verifier') !== undefined) return true
  return sender.request && (isBrowsers(sender) || showsParameters(sender)) ? false : undefined
}

/** What goes through the browser carries no proof of the client at all. */
function isBrowsers({ kind }: Seen): boolean {
  return ['authorization-request', 'authorization-response', 'page', 'sign-in'].includes(kind)
}
