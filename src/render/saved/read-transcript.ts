import { Ajv, type ValidateFunction } from 'ajv'
import schema from '../../../schema/transcript.json' with { type: 'json' }
import { checkNames, Failure, failureNames } from '../../failure.ts'
import type { Transcript } from './transcript.ts'

/** Failures that there are words for; a newer version may have others. */
const known: ReadonlySet<string> = new Set([...checkNames, ...failureNames])

/** A date that there is: the pattern alone would take the 45th of a month. */
const formats = { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) }

let compiled: ValidateFunction<Transcript> | undefined

/** Reads what `--save` wrote, after checking it against its schema. Raises `transcript-invalid` {path, reason}. */
export function readTranscript(text: string, path: string): Transcript {
  const value = parse(text, path)
  const validate = compiled ??= new Ajv({ strict: false, formats }).compile<Transcript>(schema)
  if (validate(value)) {
    const code = value.failure?.code
    if (code !== undefined && !known.has(code)) throw new Failure('transcript-invalid', { path, reason: `/failure/code ${code}` })
    return value
  }
  const [error] = validate.errors ?? []
  throw new Failure('transcript-invalid', { path, reason: `${error?.instancePath || '/'} ${error?.message ?? ''}`.trim() })
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
