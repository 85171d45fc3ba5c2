import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { WalkRecord } from '../../explain/record.ts'
import { beginReading, isPlainAddress, isRecognised } from '../../explain/recognise/index.ts'
import { withoutRepeated } from '../../explain/recognise/key-sets.ts'
import { isOfCut } from '../../explain/readings/cut.ts'
import { readRecord } from '../../explain/readings/index.ts'
import { cleanGiven } from '../../given.ts'
import type { Options } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { notRecognised, placeOf, readInto, readTime } from './input.ts'
import { readKeys } from './keys.ts'

/** Flags of `explain` besides those of every command. */
export type ExplainOptions = Options
  & { request?: string, issuer?: string, at?: string, jwks?: string, login?: string, clipboard?: boolean }

/** What was given, as one record, and the files that were read for it. */
export interface Gathered {
  record: WalkRecord
  inputs: string[]
}

/** Of a text of more characters, parts may be too long to be taken for what they are. */
const longText = 200_000

/**
 * Reads all that is given into one record. Raises `input-missing`, `input-unrecognised`, `file-unreadable`,
 * `setting-invalid`.
 */
export async function gather(run: Run, argument: string | undefined): Promise<Gathered> {
  const options = run.options as ExplainOptions
  const now = readTime(options.at, run.context.now())
  const input = options.clipboard ? await clipboardOf(run, argument) : placeOf(run, argument)
  const request = options.request === undefined ? undefined : placeOf(run, options.request)
  const reading = beginReading()
  if (request) readInto(run, request, '--request', reading)
  const { length, isMissing } = readInto(run, input, 'oauth-walk explain', reading)
  const record = reading.toRecord({
    issuer: given('address', options.issuer, '--issuer'), clientId: given('word', options.clientId, '--client-id'), now,
  })
  // Words alone may say what went wrong.
  if (!isRecognised(record) && (await readRecord(record)).every(isOfCut)) {
    if ('path' in input && isMissing) throw notRecognised(input.path)
    throw new Failure('input-unrecognised', {
      source: 'path' in input ? input.path : '',
      ...record.cut.includes('recording') ? { cut: 'yes' } : length > longText && { long: 'yes' },
    })
  }
  const keys = options.jwks === undefined ? [] : [await readKeys(run, options.jwks)]
  if (isPlainAddress(record) && (await readRecord(record)).length === 0)
    throw new Failure('input-unrecognised', { source: '', address: 'yes' })
  return {
    record: await verified({ ...record, keySets: withoutRepeated([...keys, ...record.keySets]) }),
    inputs: [request, isMissing ? undefined : input].flatMap(one => one && 'path' in one ? one.path : []),
  }
}

function given(kind: 'address' | 'word', value: string | undefined, flag: string): string | undefined {
  return value === undefined ? undefined : cleanGiven(kind, value, flag)
}

/** What does that is loaded only then. */
async function clipboardOf({ context }: Run, argument: string | undefined): Promise<{ text: string }> {
  if (argument !== undefined)
    throw new Failure('setting-invalid', { setting: '--clipboard', expected: describeBy('one-input') })
  return { text: (await import('./clipboard.ts')).readClipboard(context) }
}

/** Signatures are tried where there are keys; what does that is loaded only then. */
async function verified(record: WalkRecord): Promise<WalkRecord> {
  const hasKeys = record.keySets.length > 0 || record.jwts.some(({ role }) => role === 'dpop_proof')
  if (!hasKeys || record.jwts.length === 0) return record
  return (await import('../../explain/signatures.ts')).withSignatures(record)
}
