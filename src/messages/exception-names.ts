import type { ProviderAdvice } from './text.ts'

/** Advice by codes of AWS, which come with and without `Exception` at their end: its reference names them both ways. */
export function byEitherName(known: ProviderAdvice): ProviderAdvice {
  return Object.fromEntries(
    Object.entries(known).flatMap(([code, advice]) => [[code, advice], [`${code}Exception`, advice]]),
  )
}
