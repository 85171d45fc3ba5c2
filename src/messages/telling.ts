import type { StepId } from '../codes/failure.ts'
import type { DecodedToken } from '../codes/decoded-token.ts'

/** What the terminal says around a walk's messages, and at the pauses of `--step`. */
export interface Telling {
  /** What stands in brackets behind something. */
  aside: (text: string) => string
  /** How far a time is from now, in seconds; what is negative has been. */
  fromNow: (seconds: number) => string
  /** A length of time, in seconds. */
  lasts: (seconds: number) => string
  took: (milliseconds: number) => string
  decoded: Record<DecodedToken, string>
  header: string
  claims: string
  /** The same parameters as in the message before. */
  unchanged: (names: string) => string
  equal: (value: string) => string
  mustBe: (actual: string, expected: string) => string
  /** Behind what is wrong: the value that came and the one that was expected. */
  cameExpected: (actual: string, expected: string) => string
  /** Behind a check, the place in the standard that asks for it. */
  rule: (rule: string) => string
  /** What stands between the items of a list, and between remarks. */
  comma: string
  /** Between the nouns of a list. */
  enumeration: string
  colon: string
  /** Between two sentences. */
  gap: string
  semicolon: string
  checksPassed: (count: number) => string
  /** Before the nouns of the checks that passed. */
  checks: (count: number) => string
  /** What the claims are followed by where the result stands right below the story. */
  claimsFollow: string
  /** What a placeholder is, told once. */
  placeholder: (placeholder: string) => string
  /** What the step teaches, in one line of a terminal. */
  lessons: Record<StepId, string>
  /** What is in progress, for the spinner. */
  busy: Record<'start' | 'waiting' | 'token-request' | 'userinfo-request', string>
  /** Shorter sentences for a story that must fit on one screen. */
  short: Record<'open' | 'redirects' | 'signsInByItself', (address: string) => string> & { waiting: (redirectUri: string, seconds: number) => string }
  /** One sentence on what the step will do. */
  ahead: Record<StepId, string>
  /** The same where the sandbox's user signs in by himself: no browser opens. */
  aheadByItself: Partial<Record<StepId, string>>
  /** What could go wrong at the step: an attack, and what answers it. */
  dangers: Record<StepId, { attack: string, answer: string }[]>
  stepAhead: (n: number) => string
  keys: string
  answer: string
}

const year = 31_536_000
const units: [seconds: number, unit: 'day' | 'hour' | 'minute' | 'second'][] = [[86_400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']]

/** A number of seconds in a unit, or in two. */
export type Amounts = { amount: number, unit: 'year' | 'day' | 'hour' | 'minute' | 'second' }[]

/** The number of seconds in the largest unit that leaves at least two of it, or one that fits exactly; years with the days left. Never rounded up. */
export function inUnits(seconds: number): Amounts {
  const length = Math.abs(seconds)
  if (length >= year) return [{ amount: Math.floor(length / year), unit: 'year' as const }, ...daysOf(length % year)]
  const [size, unit] = units.find(([each]) => length >= 2 * each || length === each) ?? [1, 'second']
  return [{ amount: Math.floor(length / size), unit }]
}

function daysOf(seconds: number): Amounts {
  const amount = Math.floor(seconds / 86_400)
  return amount === 0 ? [] : [{ amount, unit: 'day' }]
}
