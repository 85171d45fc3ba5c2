import type { FailureProse } from './catalogue.ts'

/** Causes and remedies by the error code that a provider sent. */
export type ProviderAdvice = Readonly<Record<string, { cause: string, next: string } | undefined>>

/** A path as a shell takes it: quoted where it holds anything but plain characters. */
export function quotePath(value: unknown): string {
  const path = text(value)
  return /^[\w@%+=:,./~-]*$/.test(path) ? path : `'${path.replaceAll('\'', '\'\\\'\'')}'`
}

/** The prose of a refusal with what is known about the provider's error code: its cause before ours, its command instead of ours. */
export function advise(
  details: Readonly<Record<string, unknown>>, known: ProviderAdvice, prose: FailureProse,
): FailureProse {
  const error = (details['provider'] as { error?: unknown } | undefined)?.error
  const advice = typeof error === 'string' && Object.hasOwn(known, error) ? known[error] : undefined
  return advice ? { ...prose, cause: advice.cause, next: advice.next } : prose
}

/** A detail of a failure or finding as text for a sentence: lists with commas, nothing for what is missing. */
export function text(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(text).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Tells whether a userinfo endpoint refused a token because `openid` was never asked for. */
export function lacksOpenid(details: Readonly<Record<string, unknown>>): boolean {
  const { scope, provider } = details as { scope?: unknown, provider?: { error?: unknown } }
  return Array.isArray(scope) && !scope.includes('openid') && /invalid_token|insufficient_scope/.test(text(provider?.error))
}
