import { describeBy } from '../../described.ts'
import { Failure } from '../../failure.ts'
import { proveFileWritable, writeOutputFile, type Writer } from '../../place/output.ts'
import type { Examination } from '../../render/check/document.ts'
import type { Run } from '../run.ts'

/** The file for a build. */
export interface JunitFile {
  /** It goes to stdout, in place of the result. */
  takesStdout: boolean
  /** Raises `file-unwritable`. */
  write: (examination: Examination) => Promise<void>
}

/** Gets ready to write the file, where one was asked for. Raises `setting-invalid` for two documents on stdout, `file-unwritable`. */
export function prepareJunit(run: Run): JunitFile {
  const { context, options } = run
  const { junit: path } = options
  if (typeof path !== 'string') return { takesStdout: false, write: async () => undefined }
  const takesStdout = path === '-'
  if (takesStdout && options.json) throw new Failure('setting-invalid', { setting: '--junit -, --json', expected: describeBy('one-document') })
  const { uid, systemUids, isOwnGroup, randomId } = context.machine
  const writer: Writer = { uid, systemUids, isOwnGroup, randomId, wait: context.wait, isEnding: context.isEnding, source: '--junit' }
  if (!takesStdout) proveFileWritable(context.absolutePath(path), writer)
  const [startedAt, started] = [new Date(context.now()).toISOString(), context.elapsed()]
  return {
    takesStdout,
    write: async (examination) => {
      const { toJunit } = await import('../../render/check/junit.ts')
      const { resource: name, examined } = examination
      const text = toJunit({ name, examined, failOn: 'low' }, { startedAt, seconds: (context.elapsed() - started) / 1000 }, run.catalogue)
      if (takesStdout) context.writeOut(text)
      else writeOutputFile(context.absolutePath(path), text, writer)
    },
  }
}
