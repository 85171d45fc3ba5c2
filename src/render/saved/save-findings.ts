import type { Reading } from '../../explain/reading.ts'
import type { Transcript } from './transcript.ts'
import type { SavedFinding } from './saved-finding.ts'

/** Writes readings down whose secrets are masked already. */
export function toSavedFindings(readings: readonly Reading[]): SavedFinding[] {
  return readings.map(({ name, gravity, step, clause, details, in: seen }) => ({
    name, gravity, step: step ?? null, ...clause === undefined ? {} : { clause }, details,
    places: [...new Set(seen.flatMap(({ place }) => place ?? []))],
  }))
}

/**
 * A recording's transcript with what was found in it. A fault that was found is the cause; the usual one of such a
 * failure is a guess.
 */
export function withFindings(transcript: Transcript, findings: SavedFinding[]): Transcript {
  const { failure } = transcript
  const isExplained = findings.some(({ gravity }) => gravity === 'broken')
  const recorded = isExplained ? 'explained' : 'unexplained'
  return {
    ...transcript, findings, ...failure && { failure: { ...failure, details: { ...failure.details, recorded } } },
  }
}
