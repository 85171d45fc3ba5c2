import type { StepId } from '../codes/failure.ts'
import type { Gravity, Reading } from './reading.ts'
import type { Seen } from './record.ts'

interface Said {
  gravity?: Gravity
  step?: StepId
  clause?: string
}

/** A reading of these messages; it belongs to the step of the first where nothing else is said. */
export function say(
  name: string, messages: readonly (Seen | undefined)[], details: Reading['details'] = {},
  { gravity = 'broken', step, clause }: Said = {},
): Reading {
  const shown = messages.filter(message => message !== undefined)
  return { name, gravity, step: step ?? shown[0]?.step, clause, details, in: shown }
}
