import { createHash } from 'node:crypto'
import { having, isFailing, type Examined } from '../../../check/probe.ts'
import { severities, verdicts } from '../../../codes/exam.ts'
import { html, Markup, nothing, toPage } from '../../../text/html.ts'
import type { DocumentText } from '../../../text/written.ts'
import { version } from '../../../package.ts'
import { script } from '../../report/script.ts'
import { dateText, durationText } from '../../report/times.ts'
import type { Ran, Reported } from '../document.ts'
import { behind } from '../table.ts'
import { ruleOf, type Wording } from '../rule.ts'
import { rulePart, verdictMark } from './rule.ts'
import { checkStyle } from './style.ts'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded from anywhere; only the page's own style and script run. */
const policy
  = `default-src 'none'; style-src ${hash(checkStyle)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`

/** An examination as one page that needs no network: what is to be changed first, the gravest before the rest. */
export function toCheckPage(reported: Reported, ran: Ran, wording: Wording): DocumentText {
  const { examined, address } = reported
  const { ofProvider, tab } = wording
  const title = ofProvider?.title(address) ?? address
  const told = having(examined, 'FAIL', 'WEAK', 'INCONCLUSIVE').sort(byGravity)
  return toPage(html`<!doctype html>
<html lang="${tab.lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${title} · oauth-walk</title>
<style>${new Markup(checkStyle)}</style></head>
<body><header><h1>${title}</h1>${outcomePart(reported, wording)}${factsPart(reported, ran, wording)}</header>
<main>${rulesPart(ofProvider?.broken, told, wording)}<h2>${ofProvider?.summary}</h2>
<ol class="rules">${examined.map(one => rowPart(one, wording))}</ol>
${rulesPart(ofProvider?.others, having(examined, 'PASS', 'SKIP'), wording)}</main>
<footer>${ofProvider?.secretsHidden}</footer>
<script>${new Markup(script)}</script></body></html>
`)
}

function rulesPart(title: string | undefined, rules: readonly Examined[], wording: Wording): Markup {
  return rules.length === 0 ? nothing : html`<h2>${title}</h2>${rules.map(one => rulePart(one, wording))}`
}

/** What fails stands before what is weak, and of each the gravest first. */
function byGravity(one: Examined, other: Examined): number {
  return verdictPlace(one) - verdictPlace(other)
    || severityPlace(one) - severityPlace(other)
    || one.probe.id.localeCompare(other.probe.id)
}

function verdictPlace({ verdict, isAccepted }: Examined): number {
  return ['FAIL', 'WEAK', 'INCONCLUSIVE'].indexOf(verdict) + (isAccepted ? 0.5 : 0)
}

function severityPlace({ probe }: Examined): number {
  return 'severity' in probe ? severities.indexOf(probe.severity) : 0
}

function outcomePart({ examined, failOn }: Reported, wording: Wording): Markup {
  const isBroken = examined.some(one => isFailing(one, failOn))
  const counts = verdicts.map(verdict => [verdict, having(examined, verdict).length] as const).filter(([, count]) =>
    count > 0)
  return html`<section class="outcome${isBroken ? ' failed' : ''}"><ul class="counts">
${counts.map(([verdict, count]) =>
  html`<li><span class="${verdict}">${count} ${verdict}</span> <span class="dim">${wording.ofProvider?.verdicts[verdict]}</span></li>`)}</ul></section>`
}

function factsPart(
  { runId, exchanges }: Reported, { startedAt, seconds }: Ran, { ofProvider, server, clientId, report }: Wording,
): Markup {
  if (!ofProvider) return nothing
  const { facts } = ofProvider
  const rows: [string, string | undefined][] = [
    [facts.started, dateText(Date.parse(startedAt))], [facts.took, durationText(seconds * 1000, report)],
    [facts.client, clientId],
    [facts.server, server?.name], [facts.run, runId], [facts.requests, String(exchanges.length)],
    [facts.program, `oauth-walk ${version}`],
  ]
  return html`<dl>${rows.map(([label, value]) =>
    value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
}

function rowPart(one: Examined, wording: Wording): Markup {
  const { probe } = one
  return html`<li>${verdictMark(one)}<span>${probe.id}</span><a href="#${probe.id}">${ruleOf(
    probe, wording,
  ).title}</a><span class="behind">${behind(
    one, wording,
  )}</span></li>
`
}
