import { stepIds, type StepId } from '../../failure.ts'
import type { Gravity, Reading } from '../../explain/reading.ts'
import { ownNamesIn } from '../../explain/own-names.ts'
import type { Pairs } from '../../explain/record.ts'
import type { Line, Lines, Piece, TerminalWriter } from '../../text/terminal.ts'
import { parameterLines } from '../parameters.ts'
import { failedLines, foldedLine } from '../terminal-checks.ts'
import type { Telling } from './document.ts'
import type { Explanation, ToldLogin, ToldMessage, ToldToken } from './explanation.ts'
import { tellReading } from './reading.ts'

/** What an explanation is told with. */
export interface Teller extends Telling {
  writer: TerminalWriter
  isVerbose: boolean
}

/** With more messages than these, each takes one line. */
const fewMessages = 4
const mostListed = 40
const mostTokens = 8

/** What the input is, its parts, and what is wrong with it. */
export function explanationLines(explanation: Explanation, teller: Teller): Lines {
  const { messages, tokens, login } = explanation
  const isStory = login?.isStory === true
  const rest = isStory ? messages.filter(({ isInLogin }) => !isInLogin) : messages
  const isFew = !isStory && (messages.length <= fewMessages || teller.isVerbose)
  const isOurs = ({ kind }: ToldMessage) => kind !== 'other' && kind !== 'page'
  const listed = rest.filter(isOurs)
  return [
    ...isFew ? messages.flatMap(message => messageLines(message, explanation, teller)) : listLines(listed, teller),
    ...tokensLines(tokens.filter(({ isAlone }) => isAlone || isFew), explanation, teller),
    ...login && !isStory ? checkLines(login, teller) : [],
    ...login && login.count > 1 ? [[[{ text: teller.words.logins(login.number, login.count) }]] as const, [[]] as const] : [],
    ...readingLines(explanation.readings, failedIn(login), teller),
  ]
}

/** Messages beside those that are told, a line each. */
function listLines(messages: readonly ToldMessage[], teller: Teller): Lines {
  if (messages.length === 0) return [[[]]]
  const more = messages.length - mostListed
  return [
    [[]],
    ...messages.slice(0, mostListed).map(message => headLine(message, teller)),
    ...more > 0 ? [[[{ text: teller.words.more(more), style: 'dim' }]] as const] : [],
    [[]],
  ]
}

/** The checks that could be made of a part of a login. */
function checkLines({ transcript: { events } }: ToldLogin, teller: Teller): Lines {
  const checks = events.filter(event => event.type === 'check')
  if (checks.length === 0) return []
  const [passed, failed] = [checks.filter(({ ok }) => ok), checks.filter(({ ok }) => !ok)]
  const at = (lines: Lines): Lines => lines.map(([pieces]) => [pieces, { at: 0, hang: 2 }])
  return [...passed.length > 0 ? at([[foldedLine(passed, '', teller)]]) : [], ...at(failed.flatMap(check => failedLines(check, teller))), [[]]]
}

function headLine({ kind, step, place, request, response }: ToldMessage, { words, catalogue }: Teller): Line {
  const name = request ? words.kinds[kind] : words.answers[kind] ?? words.kinds[kind]
  const where = [stepText(step, { words, catalogue }), place].filter(text => text !== undefined).join(catalogue.telling.semicolon)
  const status = response?.status === undefined ? '' : `${catalogue.telling.semicolon}${request ? words.status(response.status) : String(response.status)}`
  return [[{ text: name, style: 'bold' }, { text: where === '' ? '' : ` (${where})`, style: 'dim' }, { text: status }], { at: 0, hang: 2 }]
}

function stepText(step: StepId | undefined, { words, catalogue }: Pick<Teller, 'words' | 'catalogue'>): string | undefined {
  return step && words.step(stepIds.indexOf(step) + 1, catalogue.steps[step].title)
}

