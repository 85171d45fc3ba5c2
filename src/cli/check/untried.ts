import { having, type Examined } from '../../check/probe.ts'
import type { ProviderProbe } from '../../check/provider/probe.ts'
import { Failure } from '../../codes/failure.ts'
import type { SkipReason } from '../../codes/exam.ts'
import type { Ending } from './provider-ending.ts'

/**
 * What is missing where a rule was not tried for want of it; a flag that forbids it is to be left out, and has no value
 * of its own.
 */
const wanted: Partial<Record<SkipReason, (issuer: string, words: Ending['words']) => string[]>> = {
  'not-operated': issuer => ['--i-operate', issuer], 'no-client': () => ['--client-id', 'ID'],
  'no-second-client': () => ['--second-client-id', 'ID2'],
  'destructive-off': () => ['--destructive'], 'slow-off': () => ['--slow'], 'sign-in-off': () => [],
  'public-issuer': () => [],
  // Most providers of OpenID give a refresh token for this scope alone (OpenID Connect Core 1.0, section 11).
  'no-refresh-token': (_issuer, words) => ['--scope', `${scopeIn(words)} offline_access`],
}

/** Rules that were left out for want of a flag, and the flags. */
export interface Untried { rules: readonly Examined[], flags: string[][], reasons: SkipReason[] }

/** Which rules were left out though they might have been tried. */
export function untriedOf(
  examined: readonly Examined[], ending: Pick<Ending, 'issuer' | 'words' | 'clientId'>,
): Untried {
  const { words } = ending
  const rules = having(examined, 'SKIP').filter(({ reason }) =>
    reason !== undefined && reason in wanted && !(reason === 'no-refresh-token' && asksOffline(words)))
  const reasons = [...new Set(rules.map(({ reason }) => reason as SkipReason))]
  return { rules, reasons, flags: flagsFor(reasons, ending) }
}

/** Whoever operates a provider, and is known to have no client there, is asked for one next. */
function flagsFor(
  reasons: readonly SkipReason[], { issuer, words, clientId }: Pick<Ending, 'issuer' | 'words' | 'clientId'>,
): string[][] {
  const isClientWanted = clientId === undefined && reasons.includes('not-operated') && !reasons.includes('no-client')
  const all: readonly SkipReason[] = [...reasons, ...isClientWanted ? ['no-client' as const] : []]
  return all.flatMap(reason => [wanted[reason]?.(issuer, words) ?? []]).filter(([flag]) => flag !== undefined)
}

/**
 * How the same examination is said again so that most of the rules that were left out are tried; nothing where no flag
 * does that.
 */
export function wordsForMost(
  examined: readonly Examined[], ending: Pick<Ending, 'target' | 'issuer' | 'words' | 'clientId'>,
): ReturnType<typeof saidAgain> | undefined {
  const { target, words } = ending
  const { rules, reasons } = untriedOf(examined, ending)
  const count = (reason: SkipReason) => rules.filter(rule => rule.reason === reason).length
  const [most] = reasons.toSorted((one, other) => count(other) - count(one))
  if (most === undefined || most === 'public-issuer') return undefined
  return saidAgain(target, words, flagsFor([most], ending), [most])
}

/** A rule that was asked for by its number, and could not be tried, ends a build. */
export function failureOfUntried(
  examined: readonly Examined[], { probe: named }: Record<string, unknown>, ending: Ending,
): Failure | undefined {
  const { target, issuer, words } = ending
  const { rules, flags, reasons } = untriedOf(examined, ending)
  if (named === undefined || rules.length === 0) return undefined
  return new Failure('rules-untried', {
    ...saidAgain(target, words, flags, reasons), url: issuer,
    rules: rules.map(({ probe: { id, name } }) => `${id} ${name}`),
  })
}

/** Who operates a provider, and names no client there, would have next to nothing examined. Raises `rules-untried`. */
export function requireClient(
  probes: readonly ProviderProbe[], { target, words }: Pick<Ending, 'target' | 'words'>,
): void {
  const needing = probes.filter(({ session }) => session !== 'none')
  if (needing.length === 0) return
  throw new Failure('rules-untried', {
    ...saidAgain(target, words, [['--client-id', 'ID']], ['no-client']), url: target,
    rules: needing.map(({ id, name }) => `${id} ${name}`),
  })
}

/** The words of the same examination with the flags that are missing, and without the one that forbids. */
export function saidAgain(target: string, words: Ending['words'], flags: string[][], reasons: SkipReason[]) {
  const replaced = [...flags.map(([flag]) => flag), ...reasons.includes('sign-in-off') ? ['--no-sign-in'] : []]
  const kept = words.filter(([first]) => !replaced.includes(first))
  return { target, reasons, words: reasons.includes('public-issuer') ? [] : [...kept, ...flags] }
}

/** Whoever has asked for it, and got none, has no flag left to try. */
function asksOffline(words: Ending['words']): boolean {
  return scopeIn(words).split(' ').includes('offline_access')
}

function scopeIn(words: Ending['words']): string {
  return words.find(([flag]) => flag === '--scope')?.[1] ?? 'openid'
}
