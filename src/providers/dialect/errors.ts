import type { ErrorRule } from '../preset.ts'
import { valueAt } from './values.ts'

/** An error in the provider's own words, and what the standard calls it. */
export interface ProviderError {
  error: string
  error_description?: string
  meaning?: string
}

type Phase = 'token' | 'refresh' | 'userinfo'

/** The error that an answer holds by the first rule that applies; undefined where it holds none. */
export function findError(value: unknown, rules: readonly ErrorRule[] | undefined, phase: Phase): ProviderError | undefined {
  for (const rule of rules ?? []) {
    const code = valueAt(value, rule.at)
    if ((rule.in && !rule.in.includes(phase)) || !isCode(code) || isFine(code, rule.fine)) continue
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

function isCode(code: unknown): code is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof code) && code !== ''
}

/** Providers write their zero as a number and as a text. */
function isFine(code: string | number | boolean, fine: ErrorRule['fine']): boolean {
  return fine?.some(one => String(one) === String(code)) ?? false
}
