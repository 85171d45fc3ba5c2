import type { Catalogue } from '../../messages/catalogue.ts'
import { html, nothing, type Markup } from '../../text/html.ts'
import { mcpTold } from '../mcp.ts'
import type { Told } from '../saved/scenes.ts'

/** What the resource showed in step 6, where that can be said in words. */
export function resourcePart(opened: Told<'resource-opened'> | undefined, { mcp }: Catalogue): Markup {
  const told = opened && mcpTold(opened.shown, mcp)
  if (!told) return nothing
  const { server, count, tools, notes, called } = told
  return html`<h3>${server}</h3><p>${count}</p>${tools.length === 0
    ? nothing
    : html`<ul>${tools.map(([name, line]) => html`<li><code>${name}</code> ${line}</li>`)}</ul>`}
${notes.map(note => html`<p class="dim">${note}</p>`)}${called
  ? html`<p>${called.heading}</p><ul>${called.lines.map(line => html`<li>${line}</li>`)}</ul>`
  : nothing}
`
}
