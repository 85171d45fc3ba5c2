import { Failure } from '../../codes/failure.ts'
import type { Reading } from '../../explain/reading.ts'
import type { ReadingSentences } from '../../messages/explain.ts'

type Sentences = Readonly<Record<string, ReadingSentences>>

/** The sentences of a reading. Raises `internal-error` for one that the catalogues do not have. */
export function tellReading(
  { name, details }: Pick<Reading, 'name' | 'details'>, { readings }: { readings: Sentences },
): { said: string, why: string, fix: string } {
  const sentences = Object.hasOwn(readings, name) ? readings[name] : undefined
  if (!sentences) throw new Failure('internal-error', { reading: name })
  return { said: sentences.said(details), why: sentences.why(details), fix: sentences.fix(details) }
}
