import { describeBy } from '../codes/described.ts'
import type { Failure } from '../codes/failure.ts'
import { readSwitch, switchWords } from '../given.ts'

/** Reads a switch, from the flag alone or from the word of its variable. */
export function onOrOff(value: unknown, refuse: (expected: string) => Failure): boolean {
  const on = typeof value === 'boolean' ? value : typeof value === 'string' ? readSwitch(value) : undefined
  if (on === undefined) throw refuse(describeBy('one-of', ...switchWords))
  return on
}

/** Reads the variable of a flag that may stand alone: it may also say just that the flag is on, or off. */
export function inOneWord(value: unknown, bare: string | undefined): unknown {
  const on = bare === undefined || typeof value !== 'string' ? undefined : readSwitch(value)
  return on === undefined ? value : on ? bare : 'off'
}

/** Requires one of the words that a setting knows. A fragment never reaches a listener, and the refusal says so. */
export function oneOf(choices: readonly string[], value: unknown, refuse: (expected: string) => Failure): unknown {
  if (value === 'fragment.jwt' || value === 'fragment') throw refuse(describeBy('no-fragment', ...choices))
  if (typeof value !== 'string' || !choices.includes(value)) throw refuse(describeBy('one-of', ...choices))
  return value
}
