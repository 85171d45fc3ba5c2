import type { Catalogue } from '../messages/catalogue.ts'
import { comparisonLines } from '../render/comparison.ts'
import { assess } from '../render/saved/assess.ts'
import type { Transcript } from '../render/saved/transcript.ts'
import { verdictOf } from '../render/verdict.ts'
import { openWriter, type Lines } from '../text/terminal.ts'
import { widthOf } from './context.ts'
import { readSaved } from './report.ts'
import type { Run } from './run.ts'
import { whereResultGoes } from './terminal/screen.ts'

/**
 * `oauth-walk diff A B`: what differs between two saved walks, and what it comes from. Raises `file-unreadable`,
 * `transcript-invalid`.
 */
export async function diff(run: Run, a: string, b: string): Promise<void> {
  const { context, options, catalogue } = run
  const [one, other] = [readSaved(run, a, 'oauth-walk diff'), readSaved(run, b, 'oauth-walk diff')]
  const assessment = assess(one, other)
  const verdict = verdictOf(assessment, catalogue)
  const lines = comparisonLines(
    assessment, { verdict, files: [a, b], isVerbose: (options.verbose ?? 0) > 0 }, catalogue,
  )
  const writer = await openWriter({ colour: false, width: widthOf(whereResultGoes(context)) })
  const explained = await explainedOf({ a: one, b: other }, catalogue)
  run.result(
    {
      ok: true, ...assessment.comparison, verdict, not_compared: assessment.notCompared, ...explained && { explained },
    },
    writer.lines([...await faultOf('A', one, catalogue), ...await faultOf('B', other, catalogue), ...lines]),
  )
}

/** What was found in each that is another program's login. */
async function explainedOf(
  walks: Record<'a' | 'b', Transcript>, catalogue: Catalogue,
): Promise<Record<string, unknown> | undefined> {
  const explained: Record<string, unknown> = {}
  for (const [side, { findings }] of Object.entries(walks)) {
    if (findings !== undefined)
      explained[side] = await (await import('./explain/findings.ts')).explainedIn(findings, catalogue)
  }
  return Object.keys(explained).length === 0 ? undefined : explained
}

/**
 * The gravest that was found in another program's login says more than any difference; what is only worth knowing does
 * not.
 */
async function faultOf(side: 'A' | 'B', { findings = [] }: Transcript, catalogue: Catalogue): Promise<Lines> {
  const gravest = (['broken', 'weak'] as const).flatMap(wanted => findings.filter(({ gravity }) => gravity === wanted))
  if (gravest.length === 0) return []
  const { known: [fault], telling } = await (await import('./explain/findings.ts')).openFindings(gravest, catalogue)
  const { tellReading } = await import('../render/explain/reading.ts')
  const sign = fault?.gravity === 'broken' ? '✗' : '!'
  return fault
    ? [[[{ text: `${sign} ${side}${catalogue.telling.colon}${tellReading(fault, telling).said}` }], { at: 0, hang: 2 }]]
    : []
}
