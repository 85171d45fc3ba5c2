import { checkNames, type FailureCode } from '../../codes/failure.ts'
import { pageErrors } from '../../codes/page-errors.ts'

/** Exit status 4: a security check failed, nothing was saved. */
const securityFailures: readonly string[] = [
  ...checkNames, 'library-refused', 'deviation', 'paste-refused', 'rules-unsafe',
]

const statuses: Partial<Record<FailureCode, number>> = {
  'internal-error': 1,
  usage: 2, 'setting-invalid': 2, 'target-missing': 2, 'client-id-missing': 2, 'preset-unknown': 2,
  'variable-missing': 2, 'endpoints-missing': 2, 'jwks-missing': 2, 'authentication-unsupported': 2,
  'push-endpoint-missing': 2, 'request-too-long': 2, 'decryption-key-missing': 2, 'encryption-unsupported': 2,
  'proof-unsupported': 2,
  'signed-request-needed': 2, 'response-mode-unsupported': 2, 'fapi2-contradicted': 2, 'fapi2-client': 2,
  'parameter-protected': 2, 'profile-unknown': 2, 'profile-name-invalid': 2, 'profile-bound-elsewhere': 2,
  'origin-not-allowed': 2, 'tls-checks-off': 2,
  'device-unsupported': 2, 'host-not-bound': 2, 'token-bound': 2, 'audience-differs': 2, 'tool-request-invalid': 2,
  'file-unreadable':
    2, 'file-unwritable': 2, 'transcript-invalid': 2, 'issuer-insecure': 2, 'redirect-uri-unusable': 2,
  'paste-impossible': 2, 'terminal-missing': 2,
  'access-denied': 3, 'authorization-refused': 3, 'error-page': 3, 'token-refused': 3, 'userinfo-refused': 3,
  'resource-refused': 3, 'refresh-refused': 3, 'push-refused': 3, 'discovery-refused': 3, 'sts-refused': 3, 'device-refused': 3,
  'unreadable-answer': 3, 'introspection-refused': 3, 'grant-refused': 3, 'mcp-refused': 3,
  'mcp-transport-old': 3, 'tool-failed': 3,
  'resource-open': 2, 'authorization-server-unclear': 2, 'authorization-server-unlisted': 2, 'resource-unknown': 2,
  'authorization-server-changed': 2,
  'registration-endpoint-missing': 2, 'client-document-unsupported': 2, 'client-unknown': 2, 'registration-refused': 3,
  'registration-unusable': 3, 'client-document-refused': 3,
  'introspection-endpoint-missing': 2, 'token-missing': 7, 'workload-token-missing': 2, 'workload-token-refused': 3,
  'rules-broken': 3, 'rules-unjudged': 5, 'rules-untried': 2,
  'input-unrecognised': 2, 'input-missing': 2, 'recording-ends': 5,
  'value-unclean':
    2, 'issuer-form': 2, 'certificate-unusable': 2, 'key-unusable': 2, 'key-unknown': 2, 'key-exists': 2,
  'key-name-invalid': 2, 'proxy-failed': 5, 'loopback-missing': 5,
  'network-failed': 5, 'network-timeout': 5, 'answer-too-large': 5, 'nobody-came': 5, 'device-code-expired': 5,
  'port-in-use': 5, 'browser-not-opened': 5,
  'store-unreadable': 6, 'store-unwritable': 6, 'store-corrupt': 6, 'store-unsafe': 6, 'store-locked': 6,
  'store-unreachable': 6, 'store-refused': 6, 'store-too-large': 6, 'store-taken': 6, 'store-password-given': 2,
  'store-not-shared': 2, 'profile-ambiguous': 2,
  'store-sealed': 6, 'store-differs': 6, 'keyring-unavailable': 6, 'home-missing': 6, 'stdout-unwritable': 6,
  'no-session': 7, 'not-refreshable': 7, 'session-ended': 7, 'person-needed': 7, 'id-token-unusable': 7,
  interrupted: 130, terminated: 143, left: 130,
}

function asksForPerson({ provider }: Readonly<Record<string, unknown>>): boolean {
  return pageErrors.includes((provider as { error?: string } | undefined)?.error ?? '')
}

/** The exit status of a failure, as docs/errors.md lists it. */
export function exitCodeOf(code: FailureCode, details: Readonly<Record<string, unknown>> = {}): number {
  if (securityFailures.includes(code)) return 4
  if (code === 'doctor-found') return Number(details['exit_code'] ?? 2)
  if (code === 'redirect-refused' || code === 'mcp-moved') return details['carries_secret'] ? 4 : 3
  if (code === 'refresh-refused' && asksForPerson(details)) return 7
  // An examination that could not begin has judged nothing.
  if (details['unjudged'] === true) return 5
  return statuses[code] ?? 1
}
