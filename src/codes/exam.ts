/**
 * What a probe finds out: the rule holds (PASS), is broken in a way that others forgive (WEAK), is broken (FAIL);
 * nobody can say, since the server did not answer as a healthy one does (INCONCLUSIVE); or it was not judged, for a
 * reason (SKIP).
 */
export const verdicts = ['PASS', 'WEAK', 'FAIL', 'INCONCLUSIVE', 'SKIP'] as const
export type Verdict = typeof verdicts[number]

/** Authorization servers of one resource that are asked, at most. */
export const mostAsked = 10

/** Why a rule was not judged, or not everywhere. */
export const skipReasons = [
  'unreachable', 'no-resource-metadata', 'no-authorization-server', 'no-provider-metadata', 'no-mcp-server',
  'unsafe-address', 'moved', 'not-all-asked',
  // Of a provider: not asked for, not allowed, or nothing there that the rule is about.
  'not-operated', 'public-issuer', 'destructive-off', 'slow-off', 'sign-in-off', 'no-client', 'no-second-client',
  'no-endpoint', 'not-offered',
  'not-openid', 'public-client', 'confidential-client', 'not-loopback', 'no-refresh-token', 'not-replaced',
  'client-certificate',
] as const
export type SkipReason = typeof skipReasons[number]

/** Why nobody can say whether a provider keeps to a rule. */
export const openReasons = [
  'control-failed', 'sign-in-first', 'sign-in-failed', 'stopped', 'server-error', 'unclear', 'client-unsure',
  'second-client-refused', 'nobody-came', 'port-busy',
] as const
export type OpenReason = typeof openReasons[number]

/** Why no rule of a provider could be judged, as far as that tells what to do about it. */
export const whysUnjudged = [
  'unanswered', 'budget-spent', 'unsafe-address', 'no-browser', 'browser-failed', 'opener-failed', 'nobody-came',
  'port-busy', 'client-unsure', 'second-client-refused', 'refused', 'client-refused', 'sign-in-first', 'unclear',
] as const
export type WhyUnjudged = typeof whysUnjudged[number]

/**
 * Why no further request is sent: the provider asks for patience, fails again and again, or was asked as often as it
 * may be.
 */
export const stopReasons = ['too-many-requests', 'server-errors', 'budget-spent'] as const
export type StopReason = typeof stopReasons[number]

/** Sights at a provider that break a rule; the sentences for each live in the message catalogues. */
export const sightCodes = [
  'member-differs', 'member-missing', 'member-lists', 'member-lacks', 'member-no-list', 'member-no-text',
  'endpoint-http', 'answered-over-http',
  'documents-differ', 'members-repeated',
  'key-private', 'key-short', 'key-weak', 'key-ids-twice', 'key-ids-missing', 'key-use-missing', 'keys-missing',
  'keys-encrypt-only',
  'code-issued', 'code-of-no-use', 'tokens-issued', 'sent-to', 'went-on', 'page-shown', 'refused-otherwise',
  'no-refusal', 'sent-on', 'status-otherwise', 'parameter-differs', 'parameter-missing', 'parameter-unexpected',
  'token-lives', 'taken-for-a-moment', 'code-taken-often', 'code-repeated', 'nonce-required', 'lives-long',
  'userinfo-opened', 'token-not-replaced', 'family-lives', 'bound-token-reused',
  'scope-widened', 'scope-overlooked', 'revoked-by-other', 'revocation-refused', 'proof-taken-again', 'token-unbound',
  'header-present', 'header-missing', 'header-injected', 'reflected', 'redirect-keeps-method', 'answered',
  'request-uri-taken',
  'stopped', 'control-refused', 'server-failed', 'query-read', 'client-judged-first', 'port-refused',
  'request-object-taken', 'secret-missing', 'secret-wanted', 'second-client-refused',
] as const
export type SightCode = typeof sightCodes[number]

/** Remarks on a rule that holds here, but would not in the open. */
export const remarks = ['loopback'] as const
export type Remark = typeof remarks[number]

/** Sights that call for a change of their own; for all others the rule says what to change. */
export const changeCodes
  = ['mcp-moved', 'mcp-transport-old', 'challenge-metadata-elsewhere', 'challenge-unquoted'] as const
export type ChangeCode = typeof changeCodes[number]

/** The rules that servers are put to, by name; the sentences for each live in the message catalogues. */
export const probeNames = [
  'request-challenged', 'resource-metadata-found', 'resource-identical', 'authorization-server-named',
  'provider-metadata-found', 'issuer-identical',
  'pkce-advertised', 'endpoints-safe',
] as const
export type ProbeName = typeof probeNames[number]

/** What depends on a rule, from the most to the least. */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = typeof severities[number]

/** The profiles by which rules can be chosen. */
export const suites = ['oauth2.1', 'bcp', 'oidc', 'fapi2', 'mcp'] as const
export type Suite = typeof suites[number]

/**
 * The rules for a provider, which only its operator may try, by their stable numbers: these go into results, documents
 * and tests.
 */
export const providerProbes = {
  C01: 'issuer-exact', C02: 'https-everywhere', C03: 'pkce-advertised', C04: 'iss-sent', C05: 'dead-flows-advertised',
  C06: 'alg-none-advertised', C07: 'jwks-hygiene', C08: 'token-get', C09: 'authorize-cors', C10: 'login-framing',
  C11: 'redirect-unregistered', C12: 'redirect-variants', C13: 'loopback-port', C14: 'response-type',
  C15: 'duplicate-parameters', C16: 'state-echo', C17: 'header-injection', C18: 'redirect-status',
  C19: 'pkce-wrong-verifier', C20: 'pkce-no-verifier',
  C21: 'pkce-downgrade', C22: 'pkce-plain', C23: 'pkce-required', C24: 'redirect-mismatch-at-token',
  C25: 'code-other-client', C26: 'client-auth-wrong',
  C27: 'code-replay', C28: 'code-lifetime', C29: 'code-in-parallel', C30: 'no-store-headers', C31: 'nonce-echo',
  C32: 'id-token-sane', C33: 'userinfo-token-handling',
  C34: 'refresh-rotation', C35: 'refresh-reuse', C36: 'refresh-bounds', C37: 'revocation', C38: 'introspection-open',
  C39: 'pushed-request-reuse', C40: 'dpop-proof',
  C41: 'request-object-unsigned', C42: 'logout-redirect',
} as const
export type ProviderProbeId = keyof typeof providerProbes
export type ProviderProbeName = typeof providerProbes[ProviderProbeId]
