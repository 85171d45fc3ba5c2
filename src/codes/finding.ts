/** Findings that break a rule of a standard: `--strict` tolerates none of them. */
export const refusedWhenStrict = [
  'token-type-missing', 'expires-in-unusable', 'expires-in-string', 'scope-format', 'scope-wider', 'content-type',
  'form-encoded-answer', 'id-token-unused', 'status-of-error', 'metadata-unusable', 'state-missing', 'jsonp-answer',
  'guarded-answer', 'issuer-template', 'status-of-tokens', 'content-encoding', 'discovery-fallback',
  'token-not-bound', 'token-not-bound-to-certificate', 'token-names-no-key', 'fapi2-lifetime',
  'resource-not-challenging', 'challenge-missing', 'challenge-without-metadata', 'challenge-metadata-elsewhere',
  'resource-metadata-missing', 'resource-above', 'resource-respelt', 'issuer-slash', 'endpoints-by-default',
  'token-refusal-status',
  'challenge-unquoted', 'authorization-server-missing', 'registration-status', 'registration-expiry-missing',
  'registration-uri-unsafe', 'dpop-nonce-unusable', 'error-beside-code', 'error-beside-success',
  'member-repeated', 'id-token-other-type', 'id-token-with-events', 'id-token-kept-back',
] as const

/** Findings that break no rule, and that one should know all the same. */
export const notedOnly = [
  'pkce-off', 'pkce-not-advertised', 'scope-narrower', 'userinfo-endpoint-missing', 'endpoint-elsewhere',
  'discovery-failed', 'clock-differs', 'keys-unknown', 'private-key-published', 'big-integer',
  'userinfo-part-missing', 'preset-differs', 'pkce-unsupported', 'loopback-refused', 'token-type-own',
  'secret-in-address', 'redirect-by-name', 'listener-exposed', 'charset-unknown', 'charset-wrong', 'openid-not-asked',
  'nonce-off', 'poll-failed', 'device-pkce-refused', 'certificate-endpoints', 'acr-differs', 'resource-ignored',
  'details-differ', 'push-demanded', 'proof-demanded', 'token-bound-to-certificate', 'scope-stepped-up',
  'authorization-server-moved', 'authorization-server-followed', 'client-id-demanded', 'userinfo-left-out',
  'resource-nowhere', 'assertion-audience',
  'authorization-server-chosen', 'registration-changed', 'registration-without-scope', 'registration-unread',
  'scope-not-registered', 'client-renewed', 'register-unneeded', 'client-document-large', 'client-document-unreachable',
  'client-document-port', 'resource-metadata-elsewhere', 'not-recorded', 'endpoint-of-variable',
  'id-token-long-lived',
] as const

/** What a walk tolerated and shows: every code is in one of the two lists. */
export const findingCodes = [...refusedWhenStrict, ...notedOnly] as const
export type FindingCode = typeof findingCodes[number]

/** What was tolerated: a stable code and the facts for its sentence. */
export interface Finding {
  code: FindingCode
  details: Record<string, unknown>
}
