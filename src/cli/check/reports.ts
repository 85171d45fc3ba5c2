import type { Ran, Reported } from '../../render/check/document.ts'
import type { Wording } from '../../render/check/rule.ts'
import type { DocumentText, JsonText } from '../../text/written.ts'
import { filesAsked, proveExports, writeFiles } from '../report/exports.ts'
import type { Run } from '../run.ts'

/** The ways to write an examination down, by flag. */
const reportKinds = ['html', 'junit', 'sarif'] as const
type ReportKind = typeof reportKinds[number]

/** The files that were asked for. */
export interface Reports {
  /** One of them goes to stdout, in place of the result. */
  takesStdout: boolean
  /** Raises `file-unwritable`. */
  write: (reported: Reported, wordingOf: () => Promise<Wording>) => Promise<void>
}

/**
 * Gets ready to write the files that were asked for. Raises `setting-invalid` for two documents on stdout,
 * `file-unwritable`.
 */
export function prepareReports(run: Run): Reports {
  const { context } = run
  const files = filesAsked(run, reportKinds)
  proveExports(run, files)
  const [startedAt, started] = [new Date(context.now()).toISOString(), context.elapsed()]
  return {
    takesStdout: files.some(({ path }) => path === '-'),
    write: async (reported, wordingOf) => {
      if (files.length === 0) return
      const wording = await wordingOf()
      const ran = { startedAt, seconds: (context.elapsed() - started) / 1000 }
      await writeFiles(run, files, async kind => render(kind, reported, ran, wording))
    },
  }
}

async function render(
  kind: ReportKind, reported: Reported, ran: Ran, wording: Wording,
): Promise<JsonText | DocumentText> {
  switch (kind) {
    case 'html': return (await import('../../render/check/page/page.ts')).toCheckPage(reported, ran, wording)
    case 'junit': return (await import('../../render/check/junit.ts')).toJunit(reported, ran, wording)
    case 'sarif': return (await import('../../render/check/sarif.ts')).toSarif(reported, ran, wording)
  }
}
