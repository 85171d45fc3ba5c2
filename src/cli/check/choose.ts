import { describeBy } from '../../codes/described.ts'
import { providerProbes, severities, type Severity, type Suite } from '../../codes/exam.ts'
import { Failure } from '../../codes/failure.ts'
import { providerProbeList } from '../../check/provider/index.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import type { Options } from '../command-line/options.ts'

/**
 * The rules that were asked for: by number, by severity and by suite; all of them otherwise. Raises `setting-invalid`
 * for a number that is none.
 */
export function chooseProbes(options: Options): ProviderProbe[] {
  const { probe: numbers, severity, suite } = options as { probe?: string[], severity?: Severity, suite?: Suite }
  const asked = numbers?.map(requireNumber)
  return providerProbeList
    .filter(({ id, name }) => asked?.some(word => word === id || word === name) ?? true)
    .filter(one => severity === undefined || isAtLeast(one.severity, severity))
    .filter(({ suites }) => suite === undefined || suites.includes(suite))
}

function requireNumber(word: string): string {
  const known = word.toUpperCase()
  if (Object.hasOwn(providerProbes, known)) return known
  if ((Object.values(providerProbes) as string[]).includes(word)) return word
  throw new Failure('setting-invalid', {
    setting: '--probe', value: word,
    expected: describeBy('one-of', 'C01', '…', Object.keys(providerProbes).at(-1) ?? ''),
  })
}

/** Whether as much depends on a rule, or more. */
export function isAtLeast(one: Severity, other: Severity): boolean {
  return severities.indexOf(one) <= severities.indexOf(other)
}
