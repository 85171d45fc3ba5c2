import { comparisonLines } from '../render/comparison.ts'
import { assess } from '../render/saved/assess.ts'
import { verdictOf } from '../render/verdict.ts'
import { openWriter } from '../text/terminal.ts'
import { widthOf } from './context.ts'
import { readSaved } from './report.ts'
import type { Run } from './run.ts'
import { whereResultGoes } from './screen.ts'

/** `oauth-walk diff A B`: what differs between two saved walks, and what it comes from. Raises `file-unreadable`, `transcript-invalid`. */
export async function diff(run: Run, a: string, b: string): Promise<void> {
  const { context, options, catalogue } = run
  const assessment = assess(readSaved(run, a, 'oauth-walk diff'), readSaved(run, b, 'oauth-walk diff'))
  const verdict = verdictOf(assessment, catalogue)
  const lines = comparisonLines(assessment, { verdict, files: [a, b], isVerbose: (options.verbose ?? 0) > 0 }, catalogue)
  const writer = await openWriter({ colour: false, width: widthOf(whereResultGoes(context)) })
  run.result({ ok: true, ...assessment.comparison, verdict, not_compared: assessment.notCompared }, writer.lines(lines))
}
