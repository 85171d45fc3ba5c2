import { arrowTitle } from './arrow-title.ts'
import { clean } from '../text/printable.ts'
import type { Lines, Piece, Style } from '../text/terminal.ts'
import type { Channel, Message, WalkEvent } from '../walk/events.ts'
import { parameterRows } from './parameter-rows.ts'
import { mostOfSecret, parameterLines, type Listed } from './parameters.ts'
import { indent, type Voice } from './voice.ts'

const inner = { at: indent + 2, hang: indent + 2 }

/** The report's colours of the channels; what a person does has none. */
const colours: Readonly<Record<Channel, Style | undefined>> = { person: undefined, front: 'front', back: 'back' }

/**
 * A message of the diagram as lines: what it is, where it goes and by which channel, and its parameters with what each
 * is for.
 */
export function messageLines(message: Extract<WalkEvent, { type: 'message' }>, voice: Voice): Lines {
  const { compact, terminal: { detail } } = voice
  if (compact) return outline(message)
  if (detail === 'usual' && isToldAnyway(message)) return []
  return [[headingOf(message, voice)], ...parametersOf(message, voice)]
}

/** On one screen there is room for the requests of the back channel only. */
function outline(message: Message): Lines {
  return message.channel === 'back' && message.method !== undefined
    ? [[[{ text: arrowSign(message), style: 'back' }, { text: ` ${addressOf(message)}` }]]]
    : []
}

/**
 * What the heading of its step says, or the message before it: the browser only carries on what it has just been given.
 */
function isToldAnyway({ channel, name }: Message): boolean {
  return channel === 'person' || name === 'callback'
}

function headingOf(message: Message, { terminal: { catalogue, claimsFollow, detail }, short }: Voice): Piece[] {
  const { report: { channels }, telling } = catalogue
  const colour = colours[message.channel]
  const { name, status = 0 } = message
  const title = arrowTitle(message, catalogue)
  // The address of the authorization request is told with the browser that is sent there.
  const address = short && name === 'authorization-request' ? '' : addressOf(message)
  const part = (text: string, style?: Style): Piece[] =>
    text === '' ? [] : [{ text: '  ' }, { text, whole: true, ...style && { style } }]
  return [
    {
      text: `${arrowSign(message)} ${detail === 'usual' ? title.split(/[:\uFF1A]/)[0] ?? title : title}`,
      ...colour && { style: colour },
    },
    ...part(address, status >= 400 ? 'bad' : undefined),
    ...colour ? part(`[${channels[message.channel].name}]`, colour) : [],
    ...claimsFollow && isClaims(message) ? part(telling.claimsFollow, 'dim') : [],
  ]
}

function parametersOf(message: Extract<WalkEvent, { type: 'message' }>, { terminal }: Voice): Lines {
  const { catalogue: { telling }, claimsFollow, detail } = terminal
  const parameters = Object.entries(message.parameters ?? {})
  if (parameters.length === 0 || (claimsFollow && isClaims(message))) return []
  const most = terminal.showsSecrets ? mostOfSecret : undefined
  const listed: Listed = { parameters, names: message.names, at: message.at, style: colours[message.channel], most }
  if (detail === 'usual') return parameterRows(listed, message.channel, terminal)
  const names = parameters.map(([name]) => clean(name)).join(' ')
  if (detail === 'brief') return [[[{ text: names, style: 'dim' }], inner]]
  return message.name === 'callback'
    ? [[[{ text: telling.unchanged(names), style: 'dim' }], inner]]
    : parameterLines(listed, terminal)
}

/** What a resource server tells of the user; of its refusal there is no other word. */
function isClaims({ name, status = 200 }: Message): boolean {
  return name === 'userinfo-response' && status < 300
}

/** What leaves the client or its user points right, what comes back left. */
function arrowSign({ from, to }: Message): string {
  return to === 'client' || from === 'authorization_server' ? '←' : '→'
}

/** Without the query: its parameters are listed one by one. */
function addressOf({ method, url, status }: Message): string {
  return [method, url && clean(url.split('?')[0] ?? url, 300), status].filter(part => part !== undefined).join(' ')
}
