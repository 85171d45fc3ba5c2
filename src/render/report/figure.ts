import type { Catalogue } from '../../messages/catalogue.ts'
import { html, type Markup } from '../../text/html.ts'
import { sinceStart, type Act } from '../saved/scenes.ts'
import type { Transcript } from '../saved/transcript.ts'
import { sampleArrow } from './arrow.ts'
import { drawDiagrams } from './diagram.ts'

/** The diagram with the legend of its channels; its arrows are links where the page has the messages too. */
export function figurePart(transcript: Transcript, acts: Act[], catalogue: Catalogue, isLinked: boolean): Markup {
  const { report } = catalogue
  const legend = Object.entries(report.channels).map(([channel, { name, about }]) =>
    html`<li>${sampleArrow(channel)}<span><b>${report.label(name)}</b>${about}</span></li>`)
  return html`<figure>${drawDiagrams(acts, {
    since: scene => sinceStart(transcript, scene.message), catalogue, isLinked,
  })}
<ul class="legend" aria-label="${report.legend}">${legend}</ul></figure>`
}
