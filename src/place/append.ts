import { constants, fstatSync, rmSync } from 'node:fs'
import { judge, reasonOf, telling, writeBeside, writeThrough, type Writer } from './output.ts'
import { lookAt, refusal } from './inspect.ts'
import { withoutWaiting } from './open-flags.ts'
import { writeWhole } from './write.ts'

/**
 * Appends to a file that others read, such as that of GITHUB_OUTPUT: opened once, judged by its descriptor. Raises an
 * error with a code.
 */
export function appendToFile(path: string, text: string, writer: Omit<Writer, 'source'>): void {
  try {
    const target = judge(path, writer)
    if (target.kind === 'descriptor') writer.wait(() => writeWhole(target.descriptor, text))
    else if (target.kind === 'stream') writer.wait(() => writeThrough(path, text, writer, constants.O_APPEND))
    else writeThrough(path, text, writer, constants.O_APPEND | constants.O_CREAT | withoutWaiting)
  } catch (error) {
    throw refusal(reasonOf(error))
  }
}

/**
 * Proves before anything else is done that a file can be appended to, and leaves no trace of it; a FIFO is not waited
 * for yet. Raises `file-unwritable` {path, source, reason}.
 */
export function proveAppendable(path: string, writer: Writer): void {
  telling(path, writer, () => {
    const target = judge(path, writer)
    if (target.kind === 'descriptor') fstatSync(target.descriptor)
    if (target.kind !== 'file') return
    if (lookAt(path) === undefined) rmSync(writeBeside(path, '', writer), { force: true })
    else writeThrough(path, '', writer, constants.O_APPEND | withoutWaiting)
  })
}
