import { html, nothing, type Markup } from '../../text/html.ts'
import type { Telling } from '../explain/document.ts'
import { countText } from '../explain/findings.ts'
import { tellReading } from '../explain/reading.ts'
import type { SavedFinding } from '../saved/saved-finding.ts'
import { linkTo } from './references.ts'

const signs = { broken: '✗', weak: '!', note: '·' } as const

/** What was found in another program's login, and what it is told with. */
export interface Found { known: readonly SavedFinding[], telling: Telling }

/** The findings as they stand ahead of everything else. */
export function findingsPart({ known: findings, telling }: Found): Markup {
  if (findings.length === 0) return nothing
  return html`<section class="outcome${findings.some(({ gravity }) => gravity === 'broken')
    ? ' failed'
    : ''}" aria-labelledby="findings"><h2 id="findings">${countText(findings, telling)}</h2>
${findings.map(finding => findingPart(finding, telling))}</section>`
}

function findingPart(finding: SavedFinding, telling: Telling): Markup {
  const { words } = telling
  const { said, why, fix } = tellReading(finding, telling)
  const rows: [string, string | Markup | undefined][] = [
    [words.why, why], [words.fix, fix], [words.rule, finding.clause === undefined ? undefined : linkTo(finding.clause)],
  ]
  return html`<p><b class="${finding.gravity === 'broken'
    ? 'bad'
    : ''}" aria-hidden="true">${signs[finding.gravity]}</b> <b>${said}</b></p>
<dl>${rows.map(([label, value]) =>
  value === undefined || value === '' ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
}
