import { checkNames, Failure, failureNames } from '../../codes/failure.ts'
import type { Transcript } from './transcript.ts'
import validate from './valid-transcript.ts'

/** Failures that there are words for; a newer version may have others. */
const known: ReadonlySet<string> = new Set([...checkNames, ...failureNames])

/** Reads what `--save` wrote, after checking it against its schema. Raises `transcript-invalid` {path, reason}. */
export function readTranscript(text: string, path: string): Transcript {
  const value = parse(text, path)
  if (validate(value)) {
    const code = value.failure?.code
    if (code !== undefined && !known.has(code))
      throw new Failure('transcript-invalid', { path, reason: `/failure/code ${code}` })
    return value
  }
  const [error] = validate.errors ?? []
  throw new Failure('transcript-invalid', {
    path, reason: `${error?.instancePath || '/'} ${error?.message ?? ''}`.trim(),
  })
}

function parse(text: string, path: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    // What is nested too deeply to be written is nested too deeply to be shown.
    JSON.stringify(value)
    return value
  } catch {
    throw new Failure('transcript-invalid', { path, reason: 'no JSON' })
  }
}
