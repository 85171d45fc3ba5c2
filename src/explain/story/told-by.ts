import type { CheckName } from '../../codes/failure.ts'
import type { Reading } from '../reading.ts'

const ofKeys = [
  'signature-fails', 'signature-empty', 'kid-unknown', 'kid-missing', 'kid-ambiguous', 'no-key-fits',
  'key-of-another-kind', 'keys-encrypt-only', 'key-set-empty',
]
const ofTimes = ['time-not-number', 'time-in-milliseconds']
const ofTexts = ['token-not-text', 'access-token-not-text', 'token-characters', 'token-empty', 'access-token-missing']

/** The readings that tell the same fact as a check does, for checks that are made of a recorded login. */
const names: Partial<Record<CheckName, readonly string[]>> = {
  state: ['state-differs', 'state-with-plus'],
  'parameters-once': ['answer-twice', 'parameter-twice'],
  'response-issuer': ['issuer-of-another', 'issuer-elsewhere'],
  'no-token-in-front-channel': ['token-in-query', 'token-in-fragment', 'id-token-unasked'],
  'code-or-error': [
    'code-unusable', 'code-empty', 'answered-empty', 'answered-unsaid', 'answered-otherwise', 'callback-without-code',
  ],
  'access-token-characters': ofTexts,
  'token-type': ['token-type-unknown', 'token-type-unproven', 'token-type-missing'],
  'id-token-readable': ['id-token-unreadable', 'claims-unreadable', 'token-not-base64url'],
  'id-token-algorithm': [
    'algorithm-none', 'algorithm-missing', 'algorithm-unusual', 'algorithm-symmetric', 'algorithm-not-offered',
    'header-critical', 'signature-empty',
  ],
  'id-token-signature': ofKeys,
  'id-token-issuer': ['issuer-differs', 'issuer-missing', 'entra-version'],
  'id-token-audience': [
    'audience-missing', 'audience-other-client', 'audience-not-client', 'audience-several', 'authorized-party-differs',
  ],
  'id-token-authorized-party': ['authorized-party-differs', 'audience-other-client'],
  'id-token-expiry': ['token-expired', 'expiry-missing', 'times-reversed', ...ofTimes],
  'id-token-issued-at': ['issued-at-missing', 'token-early', 'id-token-old', ...ofTimes],
  'id-token-not-before': ['token-early', ...ofTimes],
  'id-token-nonce': ['nonce-differs', 'nonce-not-returned'],
  'id-token-subject': ['subject-missing', 'subject-not-text', 'subject-form'],
  'id-token-auth-time': ['auth-time-missing', 'auth-time-old', ...ofTimes],
  'id-token-access-token-hash': ['hash-differs'],
  'userinfo-subject': ['subject-differs'],
}

/** Of the readings that are made of several claims, the claim that a check is about. */
const claims: Partial<Record<CheckName, string>> = {
  'id-token-expiry': 'exp', 'id-token-issued-at': 'iat', 'id-token-not-before': 'nbf',
  'id-token-auth-time': 'auth_time', 'id-token-access-token-hash': 'at_hash',
}

const otherTokens: readonly unknown[] = [
  'access_token', 'refresh_token', 'logout_token', 'client_assertion', 'assertion', 'request_object', 'dpop_proof',
  'authorization_response', 'userinfo', 'introspection',
]

/** Tells whether a reading says what a check of this name found wrong. */
export function tellsOf({ name, details }: Reading, check: CheckName): boolean {
  if (names[check]?.includes(name) !== true) return false
  if (check.startsWith('id-token-') && otherTokens.includes(details['kind'])) return false
  const about = [details['names'] ?? details['claim'] ?? []].flat()
  const claim = claims[check]
  return claim === undefined || about.length === 0 || about.includes(claim)
}
