import { isOfProvider, type Examined } from '../../../check/probe.ts'
import type { Evidence } from '../../../check/verdict.ts'
import { html, nothing, type Markup } from '../../../text/html.ts'
import { clean } from '../../../text/printable.ts'
import { linkTo } from '../../report/references.ts'
import { changeText } from '../change.ts'
import { clauseText } from '../clause.ts'
import { answerLine, distinct, evidenceText, sentLine } from '../evidence.ts'
import { signs } from '../table.ts'
import { repetitionOf } from '../repeat.ts'
import { attackLabel, reasonText, ruleOf, severityText, telling, type Wording } from '../rule.ts'

/**
 * A rule to be opened: what was seen, what was sent and came, who gains by it, what to change, and the command that
 * sends it once more.
 */
export function rulePart(one: Examined, wording: Wording): Markup {
  const { probe, verdict } = one
  const { title, attack } = ruleOf(probe, wording)
  const { ofProvider, report } = wording
  const isTold = telling.includes(verdict)
  return html`<details class="message${verdict === 'FAIL' && !one.isAccepted ? ' failed' : ''}"${verdict === 'FAIL'
    ? html` open`
    : nothing}>
<summary>${verdictMark(one)}<span class="title">${probe.id} ${title}</span>${severityTag(one, wording)}${one.isAccepted
  ? html`<span class="tag">${ofProvider?.accepted}</span>`
  : nothing}</summary>
<div id="${probe.id}" tabindex="-1">${seenPart(one, wording)}
${attack === undefined ? nothing : html`<p><b>${report.label(attackLabel(one, wording))}</b>${attack}</p>`}
<p class="dim">${report.label(wording.exam.rule)}${join(probe.clauses.map(clause => linkTo(clauseText(clause))))}</p>
${isTold ? remedyPart(one, wording) : nothing}</div></details>
`
}

/** The verdict as a sign and a word. */
export function verdictMark({ verdict }: Examined): Markup {
  return html`<b class="${verdict}" aria-hidden="true">${signs[verdict].text}</b> <span class="verdict ${verdict}">${verdict}</span> `
}

export function severityTag(one: Examined, wording: Wording): Markup {
  const text = severityText(one, wording)
  return text === undefined || one.verdict !== 'FAIL' || !isOfProvider(one.probe)
    ? nothing
    : html`<span class="tag ${one.probe.severity}">${text}</span>`
}

function seenPart({ evidence, reason }: Examined, wording: Wording): Markup {
  const told = distinct(evidence, wording)
  const why = reason ? html`<p>${reasonText(reason, wording)}</p>` : nothing
  return html`${why}${told.map((seen, place) => evidencePart(seen, told[place - 1], wording))}`
}

/** The exchange is told once where several things are wrong with it, but for what each verdict rests on. */
function evidencePart({ fact, exchange, opened }: Evidence, before: Evidence | undefined, wording: Wording): Markup {
  return html`<p><b>${evidenceText(fact, wording)}</b></p>${exchangePart({ fact, exchange }, before, wording)}${opened
    === undefined
    ? nothing
    : html`<dl><dt>${wording.ofProvider?.opened}</dt><dd><code>${clean(opened, 2000)}</code></dd></dl>`}`
}

function exchangePart(
  { fact, exchange }: Pick<Evidence, 'fact' | 'exchange'>, before: Evidence | undefined, { exam }: Wording,
): Markup {
  if (exchange === undefined) return nothing
  const answered = html`<dt>${exam.answered}</dt><dd><code>${answerLine(exchange, fact)}</code></dd>`
  if (exchange !== before?.exchange)
    return html`<dl><dt>${exam.sent}</dt><dd><code>${sentLine(exchange)}</code></dd>${answered}</dl>`
  return answerLine(exchange, fact) === answerLine(exchange, before.fact) ? nothing : html`<dl>${answered}</dl>`
}

function remedyPart(one: Examined, wording: Wording): Markup {
  const { exam, ofProvider } = wording
  const { setting } = ruleOf(one.probe, wording)
  return html`<h3>${exam.change}</h3><p>${changeText(one, wording)}</p>
${setting
  ? html`<p class="setting">${ofProvider?.settingOf(setting.server)}<br><code>${setting.name}</code><br><a href="${setting.source}" rel="noreferrer">${setting.source}</a></p>`
  : nothing}
${repeatPart(one, wording)}`
}

function repeatPart({ probe, evidence }: Examined, wording: Wording): Markup {
  const { ofProvider, report } = wording
  const repetition = repetitionOf(probe, distinct(evidence, wording), wording)
  if (!repetition) return nothing
  return html`<h3>${ofProvider?.repeat}</h3>${repetition.comments.map(text => html`<p class="dim">${text}</p>`)}
<pre id="curl-${probe.id}">${repetition.command.join('\n')}</pre>
<button type="button" hidden data-copy="curl-${probe.id}" data-done="${report.copied}">${report.copy}</button>`
}

function join(parts: Markup[]): Markup {
  return html`${parts.map((part, place) => html`${place === 0 ? '' : ' · '}${part}`)}`
}
