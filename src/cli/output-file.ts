import { proveFileWritable, writeOutputFile, type Writer } from '../place/output.ts'
import type { Run } from './run.ts'

/** Gets ready to write a file that a flag names, before anything else is done. Raises `file-unwritable`, now or when it is written. */
export function prepareFile({ context }: Run, path: string, source: string): (text: string) => void {
  const { uid, systemUids, isOwnGroup, randomId } = context.machine
  const writer: Writer = { uid, systemUids, isOwnGroup, randomId, wait: context.wait, isEnding: context.isEnding, source }
  const absolute = context.absolutePath(path)
  proveFileWritable(absolute, writer)
  return text => writeOutputFile(absolute, text, writer)
}
