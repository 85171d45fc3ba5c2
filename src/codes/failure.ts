/** The six steps of the walk in their order. */
export const stepIds = ['start', 'redirect', 'consent', 'callback', 'token', 'userinfo'] as const
export type StepId = typeof stepIds[number]

/** Verifications of the walk. A failed one ends it with its own name as the failure's code; nothing is saved. */
export const checkNames = [
  'issuer-identical', 'endpoints-safe',
  'start-address', 'response-mode', 'response-algorithm', 'response-signature', 'response-jwt-issuer',
  'response-jwt-audience', 'response-jwt-expiry', 'same-browser', 'state', 'parameters-once', 'response-issuer',
  'code-or-error', 'no-token-in-front-channel',
  'access-token-characters', 'token-type',
  'decryption', 'id-token-encryption', 'id-token-present', 'id-token-readable', 'id-token-algorithm',
  'id-token-signature', 'id-token-issuer', 'id-token-audience',
  'id-token-authorized-party', 'id-token-expiry', 'id-token-issued-at', 'id-token-not-before', 'id-token-nonce',
  'id-token-subject',
  'id-token-auth-time', 'id-token-access-token-hash',
  'userinfo-subject', 'userinfo-issuer', 'userinfo-audience', 'userinfo-expiry', 'userinfo-algorithm', 'userinfo-signature',
  'introspection-type', 'introspection-algorithm', 'introspection-signature', 'introspection-issuer',
  'introspection-audience', 'issued-token-type',
  'refreshed-subject', 'refreshed-audience', 'refreshed-auth-time', 'refreshed-authorized-party', 'refreshed-nonce',
  'fapi2-pushed-requests', 'fapi2-pkce', 'fapi2-response-issuer', 'fapi2-client-authentication',
  'fapi2-sender-constraint', 'fapi2-algorithm', 'fapi2-signed-request', 'fapi2-signed-response',
  'token-confirmation',
  'client-document-address', 'client-document-id', 'client-document-name', 'client-document-redirect',
  'client-document-secret', 'client-document-method',
  'resource-identical', 'pkce-advertised',
  'id-jag-type', 'id-jag-issuer', 'id-jag-audience', 'id-jag-client', 'id-jag-resource', 'id-jag-expiry',
  'assertion-expiry', 'workload-token-jwt', 'workload-token-audience', 'workload-token-expiry',
] as const
export type CheckName = typeof checkNames[number]

/** Every other failure that the product can report. Catalogues and exit-code table must cover each of them. */
export const failureNames = [
  'internal-error',
  'usage', 'setting-invalid', 'target-missing', 'client-id-missing', 'preset-unknown', 'variable-missing',
  'endpoints-missing', 'jwks-missing', 'authentication-unsupported', 'push-endpoint-missing', 'request-too-long',
  'signed-request-needed', 'response-mode-unsupported', 'decryption-key-missing', 'encryption-unsupported',
  'proof-unsupported', 'parameter-protected', 'fapi2-contradicted', 'fapi2-client',
  'redirect-uri-unusable', 'paste-impossible', 'terminal-missing',
  'profile-unknown', 'profile-name-invalid', 'profile-bound-elsewhere', 'origin-not-allowed', 'tls-checks-off',
  'file-unreadable', 'file-unwritable', 'transcript-invalid',
  'access-denied', 'authorization-refused', 'error-page', 'token-refused', 'userinfo-refused', 'resource-refused',
  'refresh-refused', 'discovery-refused', 'unreadable-answer',
  'redirect-refused', 'issuer-insecure', 'library-refused', 'deviation', 'push-refused', 'paste-refused',
  'value-unclean', 'issuer-form', 'certificate-unusable', 'key-unusable', 'key-unknown', 'key-exists',
  'key-name-invalid', 'proxy-failed', 'loopback-missing',
  'mcp-refused', 'mcp-moved', 'mcp-transport-old', 'tool-failed',
  'network-failed', 'network-timeout', 'answer-too-large', 'nobody-came', 'port-in-use', 'browser-not-opened',
  'store-unreadable', 'store-unwritable', 'store-corrupt', 'store-unsafe', 'store-locked',
  'store-unreachable', 'store-refused', 'store-too-large', 'store-taken', 'store-password-given', 'store-not-shared',
  'profile-ambiguous',
  'store-sealed', 'store-differs', 'keyring-unavailable', 'home-missing', 'stdout-unwritable',
  'device-unsupported', 'device-refused', 'device-code-expired',
  'host-not-bound', 'token-bound', 'audience-differs', 'id-token-unusable', 'tool-request-invalid', 'sts-refused',
  'introspection-endpoint-missing', 'introspection-refused', 'grant-refused', 'token-missing', 'workload-token-missing',
  'workload-token-refused',
  'registration-endpoint-missing', 'registration-refused', 'registration-unusable', 'client-document-unsupported',
  'client-document-refused', 'client-unknown', 'resource-unknown',
  'resource-open', 'authorization-server-unclear', 'authorization-server-unlisted',
  'authorization-server-changed',
  'rules-broken', 'rules-unsafe', 'rules-unjudged', 'rules-untried', 'doctor-found',
  'input-unrecognised', 'input-missing', 'recording-ends',
  'no-session', 'not-refreshable', 'session-ended', 'person-needed',
  'interrupted', 'terminated', 'left',
] as const
export type FailureCode = CheckName | typeof failureNames[number]

/** What says nothing of a server but that no whole answer came. */
export const unansweredCodes: readonly FailureCode[] = ['network-failed', 'network-timeout', 'answer-too-large']

/** Tells whether a request failed because no whole answer came: another try may succeed. */
export function isUnanswered(error: unknown): error is Failure {
  return error instanceof Failure && unansweredCodes.includes(error.code)
}

/** What is known about a failure besides its code: plain JSON values, never prose, never a secret. */
export type FailureDetails = Readonly<Record<string, unknown>>

/**
 * The one error type of the product. It carries a stable code and facts; the prose (what happened, likely cause, next
 * command) lives in the message catalogues and the exit status in `cli/failures/exit-codes.ts`, both keyed by `code`.
 * Every room may throw it, so it stands below all of them.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly details: FailureDetails
  readonly step: StepId | undefined

  constructor(
    code: FailureCode, details: FailureDetails = {}, options: { step?: StepId | undefined, cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause })
    this.code = code
    this.details = details
    this.step = options.step
  }

  /** By name, since each bundle of the program has its own copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'Failure' && 'code' in value
  }

  /** The same failure with the step it happened in, or with more facts. */
  with(step: StepId | undefined, details: FailureDetails = {}): Failure {
    return new Failure(this.code, { ...this.details, ...details }, { step: this.step ?? step, cause: this.cause })
  }
}
