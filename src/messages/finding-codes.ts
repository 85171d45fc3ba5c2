/** Deviations that are tolerated and shown. */
export const findingCodes = [
  'pkce-off', 'pkce-not-advertised', 'token-type-missing', 'expires-in-unusable', 'expires-in-string', 'scope-format', 'scope-narrower',
  'scope-wider', 'content-type', 'form-encoded-answer', 'id-token-unused', 'userinfo-endpoint-missing', 'endpoint-elsewhere',
  'discovery-failed', 'clock-differs', 'status-of-error', 'keys-unknown', 'metadata-unusable', 'private-key-published',
  'state-missing', 'jsonp-answer', 'guarded-answer', 'issuer-template', 'big-integer', 'userinfo-part-missing', 'preset-differs',
  'pkce-unsupported', 'loopback-refused', 'token-type-own', 'secret-in-address', 'redirect-by-name', 'listener-exposed',
  'status-of-tokens', 'content-encoding', 'charset-unknown', 'charset-wrong', 'discovery-fallback', 'openid-not-asked', 'nonce-off', 'poll-failed', 'certificate-endpoints', 'acr-differs', 'resource-ignored', 'details-differ',
  'push-demanded', 'proof-demanded',
  'token-not-bound', 'token-not-bound-to-certificate', 'token-bound-to-certificate', 'token-names-no-key', 'fapi2-lifetime',
  'resource-not-challenging', 'challenge-missing', 'challenge-without-metadata', 'challenge-metadata-elsewhere', 'resource-metadata-missing', 'resource-above',
  'issuer-slash', 'endpoints-by-default', 'scope-stepped-up', 'authorization-server-moved', 'client-id-demanded', 'userinfo-left-out', 'resource-nowhere',
  'assertion-audience', 'authorization-server-chosen', 'token-refusal-status', 'challenge-unquoted', 'authorization-server-missing',
  'registration-status', 'registration-expiry-missing', 'registration-changed', 'registration-without-scope', 'registration-uri-unsafe', 'registration-unread',
  'client-renewed', 'register-unneeded', 'client-document-large', 'client-document-unreachable', 'client-document-port',
  'dpop-nonce-unusable', 'resource-metadata-elsewhere', 'error-beside-code', 'error-beside-success',
  'not-recorded',
] as const
export type FindingCode = typeof findingCodes[number]
