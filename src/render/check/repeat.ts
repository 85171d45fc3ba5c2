import { isOfProvider, type ProbeFacts, type ProviderProbeFacts } from '../../check/probe.ts'
import { valuesToRepeat } from '../../check/odd-values.ts'
import type { Evidence, Exchange, Fact } from '../../check/verdict.ts'
import type { ProviderProbeName } from '../../codes/exam.ts'
import { clean } from '../../text/printable.ts'
import { scriptWord } from '../../text/shell.ts'
import type { WireRequest } from '../../wire.ts'
import { shortCommand } from '../curl-command.ts'
import { variablesIn } from '../shell.ts'
import { askForCode, pushedAnew, withReference } from './ask-for-code.ts'
import { evidenceText } from './evidence.ts'
import { ruleOf, type Wording } from './rule.ts'

/** A command for bash that sends a message once more, line by line; before it, what it is to send, and what stands for each secret in it. */
export interface Repetition {
  comments: string[]
  command: string[]
}

/** A longer message is a body that nobody would type. */
const longest = 16_384

/**
 * How to send once more what showed that a rule of a provider is broken: first what was pushed, and the address by which a code comes, where one is
 * sent, then the message. Secrets are variables; what the rule itself puts in place of a random value stands at the top.
 */
export function repetitionOf(probe: ProbeFacts, evidence: readonly Evidence[], wording: Wording): Repetition | undefined {
  const { ofProvider } = wording
  const shown = evidence.find(one => one.exchange !== undefined)
  const exchange = shown?.exchange
  if (!ofProvider || !exchange || !isOfProvider(probe)) return undefined
  const text = JSON.stringify(exchange.request)
  if (exchange.request.bytes !== undefined || text.length > longest) return undefined
  const { lines, used, hasAddress, isPushed } = linesOf(probe, exchange, wording)
  const values = Object.entries(valuesToRepeat[probe.name] ?? {}).filter(([name]) => used.includes(name))
  const given = values.map(([name, value]) => `${name}=${scriptWord(isPushed ? value : percentEncoded(value))}`)
  const free = used.filter(name => name !== 'REQUEST_URI' && !values.some(([known]) => known === name))
  return { comments: commentsOn(probe, free, { ...wording, hasAddress, fact: shown.fact }), command: [...given, ...lines].join('\n').split('\n') }
}

interface Spoken { lines: string[], used: string[], hasAddress: boolean, isPushed: boolean }

/** The commands in their order, and the variables in them. */
function linesOf({ name }: ProviderProbeFacts, exchange: Exchange, { clientId = '', askedBefore }: Wording): Spoken {
  const { request } = exchange
  const address = askedBefore?.address(exchange) ?? (isUsedBefore(name, request, clientId) ? request.url : undefined)
  const push = askedBefore?.pushed(address ?? request.url)
  const asking = address === undefined ? undefined : askForCode(address, push !== undefined)
  const sent = push ? { ...request, url: withReference(request.url) } : request
  const commandOf = (one: WireRequest, seen: Exchange) => shortCommand(one, askedBefore?.sender(seen) ?? clientId)
  const pushing = push && pushedAnew({ ...push.request, purpose: 'push' }, address !== undefined)
  const command = commandOf(sent, exchange)
  const pushLine = push && pushing ? `REQUEST_URI=$(${commandOf(pushing, push).replace('curl -i', 'curl -s')} |\n  sed 's/.*"request_uri" *: *"\\([^"]*\\)".*/\\1/')` : undefined
  const lines = [...pushLine === undefined ? [] : [pushLine], ...asking ? [asking.line] : [], command, ...twice.includes(name) ? [command] : []]
  const all = [...asking?.variables ?? [], ...pushing ? variablesIn(JSON.stringify(pushing)) : [], ...variablesIn(JSON.stringify(sent))]
  return { lines, used: [...new Set(all)].filter(one => lines.some(line => line.includes(`"$${one}"`))), hasAddress: asking !== undefined, isPushed: push !== undefined }
}

/** As in an address, where a blank is no plus sign. */
function percentEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1).replaceAll('+', '%20')
}

/** A reference is sent by its own client once somebody has used it in a browser. */
function isUsedBefore(name: ProviderProbeName, { url }: WireRequest, clientId: string): boolean {
  const query = new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '')
  return name === 'pushed-request-reuse' && query.has('request_uri') && query.get('client_id') === clientId
}

/** Rules that one message alone does not break. */
const twice: readonly ProviderProbeName[] = ['code-replay']

/** Rules that send several messages, of which one is repeated. */
const several: readonly ProviderProbeName[] = [
  'redirect-variants', 'loopback-port', 'response-type', 'duplicate-parameters', 'header-injection', 'client-auth-wrong', 'nonce-echo',
  'userinfo-token-handling', 'refresh-bounds', 'revocation', 'dpop-proof', 'request-object-unsigned',
]

function commentsOn(probe: ProviderProbeFacts, used: readonly string[], wording: Wording & { hasAddress: boolean, fact: Fact }): string[] {
  const { ofProvider, parameters, hasAddress, fact, serveAgain } = wording
  const { sends } = ruleOf(probe, wording)
  const { oneOf, code, codeAnew, granted, challenge, fits, rules, ended } = ofProvider?.repeats ?? { rules: {} }
  const seen = several.includes(probe.name) ? oneOf?.(clean(evidenceText(fact, wording))) : undefined
  const purpose = (name: string) => (name === 'CODE_CHALLENGE' ? challenge : parameters[name.toLowerCase()]) ?? ''
  const how = rules[probe.name] ?? (used.includes('CODE_VERIFIER') && used.includes('CODE') ? fits : undefined)
  return [
    ...serveAgain === undefined || !ended ? [] : [ended(serveAgain)], ...sends === undefined ? [] : [sends], ...seen === undefined ? [] : [seen], ...used.map(name => ofProvider?.variable(name, purpose(name)) ?? ''),
    ...used.includes('CODE') ? [(hasAddress ? code : codeAnew) ?? ''] : [],
    ...used.some(name => name === 'REFRESH_TOKEN' || name === 'ACCESS_TOKEN') ? [granted ?? ''] : [], ...how === undefined ? [] : [how],
  ]
}
