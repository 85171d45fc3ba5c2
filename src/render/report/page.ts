import { createHash } from 'node:crypto'
import { stepIds, type StepId } from '../../codes/failure.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { bindingAfter, type Binding } from '../lock-lessons.ts'
import { issuerOf } from '../saved/issuer.ts'
import { arrange, beginning, sinceStart, type Act } from '../saved/scenes.ts'
import type { Transcript } from '../saved/transcript.ts'
import { figurePart } from './figure.ts'
import { findingsPart, type Found } from './findings.ts'
import { html, Markup, nothing, toPage } from '../../text/html.ts'
import type { DocumentText } from '../../text/written.ts'
import { messageSection } from './message.ts'
import { outcomePart } from './outcome.ts'
import { resourcePart } from './resource.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { dateText, durationText } from './times.ts'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded from anywhere; only the page's own style and script run. */
const policy
  = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`

/**
 * A walk as one page that needs no network: the diagram, and each message to be opened. What was found in it stands
 * first, or its failure, with the failure's message open.
 */
export function toHtml(transcript: Transcript, catalogue: Catalogue, found?: Found): DocumentText {
  const { report, tab } = catalogue
  const acts = arrange(transcript)
  const title = report.title(beginning(transcript).target)
  const page = html`<!doctype html>
<html lang="${tab.lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><title>${title} · oauth-walk</title>
<style>${new Markup(style)}</style></head>
<body><header><h1>${title}</h1>${found
  ? findingsPart(found)
  : nothing}${outcomePart(transcript, acts, catalogue)}${factsPart(transcript, acts, catalogue)}</header>
<main><h2>${report.diagram}</h2>${figurePart(transcript, acts, catalogue, true)}
${stepIds.map(step => stepPart(step, acts.find(act => act.step === step), transcript, catalogue))}</main>
<footer>${transcript.secrets === 'hidden'
  ? report.secretsHidden
  : html`<b class="bad">${report.secretsShown}</b>`}</footer>
<script>${new Markup(script)}</script></body></html>
`
  return toPage(page)
}

function factsPart(transcript: Transcript, acts: Act[], { report }: Catalogue): Markup {
  const { document, events } = transcript
  const { at, profile, client_id } = beginning(transcript)
  const last = events.at(-1)
  const findings = acts.flatMap(({ scenes }) => scenes.flatMap(scene => scene.findings)).length
  const text = (value: unknown) => typeof value === 'string' ? value : undefined
  const expires = text(document['expires_at'])
  const rows: [string, string | undefined][] = [
    [report.facts.started, dateText(Date.parse(at))],
    [report.facts.took, last && durationText(sinceStart(transcript, last), report)],
    [report.facts.issuer, issuerOf(transcript)], [report.facts.client, client_id], [report.facts.profile, profile],
    [report.facts.scope, Array.isArray(document['scope']) ? document['scope'].join(' ') : undefined],
    [report.facts.accessToken, expires === undefined ? undefined : report.validUntil(dateText(Date.parse(expires)))],
    [report.facts.findings, findings === 0 ? undefined : String(findings)], [report.facts.program, transcript.program],
  ]
  return html`<dl>${rows.map(([label, value]) =>
    value === undefined ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
}

function stepPart(step: StepId, act: Act | undefined, transcript: Transcript, catalogue: Catalogue): Markup {
  const { title, route, about } = catalogue.steps[step]
  const { report, lessons } = catalogue
  const binding = transcript.events.reduce<Binding | undefined>(
    (before, event) => bindingAfter(event, before), undefined,
  )
  const state = act === undefined ? report.notReached : act.scenes.length === 0 ? report.stepFailed : undefined
  return html`<section><h2><span class="n${act?.failed ? ' bad' : ''}">${stepIds.indexOf(step) + 1}</span>${title}</h2>
<p class="route">${route}${act?.ms === undefined ? '' : ` · ${durationText(act.ms, report)}`}</p><p>${binding
&& step === 'userinfo'
  ? lessons.bindings[binding]
  : about}</p>
${state === undefined ? nothing : html`<p class="dim">${state}</p>`}
${resourcePart(act?.scenes.findLast(({ opened }) => opened)?.opened, catalogue)}${act?.scenes.map(scene =>
  messageSection(scene, beginning(transcript).client_id, catalogue, binding))}</section>
`
}
