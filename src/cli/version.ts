import { plainLines } from '../text/terminal.ts'
import { version } from '../package.ts'
import type { Run } from './run.ts'

/**
 * `oauth-walk version`: what `--version` prints, also as a document; with --sbom the packages within too, as CycloneDX.
 */
export async function showVersion(run: Run, sbom: boolean): Promise<void> {
  const bill = sbom ? (await import('oauth-walk:sbom')).default : undefined
  if (bill === undefined) run.result({ ok: true, version }, plainLines([version]))
  else run.result({ ok: true, version, sbom: bill }, plainLines(JSON.stringify(bill, undefined, 2).split('\n')))
}
