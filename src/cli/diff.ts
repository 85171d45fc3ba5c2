import { plainLines } from '../text/terminal.ts'
import { comparisonLines } from '../render/comparison.ts'
import { compare } from '../render/saved/compare.ts'
import { readSaved } from './report.ts'
import type { Run } from './run.ts'

/** `oauth-walk diff A B`: what differs between two saved walks. Raises `file-unreadable`, `transcript-invalid`. */
export async function diff(run: Run, a: string, b: string): Promise<void> {
  const comparison = compare(readSaved(run, a, 'oauth-walk diff'), readSaved(run, b, 'oauth-walk diff'))
  run.result({ ok: true, ...comparison }, plainLines(comparisonLines(comparison, [a, b], run.catalogue)))
}
