import type { Catalogue } from '../messages/catalogue.ts'
import type { TabFigure } from './tab.ts'
import { figurePart } from './report/figure.ts'
import { channelColours, diagramStyle } from './report/style.ts'
import { arrange } from './saved/scenes.ts'
import type { Transcript } from './saved/transcript.ts'

const style = `:root{${channelColours.light}}@media(prefers-color-scheme:dark){:root{${channelColours.dark}}}
main+figure{width:100%;max-width:62rem}
${diagramStyle}
@media(max-width:40rem){svg.wide{display:none}svg.narrow{display:block}}`

/** The sequence diagram of the walk so far, for the tab that comes back. */
export function drawForTab(transcript: Transcript, catalogue: Catalogue): TabFigure {
  return { style, html: figurePart(transcript, arrange(transcript), catalogue, false).text }
}