function messageLines(message: ToldMessage, { now }: Explanation, teller: Teller): Lines {
  const { request, response } = message
  const { words, catalogue: { telling } } = teller
  const target = request && [request.method, request.url?.split(/[?#]/)[0]].filter(text => text !== undefined && text !== '').join(' ')
  return [
    headLine(message, teller),
    ...target ? [[[{ text: target, whole: true }], { at: 2, hang: 4 }] as const] : [],
    ...rows(request?.parameters ?? [], message.at ?? now, 'front', teller), ...rows(response?.members ?? [], message.at ?? now, 'back', teller),
    ...response?.text ? [[[{ text: `${words.page}${telling.colon}`, style: 'dim' }, { text: response.text }], { at: 2, hang: 4 }] as const] : [],
    [[]],
  ]
}

function tokensLines(tokens: readonly ToldToken[], explanation: Explanation, teller: Teller): Lines {
  const more = tokens.length - (teller.isVerbose ? tokens.length : mostTokens)
  return [
    ...tokens.slice(0, tokens.length - Math.max(more, 0)).flatMap(token => tokenLines(token, explanation, teller)),
    ...more > 0 ? [[[{ text: teller.words.more(more), style: 'dim' }]] as const, [[]] as const] : [],
  ]
}

function tokenLines({ role, header, claims, signature, isEncrypted }: ToldToken, { now }: Explanation, teller: Teller): Lines {
  const { words } = teller
  return [
    [[{ text: words.roles[role], style: 'bold' }]],
    [[{ text: words.header, style: 'dim' }], { at: 2, hang: 4 }], ...rows(header, now, undefined, teller),
    [[{ text: claims ? words.claims : isEncrypted ? words.encrypted : words.unreadable, style: 'dim' }], { at: 2, hang: 4 }], ...rows(claims ?? [], now, undefined, teller),
    [[{ text: words.signature[signature], style: 'dim' }], { at: 2, hang: 4 }],
    [[]],
  ]
}

function rows(pairs: Pairs, at: number, style: 'front' | 'back' | undefined, teller: Teller): Lines {
  if (pairs.length === 0) return []
  const parameters = pairs.map(([name, value]) => [name, /^\d{1,12}$/.test(value) ? Number(value) : value] as const)
  return parameterLines({ parameters, names: style && ownNamesIn(pairs), at: new Date(at).toISOString(), style }, teller, 4)
}

const signs: Record<Gravity, Piece> = { broken: { text: '✗', style: 'bad' }, weak: { text: '!', style: 'note' }, note: { text: '·', style: 'dim' } }

/** Checks that failed: nobody says below them that nothing is wrong. */
function failedIn(login: ToldLogin | undefined): number {
  return login?.transcript.events.filter(event => event.type === 'check' && !event.ok).length ?? 0
}

function readingLines(readings: readonly Reading[], failed: number, teller: Teller): Lines {
  const { words } = teller
  if (readings.length === 0) return failed > 0 ? [[[{ text: words.findings(failed, 0, 0), style: 'bold' }]]] : [[[{ text: words.nothing }]]]
  const count = (gravity: Gravity) => readings.filter(reading => reading.gravity === gravity).length
  return [[[{ text: words.findings(count('broken'), count('weak'), count('note')), style: 'bold' }]], ...readings.flatMap(reading => [[[]] as const, ...toldReading(reading, teller)])]
}

function toldReading(reading: Reading, teller: Teller): Lines {
  const { words, catalogue: { telling } } = teller
  const { said, why, fix } = tellReading(reading, teller)
  const row = (label: string, text: string): Line => [[{ text: `${label}${telling.colon}`, style: 'dim' }, { text }], { at: 2, hang: 4 }]
  const places = [...new Set(reading.in.flatMap(({ place }) => place ?? []))].slice(0, 5).join(', ')
  return [
    [[signs[reading.gravity], { text: ' ' }, { text: said, style: reading.gravity === 'broken' ? 'wrong' : 'bold' }], { at: 0, hang: 2 }],
    row(words.why, why), row(words.fix, fix), ...reading.clause === undefined ? [] : [row(words.rule, reading.clause)], ...places === '' ? [] : [row(words.place, places)],
  ]
}
