import type { Catalogue } from '../messages/catalogue.ts'
import type { Participant } from '../walk/events.ts'
import { clean } from '../text/printable.ts'
import { describeFailure } from './failure.ts'
import { textOf, withoutQuery } from './saved/addresses.ts'
import { arrange, failureOf, type Scene } from './saved/scenes.ts'
import type { Transcript } from './saved/transcript.ts'

const ids: Record<Participant, string> = { user: 'User', client: 'Client', authorization_server: 'AuthServer', resource_server: 'ResourceServer' }

/** The brief's sequence diagram with the values of this walk, for mermaid. */
export function toMermaid(transcript: Transcript, catalogue: Catalogue): string {
  const { participants } = catalogue.report
  const acts = arrange(transcript)
  const arrows = acts.flatMap(({ n, scenes }) => scenes.map((scene, place) => arrow(scene, place === 0 ? n : undefined, catalogue)))
  const failure = failureOf(transcript)
  const end = failure && `Note over Client: ✗ ${escape(describeFailure(failure, catalogue).message)}`
  const lines = [
    ...Object.entries(ids).map(([participant, id]) => `participant ${id} as ${escape(participants[participant as Participant].name)}`),
    '', ...arrows, ...end === undefined ? [] : [end],
  ]
  return `sequenceDiagram\n${lines.map(line => line === '' ? '' : `    ${line}`).join('\n')}\n`
}

/** The first message of a step bears its number; a message that failed ends in a cross. */
function arrow({ message, failed }: Scene, n: number | undefined, { arrows }: Catalogue): string {
  const { from, to, name, method, url, status, parameters = {}, names = {} } = message
  const heading = `${n === undefined ? '' : `${n}. `}${arrows[name]}`
  const address = [method, url && withoutQuery(url), status].filter(part => part !== undefined).join(' ')
  const values = Object.entries(parameters).map(([key, value]) => `${names[key] === undefined ? key : `${key} (${names[key]})`} = ${textOf(value)}`)
  const text = [heading, address, ...values].filter(line => line !== '').map(line => escape(clean(line, 80))).join('<br/>')
  return `${ids[from]}${failed ? '-x' : '->>'}${ids[to]}: ${text}`
}

/** Letters, digits and harmless signs stay; everything else could be syntax of mermaid or HTML and is written by its number. */
function escape(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/?=()_'’“”，。、：；✗-]/gu, sign => `#${sign.codePointAt(0) ?? 0};`)
}
