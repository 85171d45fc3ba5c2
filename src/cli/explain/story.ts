import type { WalkRecord } from '../../explain/record.ts'
import type { Login } from '../../explain/story/login.ts'
import { tellLogin, type Story } from '../../explain/story/tell.ts'
import { createRecorder, type Transcript } from '../../render/saved/transcript.ts'
import { ending } from '../../render/saved/scenes.ts'
import { tellStory } from '../../render/terminal.ts'
import { asItIs, maskFailure } from '../../secrets/mask.ts'
import type { TerminalWriter } from '../../text/terminal.ts'
import { openParameters } from '../../secrets/names.ts'
import { maskNested } from '../../secrets/nested.ts'
import { maskSaid } from '../../secrets/said.ts'
import type { Secrets } from '../../secrets/secrets.ts'
import { maskAddress } from '../../secrets/text.ts'
import type { WalkEventBody } from '../../walk/events.ts'
import { emit } from '../../walk/observe.ts'
import { detailOf } from '../command-line/detail.ts'
import { exitCodeOf } from '../failures/exit-codes.ts'
import type { Run } from '../run.ts'
import { sentHere } from './secrets-of.ts'

/**
 * A login of a record as the transcript that `--save` writes, told event by event as its walk would have been, and its
 * secrets masked as there.
 */
export async function transcribe(
  { context, options }: Run, login: Login, record: WalkRecord,
): Promise<{ story: Story, transcript: Transcript }> {
  const story = await tellLogin(login, record)
  const { events, end: { failure, document } } = story
  const { secrets } = context
  const recorder = createRecorder(options.showSecrets ? 'shown' : 'hidden')
  const told = {
    observers: [options.showSecrets ? { seesSecrets: recorder.observe } : { keeps: recorder.observe }], secrets,
    extensions: [],
  }
  const veiled = (body: WalkEventBody) => options.showSecrets ? body : veilOpen(secrets, body)
  for (const { body, step, at } of events) await emit({ ...told, now: () => at, ...step && { step } }, veiled(body))
  await emit({ ...told, now: () => events.at(-1)?.at ?? record.now }, { type: 'walk-finished', document })
  const masked = failure && (options.showSecrets ? asItIs(failure) : maskFailure(secrets, failure))
  const transcript = recorder.transcript(
    { tls: {}, fingerprints: undefined }, masked, masked && exitCodeOf(masked.code, masked.details),
  )
  return { story, transcript }
}

/** What the walk would say itself is another program's here: the addresses in it may have secrets within. */
function veilOpen(secrets: Secrets, body: WalkEventBody): WalkEventBody {
  const mask = (text: string) => maskNested(secrets, text, sentHere)
  if (body.type === 'http') {
    const { request, response } = body
    return {
      ...body,
      request: {
        ...request, url: mask(request.url),
        ...request.body === undefined ? {} : { body: quote(secrets, mask(request.body)) },
      },
      response: { ...response, body: quote(secrets, response.body) },
    }
  }
  if (body.type !== 'message') return body
  const { url, parameters } = body
  const isOpen = (name: string, value: unknown) => typeof value === 'string' && openParameters.has(name)
  const masked = Object.entries(parameters ?? {}).map(([name, value]) => [
    name, isOpen(name, value) ? maskInner(secrets, String(value)) : value,
  ])
  const shown = parameters && { parameters: Object.fromEntries(masked) as typeof parameters }
  return { ...body, ...url === undefined ? {} : { url: mask(url) }, ...shown }
}

/** A body of several parts, or a page, says its secrets as a log does; JSON and forms are masked by their places. */
function quote(secrets: Secrets, body: string): string {
  return /^\s*[[{]|^[\w.~%+[\]-]{1,64}=/.test(body) ? body : maskSaid(secrets, body, sentHere)
}

function maskInner(secrets: Secrets, value: string): string {
  return maskAddress(secrets, maskNested(secrets, value, sentHere), sentHere)
}

/** Tells the steps on stdout, as `report` does; how it ended is told by what was found. */
export async function tellTranscript(
  { context, options, catalogue }: Run, transcript: Transcript, writer: TerminalWriter,
): Promise<void> {
  const tell = tellStory({
    writer, catalogue, write: context.writeOut, verbosity: options.verbose ?? 0, progress: undefined,
    detail: detailOf(options, true), opening: 'browser', beforeAddress: catalogue.story.open, isRecorded: true,
    showsSecrets: options.showSecrets,
  })
  for (const event of [...transcript.events, ending(transcript)]) await tell(event)
}
