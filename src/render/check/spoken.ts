import type { ProviderProbeFacts } from '../../check/probe.ts'
import type { Exchange, Fact } from '../../check/verdict.ts'
import type { ProviderProbeName } from '../../codes/exam.ts'
import type { WireRequest } from '../../wire.ts'
import { shortCommand } from '../curl-command.ts'
import { quoteWithVariables, variablesIn } from '../shell.ts'
import { askForCode, pushedAnew, withReference } from './ask-for-code.ts'
import type { Wording } from './rule.ts'

/** A longer message is a body that nobody would type. */
const longest = 16_384

/** What is typed to send a message once more. */
export interface Spoken { lines: string[], used: string[], hasAddress: boolean, isPushed: boolean }

/** The commands in their order, and the variables in them; nothing where nobody would type them. */
export function linesOf(
  { name }: ProviderProbeFacts, { exchange, fact }: { exchange: Exchange, fact: Fact },
  { clientId = '', askedBefore }: Wording,
): Spoken | undefined {
  const { request } = exchange
  if (request.bytes !== undefined || JSON.stringify(request).length > longest) return undefined
  const address = askedBefore?.address(exchange) ?? (isUsedBefore(name, request, clientId) ? request.url : undefined)
  const push = askedBefore?.pushed(address ?? request.url)
  const asking = address === undefined ? undefined : askForCode(address, push !== undefined)
  const sent = push ? { ...request, url: withReference(request.url) } : request
  const commandOf = (one: WireRequest, seen: Exchange) => shortCommand(one, askedBefore?.sender(seen) ?? clientId)
  const pushing = push && pushedAnew({ ...push.request, purpose: 'push' }, address !== undefined)
  const command = commandOf(sent, exchange)
  const pushLine = push && pushing ? pushLineOf(commandOf(pushing, push)) : undefined
  const again = isTwice(name, fact, asking !== undefined) ? [command] : []
  const lines = [...pushLine === undefined ? [] : [pushLine], ...asking ? [asking.line] : [], command, ...again]
  const all = [
    ...asking?.variables ?? [], ...pushing ? variablesIn(JSON.stringify(pushing)) : [],
    ...variablesIn(JSON.stringify(sent)),
  ]
  return { lines, used: usedIn(lines, all), hasAddress: asking !== undefined, isPushed: push !== undefined }
}

/** The address that a browser was sent to, and what was pushed for it before. */
export function linesToOpen(opened: string, { clientId = '', askedBefore }: Wording): Spoken | undefined {
  const push = askedBefore?.pushed(opened)
  if (opened.length > longest || (!push && /[?&]request(?:_uri)?=/.test(opened))) return undefined
  const pushing = push && pushedAnew({ ...push.request, purpose: 'push' }, false)
  const address = (push ? withReference(opened) : opened).replace(/([?&])prompt=none(?:&|$)/, '$1').replace(/[?&]$/, '')
  const pushLines = pushing ? [pushLineOf(shortCommand(pushing, askedBefore?.sender(push) ?? clientId))] : []
  const lines = [...pushLines, `echo ${quoteWithVariables(address, 'plain')}`]
  const all = [...pushing ? variablesIn(JSON.stringify(pushing)) : [], ...variablesIn(address)]
  return { lines, used: usedIn(lines, all), hasAddress: false, isPushed: push !== undefined }
}

/** Keeps the reference that comes for what is pushed. */
function pushLineOf(command: string): string {
  return `REQUEST_URI=$(${command.replace('curl -i', 'curl -s')} |\n  sed 's/.*"request_uri" *: *"\\([^"]*\\)".*/\\1/')`
}

function usedIn(lines: readonly string[], all: readonly string[]): string[] {
  return [...new Set(all)].filter(one => lines.some(line => line.includes(`"$${one}"`)))
}

/** A reference is sent by its own client once somebody has used it in a browser. */
function isUsedBefore(name: ProviderProbeName, { url }: WireRequest, clientId: string): boolean {
  const query = new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '')
  return name === 'pushed-request-reuse' && query.has('request_uri') && query.get('client_id') === clientId
}

/** What one message alone does not show: a code is good once, and a refresh token is replaced by being sent. */
function isTwice(name: ProviderProbeName, fact: Fact, hasAddress: boolean): boolean {
  const isNewest = fact.kind === 'sight' && fact.code === 'family-lives'
  return name === 'code-replay' ? hasAddress : name === 'refresh-reuse' && !isNewest
}
