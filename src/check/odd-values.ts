import type { ProviderProbeName } from '../codes/exam.ts'

/**
 * Signs that a careless page, address or parser makes something else of; each is one that state may have (RFC 6749,
 * appendix A.5).
 */
export const oddSigns = '\'"<>&+%20\\u003cB\\u003e'

/** Characters of a nonce that programs tend to change on the way. */
export const oddNonce = 'OAuth-walk-check \'"<>&+%20=;/\\'

/** Ends a line of a header, and begins one that nobody else writes, where a line break gets there. */
export function withInjection(parameter: string, value: string): string {
  return `${value}\r\n${injectedField(parameter)}: injected`
}

/** What each of them begins with. */
export const injectedFields = 'x-oauth-walk-check-'

/** The field of the header that is made by a line break in a parameter. */
export function injectedField(parameter: string): string {
  return `${injectedFields}${parameter}`
}

/** What has to stand in place of random values where a message is to be broken once more in the same way. */
export const valuesToRepeat: Partial<Record<ProviderProbeName, Record<string, string>>> = {
  'state-echo': { STATE: `oauth-walk-check${oddSigns}` },
  'header-injection': { STATE: withInjection('state', 'x'), NONCE: withInjection('nonce', 'x') },
  'nonce-echo': { NONCE: oddNonce },
}
