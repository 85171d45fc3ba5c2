import { arrowTitle } from './arrow-title.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Participant } from '../walk/events.ts'
import { mermaidDiagram, mermaidText } from '../text/mermaid.ts'
import type { DocumentText } from '../text/written.ts'
import { describeFailure } from './failure.ts'
import { textOf, withoutQuery } from './saved/addresses.ts'
import { arrange, failureOf, type Scene } from './saved/scenes.ts'
import type { Transcript } from './saved/transcript.ts'

const ids: Record<Participant, string> = {
  user: 'User', client: 'Client', authorization_server: 'AuthServer', resource_server: 'ResourceServer',
}

/** The sequence diagram of the login with the values of this walk, for mermaid. */
export function toMermaid(transcript: Transcript, catalogue: Catalogue): DocumentText {
  const { participants } = catalogue.report
  const acts = arrange(transcript)
  const arrows = acts.flatMap(({ n, scenes }) =>
    scenes.map((scene, place) => arrow(scene, place === 0 ? n : undefined, catalogue)))
  const failure = failureOf(transcript)
  const end = failure && `Note over Client: ✗ ${mermaidText(describeFailure(failure, catalogue).message, 200)}`
  const lines = [
    ...Object.entries(ids).map(([participant, id]) =>
      `participant ${id} as ${mermaidText(participants[participant as Participant].name)}`),
    '', ...arrows, ...end === undefined ? [] : [end],
  ]
  return mermaidDiagram(lines)
}

/** The first message of a step bears its number; a message that failed ends in a cross. */
function arrow({ message, failed }: Scene, n: number | undefined, catalogue: Catalogue): string {
  const { from, to, method, url, status, parameters = {}, names = {} } = message
  const heading = `${n === undefined ? '' : `${n}. `}${arrowTitle(message, catalogue)}`
  const address = [method, url && withoutQuery(url), status].filter(part => part !== undefined).join(' ')
  const values = Object.entries(parameters).map(([key, value]) =>
    `${names[key] === undefined ? key : `${key} (${names[key]})`} = ${textOf(value)}`)
  const text = [heading, address, ...values].filter(line => line !== '').map(line => mermaidText(line)).join('<br/>')
  return `${ids[from]}${failed ? '-x' : '->>'}${ids[to]}: ${text}`
}
