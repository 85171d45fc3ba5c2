import type { StepId } from '../../codes/failure.ts'
import type { Gravity, Reading } from '../../explain/reading.ts'

/**
 * What was found in another program's login, so that it can be told in any language later. Its details hold no secret.
 */
export interface SavedFinding {
  name: string
  gravity: Gravity
  step: StepId | null
  clause?: string
  details: Reading['details']
  /** Where in the recording it shows: `entry 12`. */
  places: string[]
}
