import type { Seen, WalkRecord } from '../record.ts'
import { sentAs } from './messages.ts'

/** An answer that brings tokens, in the standard's names or in names that are near (RFC 6749, section 5.1). */
export function isTokenAnswer({ response, kind }: Seen): boolean {
  const members = response?.members
  return members !== undefined
    && (members['access_token'] !== undefined || members['id_token'] !== undefined)
    && kind !== 'introspection-request'
}

/** The answers that bring tokens. */
export function tokenAnswers(record: WalkRecord): Seen[] {
  return record.seen.filter(isTokenAnswer)
}

/** Whether a message is about tokens: sent to a token endpoint, or answered as one answers there. */
export function isAtTokenEndpoint(seen: Seen): boolean {
  return ['token-request', 'refresh-request', 'device-poll'].includes(seen.kind)
    || (seen.request === undefined && isTokenAnswer(seen))
    || sentAs(seen.request, 'grant_type') !== undefined
}

/** The scopes of a text: separated by blanks (RFC 6749, section 3.3). */
export function scopesOf(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(scope => scope !== '')
}
