import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Transcript } from '../../render/saved/transcript.ts'
import type { DocumentText, JsonText } from '../../text/written.ts'
import { proveFileWritable, writeOutputFile, type Writer } from '../../place/output.ts'
import { isSameFile } from '../../place/same.ts'
import type { Run } from '../run.ts'
import { exportKinds, renderers, type ExportKind } from './export-kinds.ts'

/** A file that was asked for; `-` is stdout. */
export interface Export<Kind extends string = ExportKind> {
  kind: Kind
  path: string
}

/**
 * The files for a walk that were asked for. Raises `setting-invalid` for two with one name, or two documents for
 * stdout.
 */
export function exportsAsked(run: Run): Export[] {
  return filesAsked(run, exportKinds)
}

/** The same for files of these kinds, by flag. */
export function filesAsked<Kind extends string>(
  { options, context: { absolutePath } }: Run, kinds: readonly Kind[],
): Export<Kind>[] {
  const asked = kinds.flatMap((kind) => {
    const path = options[kind === 'save' ? 'saveTo' : kind]
    return typeof path === 'string' ? [{ kind, path }] : []
  })
  const toStdout = [
    ...asked.filter(({ path }) => path === '-').map(({ kind }) => `--${kind} -`),
    ...['json', 'events'].filter(name => options[name]).map(name => `--${name}`),
  ]
  if (toStdout.length > 1 && toStdout[0]?.endsWith(' -')) {
    throw new Failure('setting-invalid', { setting: toStdout.join(', '), expected: describeBy('one-document') })
  }
  const twice = asked.find(({ path }, place) =>
    asked.findIndex(other => absolutePath(other.path) === absolutePath(path)) !== place)
  if (twice) throw notAlone(twice)
  return asked
}

function notAlone({ kind, path }: Export<string>): Failure {
  return new Failure('setting-invalid', { setting: `--${kind}`, value: path, expected: describeBy('other-file') })
}

/**
 * Spares what the command reads. Raises `setting-invalid` for a file that is to be written and is one of these, by
 * whatever name.
 */
export function spareInputs(
  { context: { absolutePath } }: Run, files: readonly Export<string>[], inputs: readonly string[],
): void {
  const paths = inputs.filter(path => path !== '-').map(absolutePath)
  const lost = files.find(({ path }) => path !== '-' && paths.some(input => isSameFile(absolutePath(path), input)))
  if (lost) throw notAlone(lost)
}

/** Proves that each file can be written. Raises `file-unwritable`. */
export function proveExports(run: Run, files: readonly Export<string>[]): void {
  for (const { kind, path } of files) {
    if (path !== '-') proveFileWritable(run.context.absolutePath(path), writerOf(run, kind))
  }
}

/** Who writes the file of such a flag. */
export function writerOf(
  { context: { machine: { uid, systemUids, isOwnGroup, randomId }, wait, isEnding } }: Run, kind: string,
): Writer {
  return { uid, systemUids, isOwnGroup, randomId, wait, isEnding, source: `--${kind}` }
}

/** Writes a walk down in each of the ways that were asked for; only these are loaded. Raises `file-unwritable`. */
export async function writeExports(run: Run, files: readonly Export[], transcript: Transcript): Promise<void> {
  // A recording may have no request of the client itself.
  if (files.some(({ kind }) => kind === 'curl') && !transcript.events.some(({ type }) => type === 'http'))
    run.tell(`! ${run.catalogue.report.script.noRequest}`)
  await writeFiles(run, files, async kind => renderers[kind](transcript, run))
}

/** Writes each file as it is rendered. Raises `file-unwritable`. */
export async function writeFiles<Kind extends string>(
  run: Run, files: readonly Export<Kind>[], render: (kind: Kind) => Promise<JsonText | DocumentText>,
): Promise<void> {
  const { context, catalogue } = run
  for (const { kind, path } of files) {
    const text = await render(kind)
    if (path === '-') {
      context.writeOut(text)
      continue
    }
    // A signal that has come by now is heard before a FIFO is waited for.
    await new Promise(setImmediate)
    writeOutputFile(context.absolutePath(path), text, writerOf(run, kind))
    run.tell(catalogue.report.written(path))
  }
}
