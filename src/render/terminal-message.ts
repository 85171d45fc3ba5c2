import type { Catalogue } from '../messages/catalogue.ts'
import type { Message, WalkEvent } from '../walk/events.ts'
import { clean } from '../text/printable.ts'
import type { Lines, Piece } from '../text/terminal.ts'
import type { Terminal } from './terminal.ts'
import { explainTime } from './times.ts'
import { indent, type Voice } from './voice.ts'

const inner = { at: indent + 2, hang: indent + 2 }

/** A message of the diagram as lines: what it is, where it goes, and its parameters with what each is for. */
export function messageLines(message: Extract<WalkEvent, { type: 'message' }>, { terminal, compact }: Voice): Lines {
  const { catalogue, explain } = terminal
  const address = addressOf(message)
  // On one screen there is room for the requests of the back channel only.
  if (compact) return message.channel === 'back' && message.method !== undefined ? [[[{ text: `${arrowSign(message)} ${address}` }]]] : []
  const place: Piece[] = address === '' ? [] : [{ text: '  ' }, { text: address, whole: true }]
  const heading: Piece[] = [{ text: `${arrowSign(message)} ${catalogue.arrows[message.name]}` }, ...place]
  const parameters = Object.entries(message.parameters ?? {})
  if (parameters.length === 0) return [[heading]]
  const names = parameters.map(([name]) => clean(name)).join(' ')
  if (!explain) return [[heading], [[{ text: names, style: 'dim' }], inner]]
  // The browser only carries on what it has just been given.
  if (message.name === 'callback') return [[heading], [[{ text: catalogue.telling.unchanged(names), style: 'dim' }], inner]]
  return [[heading], ...parameterLines({ parameters, names: message.names, at: message.at }, terminal)]
}

/** Parameters or claims, the provider's own names for them, and when they were seen. */
export interface Listed {
  parameters: [name: string, value: unknown][]
  names?: Readonly<Record<string, string>> | undefined
  at: string
}

/** Parameters or claims one below the other: the provider's name, the standard's where it differs, the value, what it is for. */
export function parameterLines({ parameters, names = {}, at }: Listed, { catalogue, writer }: Terminal, margin = indent + 2): Lines {
  const standardOf = (name: string) => Object.hasOwn(names, name) ? names[name] ?? name : name
  const titles = parameters.map(([name]) => clean(standardOf(name) === name ? name : `${name} (${standardOf(name)})`))
  const longest = Math.max(...titles.map(title => writer.measure(title)))
  const column = margin + longest + 2
  // In a narrow terminal there is no room for a column of values.
  const hang = writer.width === undefined || writer.width - column >= 44 ? column : margin + 4
  return parameters.map(([name, value], place) => {
    const title = titles[place] ?? ''
    const gap = hang === column ? longest - writer.measure(title) + 2 : 2
    const about = [explainTime(standardOf(name), value, at, catalogue), purposeOf(standardOf(name), catalogue)].filter(text => text !== undefined)
    const after: Piece[] = about.length === 0 ? [] : [{ text: `  — ${about.join(catalogue.telling.semicolon)}`, style: 'dim' }]
    return [[{ text: title + ' '.repeat(gap) }, { text: shown(value), whole: typeof value === 'string' && /^https?:/.test(value) }, ...after], { at: margin, hang }]
  })
}

function purposeOf(name: string, { parameters }: Catalogue): string | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined
}

/** What leaves the client points right, what comes to it left. */
function arrowSign({ to }: Message): string {
  return to === 'client' ? '←' : '→'
}

/** Without the query: its parameters are listed one by one. */
function addressOf({ method, url, status }: Message): string {
  return [method, url && clean(url.split('?')[0] ?? url, 300), status].filter(part => part !== undefined).join(' ')
}

function shown(value: unknown): string {
  return clean(typeof value === 'string' ? value : JSON.stringify(value), 400)
}
