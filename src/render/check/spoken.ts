import type { ProviderProbeFacts } from '../../check/probe.ts'
import type { Exchange, Fact } from '../../check/verdict.ts'
import type { ProviderProbeName } from '../../codes/exam.ts'
import type { WireRequest } from '../../wire.ts'
import { shortCommand } from '../short-command.ts'
import { quoteWithVariables, variablesIn } from '../shell.ts'
import { askForCode, pushedAnew, withReference } from './ask-for-code.ts'
import type { Wording } from './rule.ts'

/** A longer message is a body that nobody would type. */
const longest = 16_384

/** What is typed to send a message once more. */
export interface Spoken { lines: string[], used: string[], hasAddress: boolean, isPushed: boolean }

/** The commands in their order, and the variables in them; nothing where nobody would type them. */
export function linesOf(
  { name }: ProviderProbeFacts, { exchange, fact }: { exchange: Exchange, fact: Fact }, wording: Wording,
): Spoken | undefined {
  const { clientId = '', askedBefore } = wording
  const { request } = exchange
  if (request.bytes !== undefined || JSON.stringify(request).length > longest) return undefined
  const address = askedBefore?.address(exchange) ?? (isUsedBefore(name, request, clientId) ? request.url : undefined)
  const push = askedBefore?.pushed(address ?? request.url)
  const asking = address === undefined ? undefined : askForCode(address, push !== undefined)
  const sent = push ? { ...request, url: withReference(request.url) } : request
  const pushing = pushAgain(push, address !== undefined, wording)
  const command = shortCommand(sent, askedBefore?.sender(exchange) ?? clientId)
  const again = isTwice(name, fact, asking !== undefined) ? [command] : []
  const lines = [...pushing.lines, ...asking ? [asking.line] : [], command, ...again]
  const all = [...asking?.variables ?? [], ...pushing.variables, ...variablesIn(JSON.stringify(sent))]
  return { lines, used: usedIn(lines, all), hasAddress: asking !== undefined, isPushed: push !== undefined }
}

/** The address that a browser was sent to, and what was pushed for it before. */
export function linesToOpen(opened: string, wording: Wording): Spoken | undefined {
  const push = wording.askedBefore?.pushed(opened)
  if (opened.length > longest || (!push && /[?&]request(?:_uri)?=/.test(opened))) return undefined
  const pushing = pushAgain(push, false, wording)
  const address = (push ? withReference(opened) : opened).replace(/([?&])prompt=none(?:&|$)/, '$1').replace(/[?&]$/, '')
  const lines = [...pushing.lines, `echo ${quoteWithVariables(address, 'plain')}`]
  const all = [...pushing.variables, ...variablesIn(address)]
  return { lines, used: usedIn(lines, all), hasAddress: false, isPushed: push !== undefined }
}

/** Pushes once more what was pushed, and keeps the reference that comes for it; nothing where nothing was. */
function pushAgain(
  push: Exchange | undefined, isForCode: boolean, { clientId = '', askedBefore }: Wording,
): { lines: string[], variables: string[] } {
  if (!push) return { lines: [], variables: [] }
  const request = pushedAnew({ ...push.request, purpose: 'push' }, isForCode)
  const command = shortCommand(request, askedBefore?.sender(push) ?? clientId).replace('curl -i', 'curl -s')
  return {
    lines: [`REQUEST_URI=$(${command} |\n  sed 's/.*"request_uri" *: *"\\([^"]*\\)".*/\\1/')`],
    variables: variablesIn(JSON.stringify(request)),
  }
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
