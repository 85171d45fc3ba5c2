import { arrowTitle } from '../arrow-title.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { compared } from '../../messages/text.ts'
import { clean } from '../../text/printable.ts'
import { askedAddress, challengeTold } from '../asked-address.ts'
import { shortCommand } from '../short-command.ts'
import { describeFinding } from '../document.ts'
import { lockLessonsOf, presentsBound, type Binding } from '../lock-lessons.ts'
import { standardParameters } from '../standard-parameters.ts'
import { withoutQuery } from '../saved/addresses.ts'
import type { Scene, Told } from '../saved/scenes.ts'
import { html, nothing, type Markup } from '../../text/html.ts'
import { linkTo, rules } from './references.ts'
import { durationText } from './times.ts'
import { valueList, wireDetails } from './values.ts'

/**
 * One message of the walk, to be opened: what it is for, its parameters, what was decoded and checked, and how it went
 * over the wire.
 */
export function messageSection(scene: Scene, clientId: string, catalogue: Catalogue, binding?: Binding): Markup {
  const { message, number, failed } = scene
  const { report } = catalogue
  const parameters = message.parameters ?? {}
  return html`<details class="message${failed ? ' failed' : ''}"${failed ? html` open` : nothing}><summary>${summary(
    scene, catalogue,
  )}</summary>
<div id="message-${number}" tabindex="-1"><p>${aboutMessage(message, catalogue, binding)}</p>
${lessonsPart(
  scene, catalogue,
)}<p class="dim">${report.label(report.readMore)}${join(rules[message.name].map(linkTo))}</p>
<h3>${report.parameters}</h3>
${Object.keys(parameters).length === 0
  ? html`<p class="dim">${report.noParameters}</p>`
  : valueList(parameters, catalogue, catalogue.parameters, message.names)}
${scene.decoded.map(decoded => tokenPart(decoded, catalogue))}${checksPart(scene, catalogue)}${notesPart(
  scene, catalogue,
)}${wirePart(scene, clientId, catalogue)}
${othersPart(scene, catalogue)}</div></details>
`
}

/** What a message is for; of a token that is bound nobody says that bearing it is enough. */
function aboutMessage(message: Scene['message'], { report, lessons }: Catalogue, binding: Binding | undefined): string {
  if (message.name !== 'userinfo-request') return report.messages[message.name]
  const seen = presentsBound(standardParameters(message)) ? 'key' : binding
  return seen ? lessons.bindings[seen] : report.messages[message.name]
}

/** What each lock stops that this message, its checks or its findings show. */
function lessonsPart({ message, checks, findings }: Scene, { lessons }: Catalogue): Markup {
  const locks = [message, ...checks, ...findings].flatMap(event => lockLessonsOf(event, lessons))
  return html`${locks.map(({
    topic, lesson,
  }) => html`<p><b>${lessons.topics[topic]}</b> ${lesson.attack}${lessons.labels.between}${lesson.protects}</p>
`)}`
}

function summary({ message, checks, exchange, failed, others }: Scene, catalogue: Catalogue): Markup {
  const { report } = catalogue
  const { participants, channels } = report
  const address = [message.method, message.url && withoutQuery(message.url), message.status].filter(part =>
    part !== undefined).join(' ')
  const wrong = checks.filter(({ ok }) => !ok).length
  return html`<span class="title">${arrowTitle(
    message, catalogue,
  )}</span> <span class="tag ${message.channel}">${channels[message.channel].name}</span>
<span class="dim">${participants[message.from].short} → ${participants[message.to].short}${address === ''
  ? ''
  : html` · <code>${clean(address, 300)}</code>`}
${message.name.endsWith('-response') && exchange ? ` · ${durationText(exchange.ms, report)}` : ''}</span>
${checks.length > wrong ? html`<span class="good">✓ ${checks.length - wrong}</span>` : nothing} ${failed
  ? html`<span class="bad">✗ ${report.failedHere}</span>`
  : nothing}
${message.name === 'resource-response' ? searchPart(exchange, others) : nothing}`
}

