import { sentAs } from '../facts/messages.ts'
import type { SeenRefusal } from '../facts/refusals.ts'

/**
 * What an error means, beyond what the doctor of our own logins knows: by a code, by a provider, by a text. Every
 * member that is given must fit.
 */
export interface CauseRule {
  id: string
  codes?: readonly string[]
  providers?: readonly string[]
  text?: RegExp
  /** Only where the client proved itself by an assertion in that very request. */
  byAssertion?: true
  /** Not in the browser, or nowhere else. */
  at?: 'authorization' | 'token' | 'refresh' | 'resource'
}

const places: Readonly<Record<NonNullable<CauseRule['at']>, readonly string[]>> = {
  authorization: ['authorization-refused', 'push-refused'], token: ['token-refused', 'refresh-refused'],
  refresh: ['refresh-refused'], resource: ['resource-refused', 'userinfo-refused'],
}

/** Whether a rule explains an error. */
export function explains(rule: CauseRule, { codes, description, provider, failure, in: seen }: SeenRefusal): boolean {
  return (rule.codes === undefined || rule.codes.some(code => codes.includes(code)))
    && (rule.providers === undefined || (provider !== undefined && rule.providers.includes(provider)))
    && (rule.at === undefined || places[rule.at].includes(failure))
    && (rule.byAssertion === undefined || sentAs(seen?.request, 'client_assertion') !== undefined)
    && (rule.text === undefined || rule.text.test(description))
}
