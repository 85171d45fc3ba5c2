import { isOfProvider, type ProbeFacts, type ProviderProbeFacts } from '../../check/probe.ts'
import { valuesToRepeat } from '../../check/odd-values.ts'
import type { Evidence } from '../../check/verdict.ts'
import type { ProviderProbeName } from '../../codes/exam.ts'
import type { ProviderReportWords } from '../../messages/provider-report.ts'
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
    comments: commentsOn(probe, free, ofProvider, { ...wording, ...spoken, shown }),
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
  probe: ProviderProbeFacts, used: readonly string[], words: ProviderReportWords,
  wording: Wording & { hasAddress: boolean, shown: Evidence },
): string[] {
  const { repeats } = words
  const { hasAddress, shown: { fact, exchange }, serveAgain } = wording
  // What was published was sent for no rule of its own, nor was the usual login.
  const isOfNone = exchange === undefined ? probe.name === 'iss-sent' : exchange.purpose === 'discovery'
  return [
    serveAgain && repeats.ended(serveAgain),
    isOfNone ? undefined : ruleOf(probe, wording).sends,
    several.includes(probe.name) ? repeats.oneOf(clean(evidenceText(fact, wording))) : undefined,
    ...used.map(name => words.variable(name, purposeOf(name, words, wording))),
    used.includes('CODE') ? repeats[hasAddress ? 'code' : 'codeAnew'] : undefined,
    used.includes('REFRESH_TOKEN') || used.includes('ACCESS_TOKEN') ? repeats.granted : undefined,
    beforehand(probe, used, words, wording.shown),
  ].filter(comment => comment !== undefined)
}

/** What a variable of the command stands for. */
function purposeOf(name: string, { repeats }: ProviderReportWords, { parameters }: Wording): string {
  if (name === 'CODE_CHALLENGE') return repeats.challenge
  if (name === 'TOKEN') return repeats.token
  return parameters[name.toLowerCase()] ?? ''
}

/** What has to come before the message: what was seen says more of that than the rule, and the rule than its values. */
function beforehand(
  { name }: ProviderProbeFacts, used: readonly string[], { repeats }: ProviderReportWords, { fact, exchange }: Evidence,
): string | undefined {
  const ofSight = fact.kind === 'sight' ? repeats.sights[fact.code] : undefined
  const ofRule = exchange ? repeats.rules[name] : repeats.open
  const ofValues = used.includes('CODE_VERIFIER') && used.includes('CODE') ? repeats.fits : undefined
  return ofSight ?? ofRule ?? ofValues
}
