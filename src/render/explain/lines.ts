import { stepIds, type StepId } from '../../codes/failure.ts'
import { ownNamesIn } from '../../explain/own-names.ts'
import type { Pairs } from '../../explain/record.ts'
import type { ExplainWords } from '../../messages/explain.ts'
import type { Line, Lines, TerminalWriter } from '../../text/terminal.ts'
import { mostOfSecret, parameterLines } from '../parameters.ts'
import type { Telling } from './document.ts'
import { failedIn, findingLines, placeText } from './findings.ts'
import { toSavedFindings } from '../saved/save-findings.ts'
import type { Explanation, ToldMessage, ToldToken } from './explanation.ts'

/** What an explanation is told with. */
export interface Teller extends Telling {
  writer: TerminalWriter
  isVerbose: boolean
  /** Secrets stand in it as they are, and whole. */
  showsSecrets?: boolean | undefined
}

/** With more messages than these, each takes one line. */
const fewMessages = 4
const mostListed = 40
const mostTokens = 8

/** What the input is, its parts, the checks that were made of it, and what is wrong with it. */
export function explanationLines(explanation: Explanation, teller: Teller, checks: Lines = []): Lines {
  const { messages, tokens, login } = explanation
  const isStory = login?.isStory === true
  const rest = isStory ? messages.filter(({ isInLogin }) => !isInLogin) : messages
  const isFew = !isStory && (messages.length <= fewMessages || teller.isVerbose)
  const isOurs = ({ kind }: ToldMessage) => kind !== 'other' && kind !== 'page'
  const listed = rest.filter(isOurs)
  return [
    ...isFew ? messages.flatMap(message => messageLines(message, explanation, teller)) : listLines(listed, teller),
    ...tokensLines(tokens.filter(({ isAlone }) => isAlone || isFew), explanation, teller),
    ...checks,
    ...login && login.count > 1
      ? [[[{ text: teller.words.logins(login.number, login.count) }]] as const, [[]] as const]
      : [],
    ...findingLines(toSavedFindings(explanation.readings), teller, failedIn(login?.transcript.events)),
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

function headLine({ kind, step, place, request, response }: ToldMessage, { words, catalogue }: Teller): Line {
  const name = request ? words.kinds[kind] : words.answers[kind] ?? words.kinds[kind]
  const known = [stepText(step, { words, catalogue }), place === undefined ? undefined : placeText(place, words)]
  const where = known.filter(text => text !== undefined).join(catalogue.telling.semicolon)
  const status = response?.status === undefined
    ? ''
    : `${catalogue.telling.semicolon}${request ? words.status(response.status) : String(response.status)}`
  return [
    [
      { text: name, style: 'bold' }, { text: where === '' ? '' : catalogue.telling.aside(where), style: 'dim' },
      { text: status },
    ],
    { at: 0, hang: 2 },
  ]
}

function stepText(
  step: StepId | undefined, { words, catalogue }: Pick<Teller, 'words' | 'catalogue'>,
): string | undefined {
  return step && words.step(stepIds.indexOf(step) + 1, catalogue.steps[step].title)
}

function messageLines(message: ToldMessage, { now }: Explanation, teller: Teller): Lines {
  const { request, response } = message
  const { words, catalogue: { telling } } = teller
  const target = request && [request.method, request.target].filter(text => text !== undefined && text !== '').join(' ')
  return [
    headLine(message, teller),
    ...target ? [[[{ text: target, whole: true }], { at: 2, hang: 4 }] as const] : [],
    ...rows(request?.parameters ?? [], message.at ?? now, 'front', teller),
    ...rows(response?.members ?? [], message.at ?? now, 'back', teller),
    ...response?.text
      ? [
          [
            [{ text: `${words.page}${telling.colon}`, style: 'dim' }, { text: response.text }], { at: 2, hang: 4 },
          ] as const,
        ]
      : [],
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

function tokenLines(
  token: ToldToken, { now, hasKeys }: Explanation, teller: Teller,
): Lines {
  const { role, header, claims, isEncrypted } = token
  const { words } = teller
  return [
    [[{ text: words.roles[role], style: 'bold' }]],
    [[{ text: words.header, style: 'dim' }], { at: 2, hang: 4 }],
    ...rows(header, now, undefined, teller, isEncrypted ? words.ofEncrypted : undefined),
    [
      [{ text: claims ? words.claims : isEncrypted ? words.encrypted : words.unreadable, style: 'dim' }],
      { at: 2, hang: 4 },
    ], ...rows(claims ?? [], now, undefined, teller, role === 'id_token' ? undefined : { aud: words.audience }),
    ...isEncrypted
      ? []
      : [[[{ text: words.signature[verdictOf(token, hasKeys)], style: 'dim' }], { at: 2, hang: 4 }] as const],
    [[]],
  ]
}

/** A proof brings its key; what is signed by somebody else than the keys' holder was not tried. */
function verdictOf({ role, signature }: ToldToken, hasKeys: boolean): keyof ExplainWords['signature'] {
  if (signature === 'unknown') return hasKeys ? 'unmatched' : 'unknown'
  if (role !== 'dpop_proof') return signature
  return signature === 'holds' ? 'ownHolds' : 'ownFails'
}

function rows(
  pairs: Pairs, at: number, style: 'front' | 'back' | undefined, teller: Teller,
  purposes?: Readonly<Record<string, string>>,
): Lines {
  if (pairs.length === 0) return []
  const parameters = pairs.map(([name, value]) => [name, /^\d{1,12}$/.test(value) ? Number(value) : value] as const)
  const most = teller.showsSecrets ? mostOfSecret : undefined
  return parameterLines(
    { parameters, names: style && ownNamesIn(pairs), at: new Date(at).toISOString(), style, most, purposes }, teller, 4,
  )
}
