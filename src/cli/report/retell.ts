import type { Catalogue } from '../../messages/catalogue.ts'
import { failureLines } from '../../render/report-failure.ts'
import { ending, failureOf } from '../../render/saved/scenes.ts'
import type { Transcript } from '../../render/saved/transcript.ts'
import { recordedTo } from '../../render/saved/unrecorded.ts'
import { clean } from '../../text/printable.ts'
import type { Lines } from '../../text/terminal.ts'
import { tellStory } from '../../render/terminal.ts'
import { endSentence, wayIn } from '../../render/who.ts'
import { detailOf } from '../command-line/detail.ts'
import type { Run } from '../run.ts'
import { openScreen, whereResultGoes } from '../terminal/screen.ts'

/**
 * Tells a saved walk as its login did, on stdout: in the user's language, for the screen that is there now, and with
 * how it ended.
 */
export async function retell(run: Run, transcript: Transcript): Promise<void> {
  const { context, options, catalogue } = run
  const writer = await openScreen({ context: whereResultGoes(context), options })
  context.writeOut(writer.lines(await findingsAhead(run, transcript)))
  const tell = tellStory({
    writer, catalogue, write: context.writeOut, verbosity: options.verbose ?? 0, progress: undefined,
    detail: detailOf(options, context.terminal.stdout), opening: transcript.opened ?? 'browser',
    beforeAddress: beforeAddress(catalogue, transcript),
    isRecorded: transcript.findings !== undefined, failureFollows: transcript.findings === undefined,
  })
  for (const event of [...transcript.events, ending(transcript)]) await tell(event)
  context.writeOut(writer.lines([[[]], ...describeEnd(run, transcript)]))
}

function beforeAddress({ story }: Catalogue, { opened }: Transcript): string {
  return opened === 'by-itself' ? story.signsInByItself : opened === 'by-hand' ? story.openYourself : story.open
}

/** What was found in another program's login stands ahead of its steps. */
async function findingsAhead({ catalogue }: Run, { findings = [] }: Transcript): Promise<Lines> {
  if (findings.length === 0) return []
  const { openFindings } = await import('../explain/findings.ts')
  const { known, telling } = await openFindings(findings, catalogue)
  return [...(await import('../../render/explain/findings.ts')).findingLines(known, telling), [[]]]
}

/** The document names a profile even where nothing was saved in it. */
function savedAs(events: Transcript['events']): string | undefined {
  const saved = events.find(({ type }) => type === 'session-saved')
  return saved === undefined ? undefined : (saved as { profile?: string }).profile
}

function describeEnd({ catalogue }: Run, transcript: Transcript): Lines {
  const failure = failureOf(transcript)
  if (failure) return failureLines(failure, catalogue)
  const last = recordedTo(transcript)
  if (last !== undefined) return [[[{ text: catalogue.report.recordedTo(last) }]]]
  const { document, events } = transcript
  const profile = clean(savedAs(events) ?? '')
  return [[[{ text: endSentence(catalogue, document, { profile, way: wayIn(events) }) }]]]
}
