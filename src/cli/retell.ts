import { failureLines } from '../render/report-failure.ts'
import { loadLayout, type Layout } from '../render/layout.ts'
import { loadPaint, type Paint } from '../render/paint.ts'
import { failureOf } from '../render/saved/scenes.ts'
import type { Transcript } from '../render/saved/transcript.ts'
import { tellStory } from '../render/terminal.ts'
import { wantsColour, widthOf } from './context.ts'
import type { Run } from './run.ts'

/** Tells a saved walk as its login did, on stdout: in the user's language, for the screen that is there now, and with how it ended. */
export async function retell(run: Run, transcript: Transcript): Promise<void> {
  const { context, options, catalogue } = run
  const { terminal } = context
  // The story is the result here, so it is stdout that decides how it looks.
  const screen = { ...context, terminal: { ...terminal, stderr: terminal.stdout } }
  const look = { paint: await loadPaint(wantsColour(screen, options.color !== false)), layout: await loadLayout(widthOf(screen)) }
  const tell = tellStory({
    ...look, catalogue, write: context.writeOut, secrets: undefined, verbosity: options.verbose ?? 0, progress: undefined,
    explain: options.explain ?? (options.brief ? false : terminal.stdout), opening: 'browser', beforeAddress: catalogue.story.open,
  })
  for (const event of transcript.events) await tell(event)
  context.writeOut(`\n${describeEnd(run, transcript, look)}\n`)
}

function describeEnd({ catalogue }: Run, transcript: Transcript, { paint, layout }: { paint: Paint, layout: Layout }): string {
  const failure = failureOf(transcript)
  if (failure) return failureLines(failure, catalogue, paint, layout).join('\n')
  const { subject, client_id, profile } = transcript.document as { subject?: string | null, client_id?: string, profile?: string }
  return catalogue.story.done(subject ?? client_id ?? '', profile ?? '')
}
