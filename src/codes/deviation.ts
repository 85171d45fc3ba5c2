/** The 15 ways in which providers differ from the standards; each deviation of a preset is of one of these kinds. */
export const deviationKinds = [
  'parameter-names', 'authorization-request', 'scope', 'pkce', 'callback', 'client-authentication', 'token-request',
  'token-response',
  'errors', 'signature', 'refresh', 'userinfo-request', 'userinfo-answer', 'id-token', 'redirect',
] as const
export type DeviationKind = typeof deviationKinds[number]

/** Every deviation that can be told; the sentence for it lives in the message catalogues. */
export const deviationCodes = [
  'renamed', 'added', 'omitted', 'ordered', 'fragment', 'scope-separator', 'scope-none', 'pkce-off', 'pkce-hex',
  'pkce-device-off',
  'callback-code', 'callback-form-post', 'state-may-be-missing', 'bare-denial', 'empty-secret', 'secret-in-address',
  'method', 'encoding', 'header', 'other-address', 'reply-envelope', 'reply-renamed', 'reply-token-types',
  'error-shape', 'signed-by-code', 'offline-parameters', 'offline-scopes', 'scope-repeated', 'refresh-none',
  'userinfo-several', 'userinfo-token', 'userinfo-body', 'claim',
  'issuer-of-tenant', 'id-token-unused', 'id-token-none', 'loopback-not-sure',
] as const
export type DeviationCode = typeof deviationCodes[number]

/** One way in which a provider differs, with what its sentence needs, and the place of the fact in the preset. */
export interface Deviation {
  kind: DeviationKind
  code: DeviationCode
  path: string
  details: Readonly<Record<string, string>>
}
