import { plainLines } from '../text/terminal.ts'
import { version } from '../version.ts'
import type { Run } from './run.ts'

/** `oauth-walk version`: what `--version` prints, also as a document. */
export async function showVersion(run: Run): Promise<void> {
  run.result({ ok: true, version }, plainLines([version]))
}
