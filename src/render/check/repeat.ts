import { isOfProvider, type ProbeFacts, type ProviderProbeFacts } from '../../check/probe.ts'
import { valuesToRepeat } from '../../check/odd-values.ts'
import type { Evidence } from '../../check/verdict.ts'
import type { ProviderProbeName } from '../../codes/exam.ts'
import { clean } from '../../text/printable.ts'
import { scriptWord } from '../../text/shell.ts'
import { evidenceText } from './evidence.ts'
import { ruleOf, type Wording } from './rule.ts'
import { linesOf, linesToOpen } from './spoken.ts'

/**
 * A command for bash that sends a message once more, line by line; before it, what it is to send, and what stands for
 * each secret in it.
 */
export interface Repetition {
  comments: string[]
  command: string[]
}

/**
 * How to send once more what showed that a rule of a provider is broken: first what was pushed, and the address by
 * which a code comes, where one is sent, then the message. Secrets are variables; what the rule itself puts in place of
 * a random value stands at the top.
 */
export function repetitionOf(
  probe: ProbeFacts, evidence: readonly Evidence[], wording: Wording,
): Repetition | undefined {
  const { ofProvider } = wording
  const shown = evidence.find(one => one.exchange !== undefined || one.opened !== undefined)
  if (!ofProvider || !shown || !isOfProvider(probe)) return undefined
  const spoken = shown.exchange
    ? linesOf(probe, { exchange: shown.exchange, fact: shown.fact }, wording)
    : linesToOpen(shown.opened ?? '', wording)
  if (!spoken) return undefined
  const { lines, used, isPushed } = spoken
  const values = Object.entries(valuesToRepeat[probe.name] ?? {}).filter(([name]) => used.includes(name))
  const given = values.map(([name, value]) => `${name}=${scriptWord(isPushed ? value : percentEncoded(value))}`)
  const free = used.filter(name => name !== 'REQUEST_URI' && !values.some(([known]) => known === name))
  return {
    comments: commentsOn(probe, free, { ...wording, ...spoken, shown }),
    command: [...given, ...lines].join('\n').split('\n'),
  }
}

/** As in an address, where a blank is no plus sign. */
function percentEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1).replaceAll('+', '%20')
}

/** Rules that send several messages, of which one is repeated. */
const several: readonly ProviderProbeName[] = [
  'redirect-variants', 'loopback-port', 'response-type', 'duplicate-parameters', 'header-injection',
  'client-auth-wrong', 'nonce-echo',
  'userinfo-token-handling', 'refresh-bounds', 'revocation', 'dpop-proof', 'request-object-unsigned',
]

function commentsOn(
  probe: ProviderProbeFacts, used: readonly string[], wording: Wording & { hasAddress: boolean, shown: Evidence },
): string[] {
  const { ofProvider, parameters, hasAddress, shown: { fact, exchange }, serveAgain } = wording
  // What was published was sent for no rule of its own, nor was the usual login.
  const isOfNone = exchange === undefined ? probe.name === 'iss-sent' : exchange.purpose === 'discovery'
  const sends = isOfNone ? undefined : ruleOf(probe, wording).sends
  const { oneOf, code, codeAnew, granted, challenge, fits, open, token, sights, rules, ended } = ofProvider?.repeats
    ?? { rules: {}, sights: {} }
  const seen = several.includes(probe.name) ? oneOf?.(clean(evidenceText(fact, wording))) : undefined
  const purpose = (name: string) =>
    ({ CODE_CHALLENGE: challenge, TOKEN: token }[name] ?? parameters[name.toLowerCase()]) ?? ''
  const ofSight = fact.kind === 'sight' ? sights[fact.code] : undefined
  const how = ofSight
    ?? (exchange ? rules[probe.name] : open)
    ?? (used.includes('CODE_VERIFIER') && used.includes('CODE') ? fits : undefined)
  return [
    ...serveAgain === undefined || !ended ? [] : [ended(serveAgain)], ...sends === undefined ? [] : [sends],
    ...seen === undefined ? [] : [seen], ...used.map(name => ofProvider?.variable(name, purpose(name)) ?? ''),
    ...used.includes('CODE') ? [(hasAddress ? code : codeAnew) ?? ''] : [],
    ...used.some(name => name === 'REFRESH_TOKEN' || name === 'ACCESS_TOKEN') ? [granted ?? ''] : [],
    ...how === undefined ? [] : [how],
  ]
}
