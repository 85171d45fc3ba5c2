import { arrowTitle } from '../arrow-title.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import type { Participant } from '../../walk/events.ts'
import { clean } from '../../text/printable.ts'
import type { Act, Scene } from '../saved/scenes.ts'
import { arrowShape } from './arrow.ts'
import { html, nothing, type Markup } from '../../text/html.ts'
import { durationText } from './times.ts'

/** The measures of a diagram, in units of its drawing. */
export interface Geometry {
  name: 'wide' | 'narrow'
  width: number
  lifelines: Record<Participant, number>
  head: { width: number, height: number, font: number }
  row: number
  font: number
  small: number
  /** The centre and radius of a step's number. */
  number: { x: number, radius: number }
}

const wide: Geometry = {
  name: 'wide', width: 960, lifelines: { user: 150, client: 380, authorization_server: 630, resource_server: 860 },
  head: { width: 180, height: 48, font: 14 }, row: 58, font: 15, small: 12.5, number: { x: 26, radius: 15 },
}
const narrow: Geometry = {
  name: 'narrow', width: 320, lifelines: { user: 54, client: 128, authorization_server: 206, resource_server: 281 },
  head: { width: 70, height: 34, font: 10 }, row: 46, font: 11, small: 9.5, number: { x: 12, radius: 9 },
}

/** What a diagram is drawn with. */
export interface Drawing {
  /** Milliseconds from the beginning of the walk. */
  since: (scene: Scene) => number
  catalogue: Catalogue
  /** The page has the messages too: each arrow leads to its own. */
  isLinked: boolean
}

/** The sequence diagram of a walk, once for wide and once for narrow pages. */
export function drawDiagrams(acts: Act[], drawing: Drawing): Markup {
  return html`${[wide, narrow].map(geometry => draw(acts, drawing, geometry))}`
}

function draw(acts: Act[], drawing: Drawing, geometry: Geometry): Markup {
  const { catalogue } = drawing
  const { width, head, row, name } = geometry
  const count = acts.reduce((sum, { scenes }) => sum + Math.max(1, scenes.length), 0)
  const height = head.height + 14 + count * row + 8
  const title = `diagram-${name}`
  let y = head.height + 14
  const bands = acts.map((act, place) => {
    const top = y
    y += Math.max(1, act.scenes.length) * row
    return html`${band(act, top, place, geometry)}${act.scenes.map((scene, index) =>
      drawRow(scene, top + index * row, drawing, geometry))}`
  })
  return html`<svg class="${name}" viewBox="0 0 ${width} ${height}" role="group" aria-labelledby="${title}"><title id="${title}">${catalogue.report.diagram}</title>
${lifelines(height, catalogue, geometry)}${bands}</svg>`
}

function lifelines(
  height: number, { report: { participants } }: Catalogue, { lifelines: places, head, name }: Geometry,
): Markup {
  return html`${Object.entries(places).map(([id, x]) => {
    const { name: full, short } = participants[id as Participant]
    const lines = name === 'wide' ? full.split(/ (?=\()/) : wrap(short)
    const first = head.height / 2 - (lines.length - 1) * head.font * 0.6
    const texts = lines.map((line, place) =>
      html`<text x="${x}" y="${first
      + place * head.font
      * 1.25}" text-anchor="middle" dominant-baseline="middle" font-size="${head.font}">${line}</text>`)
    return html`<line class="life" x1="${x}" y1="${head.height}" x2="${x}" y2="${height}"/>
<rect class="head" x="${x - head.width / 2}" y="1" width="${head.width}" height="${head.height - 2}" rx="6"/>${texts}`
  })}`
}

function wrap(name: string): string[] {
  return name.length > 10 ? name.split(' ') : [name]
}

/** Each step has a band of its own, every other one tinted, and its number. */
function band({ n, scenes, failed }: Act, top: number, place: number, { width, row, number, font }: Geometry): Markup {
  const height = Math.max(1, scenes.length) * row
  const y = top + row / 2
  return html`${place % 2 === 0
    ? html`<rect class="band" x="0" y="${top}" width="${width}" height="${height}" opacity="0.5"/>`
    : nothing}
<circle class="number${failed ? ' bad' : ''}" cx="${number.x}" cy="${y}" r="${number.radius}"/>
<text x="${number.x}" y="${y}" text-anchor="middle" dominant-baseline="central" font-size="${font}" font-weight="600">${n}</text>`
}

function drawRow(scene: Scene, top: number, { since, catalogue, isLinked }: Drawing, geometry: Geometry): Markup {
  const { message, number, failed } = scene
  const { report } = catalogue
  const { width, row, font, small, lifelines: places } = geometry
  const [from, to] = [places[message.from], places[message.to]]
  const y = top + row / 2 + 2
  const title = arrowTitle(message, catalogue).split(/[:\uFF1A]/)[0] ?? ''
  const sub = [
    report.channels[message.channel].name, `+${durationText(since(scene), report)}`,
    ...details(scene, catalogue, geometry),
  ].join(' · ')
  const label = (text: string, size: number, at: number, kind: string) =>
    html`<text class="${kind}" x="${centre(
      text, size, (from + to) / 2, geometry,
    )}" y="${at}" text-anchor="middle" font-size="${size}">${text}</text>`
  const kind = `${message.channel}${failed ? ' failed' : ''}`
  const shape = html`${arrowShape(from, to, y, failed, geometry.name === 'wide' ? 1 : 0.75)}${label(
    title, font, y - font * 0.55, 'label',
  )}${label(sub, small, y + small * 1.3, 'sub')}`
  if (!isLinked) return html`<g class="${kind}">${shape}</g>`
  return html`<a href="#message-${number}" class="${kind}"><title>${report.goTo(title)}</title>
<rect class="hit" x="${geometry.number.x + geometry.number.radius + 4}" y="${top + 2}" width="${width
- geometry.number.x - geometry.number.radius - 6}" height="${row - 4}" rx="4"/>
${shape}</a>`
}

/** What fits beside: the status of an answer, and in a wide diagram the names of the parameters. */
function details(
  { message: { status, parameters = {} }, failed }: Scene, { report }: Catalogue, { name }: Geometry,
): string[] {
  const names = Object.keys(parameters).join(' ')
  return [
    ...failed ? [`✗ ${report.failedHere}`] : [], ...status === undefined ? [] : [String(status)],
    ...name === 'wide' && names !== '' ? [clean(names, 44)] : [],
  ]
}

/** Where a text is centred so that none of it leaves the drawing; wide characters count twice. */
function centre(text: string, size: number, wanted: number, { width, number }: Geometry): number {
  const units = Array.from(text).reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 1 : 0.56), 0)
  const half = units * size / 2
  const left = number.x + number.radius + 6
  return Math.round(Math.max(left + half, Math.min(wanted, width - 4 - half)))
}
