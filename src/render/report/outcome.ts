import type { Catalogue } from '../../messages/catalogue.ts'
import { describeFailure } from '../failure.ts'
import { failureOf, type Act } from '../saved/scenes.ts'
import type { Transcript } from '../saved/transcript.ts'
import { recordedTo } from '../saved/unrecorded.ts'
import { html, nothing, type Markup } from '../../text/html.ts'
import { isAlone, lacksProof, wayIn, whoSignedIn } from '../who.ts'
import { linkTo } from './references.ts'

/** How the walk ended: a failure with all that is known of it, and the way to its message. */
export function outcomePart(transcript: Transcript, acts: Act[], catalogue: Catalogue): Markup {
  const failure = failureOf(transcript)
  if (failure) return failurePart(failure, acts, catalogue)
  const { report } = catalogue
  const { ok } = transcript.document
  const last = recordedTo(transcript)
  if (last !== undefined) return html`<section class="outcome"><p>${report.recordedTo(last)}</p></section>`
  return html`<section class="outcome${ok
    ? ''
    : ' failed'}"><p><b class="${ok ? 'good' : 'bad'}" aria-hidden="true">${ok
    ? '✓'
    : '✗'}</b> ${ok ? ended(transcript, catalogue) : report.unfinished}</p></section>`
}

function ended(transcript: Transcript, { report }: Catalogue): string {
  const who = whoOf(transcript)
  if (who === undefined && isAlone(wayIn(transcript.events))) return report.clientSucceeded
  return lacksProof(transcript.document) ? report.succeededUnproven(who) : report.succeeded(who)
}

function whoOf({ document }: Transcript): string | undefined {
  const { name } = (document['userinfo'] ?? {}) as { name?: unknown }
  const id = whoSignedIn(document)
  return typeof name === 'string' && id !== undefined && name !== id ? `${name} (${id})` : id
}

function failurePart(failure: NonNullable<ReturnType<typeof failureOf>>, acts: Act[], catalogue: Catalogue): Markup {
  const { report, story, steps } = catalogue
  const text = describeFailure(failure, catalogue)
  const act = acts.find(({ failed }) => failed)
  const scene = act?.scenes.find(({ failed }) => failed)
  const rows: [string, string | Markup | undefined][] = [
    [story.expected, text.expected], [story.came, text.came],
    [story.rule, text.rule === undefined ? undefined : linkTo(text.rule)],
    [story.provider, text.said], [story.cause, text.cause], [story.advice, linesOf(text.advice)],
    [story.next, linesOf(text.next)],
  ]
  return html`<section class="outcome failed" aria-labelledby="failure"><h2 id="failure"><span class="bad" aria-hidden="true">✗</span> ${text.message}</h2>
${act
  ? html`<p>${report.failedAt(`${act.n} ${steps[act.step].title}`)}${scene
    ? html` · <a href="#message-${scene.number}">${catalogue.arrows[scene.message.name]}</a>`
    : nothing}</p>`
  : nothing}
<dl>${rows.map(([label, value]) =>
  value === undefined || value === '' ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${failure.details['session_saved'] ? html`<p>${story.sessionSaved}</p>` : nothing}</section>`
}

function linesOf(texts: readonly string[]): Markup | undefined {
  return texts.length === 0 ? undefined : html`${texts.map(text => html`${text}<br>`)}`
}
