import type { Seen } from '../record.ts'
import { headerOf, memberOf, sentAs, valueOf } from './messages.ts'

/**
 * Tells whether the client can use tokens of the type that an answer names (RFC 6749, section 7.1): Bearer; DPoP, where
 * the request proved a key or is not in the record; `N_A` for a token that is none for an API (RFC 8693, section
 * 2.2.1); and Slack's own words for Bearer.
 */
export function isUsableType(seen: Seen): boolean {
  const type = memberOf(seen, 'token_type')?.toLowerCase()
  if (type === 'bearer') return true
  if (type === 'dpop') return isProven(seen) !== false
  if (type === 'n_a') return isExchanged(seen)
  return (type === 'bot' || type === 'user') && seen.response?.members?.['ok'] === true
}

/** Whether a token request proved a key (RFC 9449, section 5); undefined where it is not in the record. */
export function isProven({ request }: Seen): boolean | undefined {
  return request === undefined ? undefined : headerOf(request, 'dpop') !== undefined
}

function isExchanged(seen: Seen): boolean {
  return memberOf(seen, 'issued_token_type') !== undefined
    || /token-exchange$/.test(sentAs(seen.request, 'grant_type') ?? '')
    || valueOf(seen.request?.form, 'requested_token_type') !== undefined
}
