import { html, nothing, type Markup } from '../../text/html.ts'

/** An arrow from one lifeline to another; one that failed bears a cross at its end. */
export function arrowShape(from: number, to: number, y: number, failed: boolean, scale: number): Markup {
  const direction = to > from ? 1 : -1
  const [length, half] = [12 * scale, 6 * scale]
  const end = to - direction * 3
  const base = end - direction * length
  const cross
    = `M${end - direction * 4 - half} ${y - half}l${half * 2} ${half * 2}m0 ${-half * 2}l${-half * 2} ${half * 2}`
  return html`<line class="arrow" x1="${from}" y1="${y}" x2="${base}" y2="${y}"/><path class="tip" d="M${base} ${y
    - half}L${end} ${y}L${base} ${y + half}"/>
${failed ? html`<path class="cross" d="${cross}"/>` : nothing}`
}

/** A sample of an arrow for the legend. */
export function sampleArrow(channel: string): Markup {
  return html`<svg viewBox="0 0 48 16" aria-hidden="true"><g class="${channel}">${arrowShape(
    2, 47, 8, false, 0.8,
  )}</g></svg>`
}