/** What led from a resource to its provider, seen without opening anything. */
function searchPart(exchange: Scene['exchange'], others: Scene['others']): Markup {
  const asked = others.filter(({ purpose }) => purpose === 'discovery').map(askedAddress)
  return html`${[...exchange ? challengeTold(exchange) : [], ...asked].map(line =>
    html`<br><code class="dim">${line}</code>`)}`
}

function tokenPart({ token, header, claims }: Told<'decoded'>, catalogue: Catalogue): Markup {
  const { report, telling, ofToken } = catalogue
  return html`<h3>${telling.decoded[token]}</h3><p class="dim">${report.tokenHeader}</p>${valueList(
    header, catalogue, { ...report.claimPurposes, ...ofToken[token] },
  )}
<p class="dim">${report.claims}</p>${valueList(claims, catalogue, {
  ...catalogue.parameters, ...report.claimPurposes, ...ofToken[token],
})}`
}

function checksPart({ checks }: Scene, catalogue: Catalogue): Markup {
  if (checks.length === 0) return nothing
  const { report, story, values } = catalogue
  const items = checks.map(({
    name, ok, expected, actual, rule,
  }) => html`<li><b class="${ok
    ? 'good'
    : 'bad'}" role="img" aria-label="${ok ? report.passed : report.failedCheck}">${ok
    ? '✓'
    : '✗'}</b>
<span>${titleOf(
  name, catalogue,
)} <span class="dim">(${linkTo(rule)})</span><br><span class="dim">${report.label(story.expected)}<code>${compared(
  values, expected,
)}</code> · ${report.label(story.came)}<code>${compared(values, actual)}</code></span></span></li>`)
  return html`<h3>${report.checks}</h3><ul class="checks">${items}</ul>`
}

function titleOf(name: string, { checks }: Catalogue): string {
  return Object.hasOwn(checks, name) ? checks[name as keyof typeof checks].title : name
}

function notesPart({ findings, ignored }: Scene, catalogue: Catalogue): Markup {
  const { report, story } = catalogue
  const notes = findings.map(finding =>
    html`<li><b class="note" aria-hidden="true">!</b><span>${describeFinding(finding, catalogue)}</span></li>`)
  const reasons = [...new Set(ignored.map(({ reason }) => reason))].map(reason =>
    html`<li><b class="note" aria-hidden="true">!</b><span>${story.ignored(reason)}</span></li>`)
  return html`${notes.length === 0 ? nothing : html`<h3>${report.findings}</h3><ul class="checks">${notes}</ul>`}
${reasons.length === 0 ? nothing : html`<h3>${report.ignored}</h3><ul class="checks">${reasons}</ul>`}`
}

/** A request shows what was sent, an answer what came. */
function wirePart({ message, exchange, number }: Scene, clientId: string, catalogue: Catalogue): Markup {
  if (!exchange) return nothing
  const { report } = catalogue
  const { request, response } = exchange
  if (!message.name.endsWith('-request')) return wireDetails(`${report.headers}, ${report.body}`, response, catalogue)
  return html`${wireDetails(`${report.headers}, ${report.body}`, request, catalogue)}
<details class="more"><summary>${report.curl}</summary><pre id="curl-${number}">${shortCommand(request, clientId)}</pre>
<button type="button" hidden data-copy="curl-${number}" data-done="${report.copied}">${report.copy}</button></details>`
}

function othersPart({ others }: Scene, catalogue: Catalogue): Markup {
  if (others.length === 0) return nothing
  const { report } = catalogue
  const items = others.map(({
    request, response, ms, purpose,
  }) => html`<p><b>${purpose}</b> <code>${request.method} ${clean(
    request.url, 300,
  )}</code> <span class="dim">${response.status} · ${durationText(ms, report)}</span></p>
${wireDetails(`${report.label(report.request)}${report.headers}, ${report.body}`, request, catalogue)}
${wireDetails(`${report.label(report.response)}${report.headers}, ${report.body}`, response, catalogue)}`)
  return html`<h3>${report.others}</h3>${items}`
}

function join(parts: Markup[]): Markup {
  return html`${parts.map((part, place) => html`${place === 0 ? '' : ' · '}${part}`)}`
}
