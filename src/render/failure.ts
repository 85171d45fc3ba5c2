import { checkNames, type CheckName, type Failure } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { inWords } from '../messages/text.ts'
import type { Masked } from '../secrets/masked.ts'
import { clean } from '../text/printable.ts'
import type { Command } from '../text/shell.ts'

/** A failure in words: what happened, expected and came where values were compared, why, and the next command. */
export interface FailureText {
  message: string
  expected: string | undefined
  came: string | undefined
  rule: string | undefined
  said: string | undefined
  cause: string
  /** What to type or to do next, one way after the other. */
  next: readonly Command[]
}

/** Puts a failure into the words of a catalogue; every value from outside is cleaned. */
export function describeFailure(failure: Masked<Failure>, catalogue: Catalogue): FailureText {
  // The doctor's words are ours, and longer than a provider's may be.
  const { diagnosis, ...foreign } = failure.details
  const details: Record<string, unknown> = { ...cleanDetails(foreign), ...diagnosis === undefined ? {} : { diagnosis } }
  const provider = details['provider'] as { error_description?: string } | undefined
  const prose = isCheck(failure.code)
    ? { ...catalogue.checks[failure.code], message: catalogue.story.checkFailed(catalogue.checks[failure.code].title) }
    : catalogue.failures[failure.code](details)
  const text = (name: string) => typeof details[name] === 'string' ? details[name] : undefined
  const compared = (name: string) => isCheck(failure.code) && text(name) !== undefined ? inWords(catalogue.values, text(name)) : undefined
  return {
    message: prose.message,
    expected: compared('expected'),
    came: compared('actual'),
    rule: text('rule'),
    said: provider?.error_description,
    cause: prose.cause,
    next: typeof prose.next === 'string' ? [prose.next] : prose.next,
  }
}

/** A provider may tell in so many characters what is wrong; its useful words often come last. */
const longestDetail = 1000

function isCheck(code: string): code is CheckName {
  return (checkNames as readonly string[]).includes(code)
}

function cleanDetails(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, cleanValue(value)]))
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return clean(value, longestDetail)
  if (Array.isArray(value)) return value.map(cleanValue)
  if (typeof value === 'object' && value !== null) return cleanDetails(value as Record<string, unknown>)
  return value
}
