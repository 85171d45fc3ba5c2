import { Failure } from '../codes/failure.ts'
import { decodeText } from '../given.ts'
import { failureDocument } from '../render/document.ts'
import { failureOf } from '../render/saved/scenes.ts'
import { readTranscript } from '../render/saved/read-transcript.ts'
import type { Transcript } from '../render/saved/transcript.ts'
import { recordedTo } from '../render/saved/unrecorded.ts'
import { diagnoseFailure } from './failures/diagnose.ts'
import { exportsAsked, proveExports, spareInputs, writeExports } from './report/exports.ts'
import { looksLikeHar } from '../explain/recognise/har-scanner.ts'
import { formatJson, readNamedFile, type Run } from './run.ts'

/**
 * `oauth-walk report FILE`: tells a saved walk again, or writes it down in the ways that are asked for, in the user's
 * language. Raises `file-unreadable`, `transcript-invalid`, `file-unwritable`.
 */
export async function report(run: Run, path: string): Promise<void> {
  const { context, options } = run
  const files = exportsAsked(run)
  spareInputs(run, files, [path])
  const transcript = await diagnoseAgain(run, readSaved(run, path, 'oauth-walk report'))
  if (transcript.secrets === 'shown') run.tell(`! ${run.catalogue.report.secretsShown}`)
  proveExports(run, files)
  if (options.json) context.writeOut(formatJson(context, await documentOf(run, transcript)))
  if (files.length === 0 && !options.json) await (await import('./report/retell.ts')).retell(run, transcript)
  await writeExports(run, files, transcript)
}

/** The document of its login; of another program's login it has why that ended, and what was found in it. */
async function documentOf({ catalogue }: Run, transcript: Transcript): Promise<Record<string, unknown>> {
  const { document, findings, failure: saved } = transcript
  if (findings === undefined) return { ...document }
  const failure = failureOf(transcript)
  const explained = await (await import('./explain/findings.ts')).explainedIn(findings, catalogue)
  const last = recordedTo(transcript)
  return {
    ...document, ...failure && failureDocument(failure, catalogue, saved?.exit_code ?? 3),
    // Whether it succeeded, nobody saw.
    ...last !== undefined && { ok: false, recorded_to: last }, explained,
  }
}

/** The doctor's words were in the language of the login; they are found again in that of this command. */
async function diagnoseAgain({ catalogue }: Run, transcript: Transcript): Promise<Transcript> {
  const failure = failureOf(transcript)
  if (!failure || !transcript.failure) return transcript
  const { diagnosis: _diagnosis, ...details } = failure.details
  const told = await diagnoseFailure(new Failure(failure.code, details, { step: failure.step }), catalogue)
  return { ...transcript, failure: { ...transcript.failure, details: { ...told.details } } }
}

/** A saved walk from a file, or from stdin (`-`). Raises `file-unreadable`, `transcript-invalid`. */
export function readSaved({ context }: Run, path: string, source: string): Transcript {
  const text = decodeText(
    path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, source),
  )
  if (text === undefined) throw new Failure('transcript-invalid', { path, reason: 'no JSON' })
  if (looksLikeHar(text)) throw new Failure('transcript-invalid', { path, reason: 'HAR' })
  return readTranscript(text, path)
}
