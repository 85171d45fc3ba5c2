import type { ErrorRule } from '../preset.ts'
import { valueAt } from './values.ts'

/** An error in the provider's own words, and what the standard calls it. */
export interface ProviderError {
  error: string
  error_description?: string
  meaning?: string
}

type Phase = 'token' | 'refresh' | 'userinfo' | 'poll'

/**
 * The standard's own errors of a device code, which need no translation, whatever stands beside them (RFC 8628, section
 * 3.5).
 */
const standardToDevice: readonly unknown[] = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token']

/**
 * The error in an answer, by the first rule that applies; undefined where there is none, or one that is the standard's
 * already.
 */
export function findError(
  value: unknown, rules: readonly ErrorRule[] | undefined, phase: Phase,
): ProviderError | undefined {
  if (phase === 'poll' && standardToDevice.includes(valueAt(value, 'error'))) return undefined
  for (const rule of rules ?? []) {
    const code = valueAt(value, rule.at)
    if (!isFor(rule, phase) || !isCode(code) || isFine(code, rule.fine)) continue
    const message = rule.message === undefined ? undefined : valueAt(value, rule.message)
    const meaning = rule.meanings?.[String(code)]
    return {
      error: String(code),
      ...typeof message === 'string' && message !== '' ? { error_description: message } : {},
      ...meaning === undefined ? {} : { meaning },
    }
  }
  return undefined
}

function isFor({ in: phases }: ErrorRule, phase: Phase): boolean {
  return phases === undefined || phases.includes(phase) || (phase === 'poll' && phases.includes('token'))
}

function isCode(code: unknown): code is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof code) && code !== ''
}

/** Providers write their zero as a number and as a text. */
function isFine(code: string | number | boolean, fine: ErrorRule['fine']): boolean {
  return fine?.some(one => String(one) === String(code)) ?? false
}
