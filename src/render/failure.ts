import { causeCodes } from '../codes/described.ts'
import { checkNames, type CheckName, type Failure, type FailureCode } from '../codes/failure.ts'
import { limits } from '../limits.ts'
import { lacksOnlyUserinfo, runIn, tellApart } from '../messages/again.ts'
import type { Catalogue, FailureProse } from '../messages/catalogue.ts'
import { compared, whatIsWrong } from '../messages/text.ts'
import type { Masked } from '../secrets/masked.ts'
import { clean, mapTexts } from '../text/printable.ts'
import type { Command } from '../text/shell.ts'

/** A failure in words: what happened, expected and came where values were compared, why, and the next command. */
export interface FailureText {
  /** Of a failed check what is wrong, not the rule that should hold. */
  message: string
  expected: string | undefined
  came: string | undefined
  rule: string | undefined
  said: string | undefined
  /** What was refused before, and made necessary what failed. */
  before: string | undefined
  cause: string
  /** What to do, where nothing that could be typed does it. */
  advice: readonly string[]
  /** What to type, one way after the other: each works as it is pasted, once its words in capitals are replaced. */
  next: readonly Command[]
}

/** Puts a failure into the words of a catalogue; every value from outside is cleaned. */
export function describeFailure(failure: Masked<Failure>, catalogue: Catalogue): FailureText {
  // The doctor's words and those of the command line are ours, and longer than a provider's may be.
  const { diagnosis, again: _again, circumstances: _circumstances, ...foreign } = failure.details
  const run = runIn(failure.details)
  const details: Record<string, unknown> = { ...cleanDetails(foreign), ...diagnosis === undefined ? {} : { diagnosis } }
  const { error, error_description, left_out } = (details['provider'] ?? {}) as {
    error?: string
    error_description?: string
    left_out?: number
  }
  const prose = isCheck(failure.code)
    ? tellCheck(failure.code, details, catalogue)
    : tell(failure.code, details, catalogue)
  const text = (name: string) => typeof details[name] === 'string' ? details[name] : undefined
  const isCompared = (name: string) => isCheck(failure.code) && text(name) !== undefined
  const told = (name: string) =>
    isCompared(name) ? compared(catalogue.values, String(failure.details[name])) : undefined
  const whatItSaid = error_description && `${error_description}${left_out ? catalogue.story.leftOut(left_out) : ''}`
  return {
    message: prose.message,
    expected: told('expected'),
    came: told('actual'),
    rule: text('rule'),
    said: isCheck(failure.code) && error !== undefined
      ? [error, whatItSaid].filter(word => word !== undefined).join(': ')
      : whatItSaid,
    before: refusedBefore(details['refused'], catalogue),
    cause: prose.cause,
    ...tellApart(prose.next, run, failure.step !== undefined, lacksOnlyUserinfo(failure.details)),
    ...ofRecording(failure.details['recorded']),
  }
}

function refusedBefore(refused: unknown, { story }: Catalogue): string | undefined {
  if (refused === undefined) return undefined
  const { url, status, error, error_description: said } = refused as Record<string, unknown>
  return story.refusedBefore(String(url), String(status), [error, said].filter(Boolean).join(': '))
}

/**
 * Nobody mends another program's login by a command of this one; and where its fault was found, the usual cause would
 * only guess.
 */
function ofRecording(recorded: unknown): Partial<FailureText> {
  return recorded === undefined ? {} : recorded === 'explained' ? { cause: '', advice: [], next: [] } : { next: [] }
}

/** What kept the server from doing it comes before what the failure is usually taken for. */
function tell(
  code: Exclude<FailureCode, CheckName>, details: Record<string, unknown>, { obstacles, failures }: Catalogue,
): FailureProse {
  return obstacles(code, details) ?? failures[code](details)
}

function tellCheck(code: CheckName, details: Record<string, unknown>, catalogue: Catalogue): FailureProse {
  const message = whatIsWrong(catalogue.checkWords[code], details['actual'], details['because'])
  return { ...catalogue.checks[code], ...causeOf(details, catalogue), message }
}

/** The cause of a failed check as far as more was seen than that two values differ. */
function causeOf(
  { because }: Record<string, unknown>, { causes }: Catalogue,
): Partial<Pick<FailureProse, 'cause' | 'next'>> {
  const { code, facts } = (because ?? {}) as { code?: unknown, facts?: unknown }
  const known = causeCodes.find(one => one === code)
  return known === undefined || !Array.isArray(facts) ? {} : causes[known](...facts.map(String))
}

function isCheck(code: FailureCode): code is CheckName {
  return (checkNames as readonly string[]).includes(code)
}

function cleanDetails(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return mapTexts(details, text => clean(text, limits.error_description)) as Record<string, unknown>
}
