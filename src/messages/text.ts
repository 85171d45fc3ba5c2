import { describeBy, readDescription } from '../codes/described.ts'
import { clean, reveal } from '../text/printable.ts'
import { command, type Command } from '../text/shell.ts'
import type { Way } from './way.ts'
import type { Catalogue, CheckWords, FailureProse } from './catalogue.ts'

/** Causes and remedies by the error code that a provider sent. */
export type ProviderAdvice = Readonly<Record<string, Pick<FailureProse, 'cause' | 'next'> | undefined>>

/** The prose of a refusal, with cause and command of the doctor's table or of the standard's error code instead of ours where they are known. */
export function advise(
  details: Readonly<Record<string, unknown>>, known: ProviderAdvice, prose: FailureProse,
): FailureProse {
  const diagnosis = details['diagnosis'] as { cause: string, fix: readonly Way[] } | undefined
  if (diagnosis) return { ...prose, cause: diagnosis.cause, next: diagnosis.fix }
  const { error, meaning } = (details['provider'] ?? {}) as { error?: unknown, meaning?: unknown }
  const code = [error, meaning].find(one => typeof one === 'string' && Object.hasOwn(known, one))
  const advice = typeof code === 'string' ? known[code] : undefined
  return advice ? { ...prose, cause: advice.cause, next: advice.next } : prose
}

/** What comes from outside may make a sentence long, but not hide its end. */
const longestDetail = 1000

/** A detail of a failure or finding as text for a sentence, cut and cleaned: lists with commas, nothing for what is missing. */
export function text(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(text).join(', ')
  return clean(typeof value === 'string' ? value : JSON.stringify(value), longestDetail)
}

/** A detail as a number; none for an object, which a saved walk may hold in its place. */
export function numberOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? NaN : Number(value)
}

/** A value beside the one that it should be: as `text`, but also those characters are seen in which alone the two may differ. */
export function exact(value: unknown): string {
  if (Array.isArray(value)) return value.map(exact).join(', ')
  return typeof value === 'string' ? reveal(value, longestDetail) : text(value)
}

/** A browser's command was started, and ended with an error by itself: it may well have opened. */
export function hasEnded(reason: unknown): boolean {
  return typeof reason === 'string' && reason.startsWith('ended with ')
}

/** One of these by a name from outside, which may be that of a member that every object has. */
export function pick<Value>(choices: Readonly<Record<string, Value>>, name: unknown): Value | undefined {
  const key = text(name)
  return Object.hasOwn(choices, key) ? choices[key] : undefined
}

/** A cause with what a platform's token said, where one was sent: the trust at the provider is compared with that. */
export function withPresented(cause: string, { presented }: Readonly<Record<string, unknown>>, tell: (said: string) => string): string {
  if (typeof presented !== 'object' || presented === null) return cause
  return `${cause} ${tell(Object.entries(presented).map(([name, value]) => `${name} ${text(value) || '-'}`).join(', '))}`
}

/** The help to read next: of the command that was typed, otherwise of the program; the whole one has every flag. */
export function helpOf(name: unknown, isWhole: unknown = false): Command {
  const [parent = '', child = ''] = text(name).split(' ')
  return command`oauth-walk ${parent} ${child} --help ${isWhole ? 'all' : ''}`
}

/** A flag with what stands between it and its value. */
export function shownFlag(flag: unknown): string {
  return text(flag).endsWith('=') ? text(flag) : `${text(flag)} `
}

/** Tells whether a userinfo endpoint refused a token because `openid` was never asked for. */
export function lacksOpenid(details: Readonly<Record<string, unknown>>): boolean {
  const { scope, provider } = details as { scope?: unknown, provider?: { error?: unknown } }
  return Array.isArray(scope) && !scope.includes('openid') && /invalid_token|insufficient_scope/.test(text(provider?.error))
}

/** What was asked for there, with `openid` as well. */
export function withOpenid({ scope }: Readonly<Record<string, unknown>>): string {
  return ['openid', ...Array.isArray(scope) ? scope.map(text) : []].join(' ')
}

/** Tells whether a resource server says by its status that the token is not enough (RFC 9110, sections 15.5.2 and 15.5.4). */
export function isAboutToken({ provider }: Readonly<Record<string, unknown>>): boolean {
  return [401, 403].includes((provider as { status?: number } | undefined)?.status ?? 0)
}

/** It says that it knows the token, and that this is not enough (RFC 9110, section 15.5.4). */
export function isForbidden({ provider }: Readonly<Record<string, unknown>>): boolean {
  return (provider as { status?: number } | undefined)?.status === 403
}

/** A value for a sentence: a description in words, any other value as it is. */
export function inWords(values: Catalogue['values'], value: unknown): string {
  const plain = text(value)
  const described = readDescription(plain)
  const say = described && values[described.code]
  return say && described.facts.length >= say.length ? say(...described.facts) : plain
}

/** What is wrong by a check that failed. */
export function whatIsWrong({ wrong, missing, noTime, because }: CheckWords, actual: unknown, cause?: unknown): string {
  const { code, facts } = (cause ?? {}) as { code?: unknown, facts?: unknown }
  const say = pick(because ?? {}, code)
  if (say && Array.isArray(facts)) return say(...facts.map(text))
  if (noTime !== undefined && !/^\d{4}-\d\d-\d\dT/.test(text(actual))) return noTime
  return missing !== undefined && actual === describeBy('missing') ? missing : wrong
}

/** A value that a check compared: a description in words, any other so that also those characters are seen in which alone two may differ. */
export function compared(values: Catalogue['values'], value: string, most = longestDetail): string {
  const beginning = value.slice(0, longestDetail + 1)
  return readDescription(beginning) ? clean(inWords(values, beginning), most) : reveal(beginning, most)
}
