import { complaintOf } from '../../facts/complaints.ts'
import { authorizationOf, isAtResource, memberOf } from '../../facts/messages.ts'
import { isTokenAnswer } from '../../facts/answers.ts'
import { providerAt, providerIn } from '../../facts/provider.ts'
import { found } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** An access token that is no JWT, where an API wants to read one (RFC 9068, section 1; RFC 7662). */
export function readOpaque(record: WalkRecord): Reading[] {
  const complaint = complaintOf(record, 'malformed')
  const sent = record.seen.find(seen =>
    isAtResource(seen) && isOpaque(authorizationOf(seen.request)?.credential) && isRefused(seen))
  const answered = record.seen.find(seen => isTokenAnswer(seen) && isOpaque(memberOf(seen, 'access_token')))
  if (complaint === undefined || (sent === undefined && answered === undefined)) return []
  const token = authorizationOf(sent?.request)?.credential ?? memberOf(answered, 'access_token') ?? ''
  return [
    found(
      'token-opaque', 'broken', 'RFC 9068 1; RFC 7662', { length: token.length, provider: providerOf(token, record) },
      { in: [sent, answered].filter(seen => seen !== undefined), step: 'userinfo' },
    ),
  ]
}

function isOpaque(token: string | undefined): boolean {
  return token !== undefined
    && token.length > 8
    && token.split('.').length !== 3
    && !/^eyJ[^.]+(?:\.[^.]*){4}$/.test(token)
}

function isRefused({ response }: Seen): boolean {
  return response?.status === undefined || response.status >= 400
}

/** By the form that a provider gives its tokens, or by the addresses in the input. */
function providerOf(token: string, record: WalkRecord): string {
  if (/^ya29\./.test(token)) return 'google'
  if (/^(?:gho_|ghu_|github_pat_)/.test(token)) return 'github'
  const issuer = complaintOf(record, 'issuer')?.expected
  return providerIn(record) ?? providerAt(issuer) ?? ''
}
