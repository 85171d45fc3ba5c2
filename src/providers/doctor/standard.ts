import type { FailureCode } from '../../failure.ts'
import type { Rule } from './symptom.ts'

const grant = ['invalid_grant', 'invalid_request']
const exchange: readonly FailureCode[] = ['token-refused']
const refresh: readonly FailureCode[] = ['session-ended', 'refresh-refused']
const section52 = 'RFC 6749, section 5.2'

/** What every provider may mean: the standard's codes, made exact by words of the description and by what this client sent. */
export const standard: readonly Rule[] = [
  { id: 'redirect-uri-unregistered', codes: ['redirect_uri_mismatch', 'redirect_mismatch', 'invalid_redirect_uri'], source: 'RFC 6749, section 3.1.2.4' },
  {
    id: 'redirect-uri-unregistered', source: 'RFC 6749, section 3.1.2.4',
    description: /redirect[ _]?(?:ur[il]|url).{0,60}(?:mismatch|match|invalid|not (?:registered|allowed|valid|permitted)|incorrect|unknown)|(?:invalid|incorrect|mismatch\w*|unregistered|unknown) (?:parameter:? )?redirect[ _]?ur[il]/i,
  },
  { id: 'pkce-failed', description: /pkce (?:verification|code challenge|check)? ?(?:has )?failed|code[ _]verifier.{0,40}(?:not match|mismatch|invalid|incorrect|wrong)|(?:invalid|incorrect|wrong) code[ _]verifier/i, source: 'RFC 7636, section 4.6' },
  { id: 'pkce-required', pkce: false, description: /pkce|code[ _]challenge|code[ _]verifier/i, source: 'RFC 7636, section 4.4.1' },
  { id: 'pkce-refused', pkce: true, description: /(?:pkce|code[ _]challenge\w*|code[ _]verifier).{0,60}(?:not supported|unsupported|unknown|unexpected|not allowed|unrecognized|not permitted)|(?:unknown|unsupported|unexpected|unrecognized|invalid) (?:parameter|argument)\w*:? .{0,10}code_(?:challenge|verifier)/i, source: 'RFC 6749, section 4.1.2.1' },
  { id: 'client-authentication-method', codes: ['invalid_client', 'unauthorized_client', 'invalid_request'], description: /client_secret_(?:basic|post|jwt)|authentication method|authorization header|basic auth/i, source: 'RFC 6749, section 2.3.1' },
  { id: 'client-secret-missing', hasSecret: false, codes: ['invalid_client', 'unauthorized_client', 'invalid_request'], description: /client[ _]?(?:secret|credentials|authentication)|no client authentication|secret/i, source: section52 },
  { id: 'client-secret-missing', hasSecret: false, failures: exchange, codes: ['invalid_client'], source: section52 },
  { id: 'client-secret-unwanted', hasSecret: true, description: /public client|client is public|secret.{0,30}(?:not (?:allowed|expected)|must not|should not)/i, source: 'RFC 6749, section 2.1' },
  { id: 'client-secret-wrong', description: /(?:invalid|incorrect|wrong|bad|expired) client[ _]?(?:secret|credentials)|client[ _]?secret.{0,40}(?:invalid|incorrect|wrong|expired|not match)/i, source: section52 },
  { id: 'client-unknown', description: /(?:unknown|invalid|no such) (?:client|client[ _]id|application)\b|client.{0,20}(?:not found|does not exist|unknown)|application.{0,30}(?:not found|does not exist)/i, source: section52 },
  { id: 'grant-type-not-allowed', description: /grant[ _]type.{0,60}not (?:allowed|supported|permitted|authorized|enabled)|not (?:allowed|authorized|enabled).{0,30}grant/i, source: section52 },
  { id: 'clock', description: /clock|time ?skew|not yet valid|used before issued|in the future|\b(?:iat|nbf)\b/i, source: 'OpenID Connect Core 1.0, section 3.1.3.7; RFC 7519, section 4.1' },
  { id: 'scope-format', codes: ['invalid_scope'], scope: /,/, source: 'RFC 6749, section 3.3' },
  { id: 'scope-unknown', codes: ['invalid_scope'], source: 'RFC 6749, section 4.1.2.1' },
  { id: 'code-used', failures: exchange, codes: [...grant, 'invalid_token'], description: /(?:already|been) (?:been )?(?:used|redeemed|consumed|exchanged)|used (?:only )?once/i, source: 'RFC 6749, section 4.1.2' },
  { id: 'code-used', description: /authorization code has been used/i, source: 'RFC 6749, section 4.1.2' },
  { id: 'code-expired', failures: exchange, codes: grant, description: /expired|too old|timed? ?out/i, source: 'RFC 6749, section 4.1.2' },
  { id: 'code-of-another-client', failures: exchange, codes: grant, description: /(?:issued (?:to|for)|belongs? to) another client|client.{0,30}(?:not match|mismatch)/i, source: section52 },
  { id: 'refresh-token-dead', failures: refresh, codes: ['invalid_grant', 'invalid_token'], description: /expired|revoked|inactive|not active|rotat|reuse/i, source: section52 },
  { id: 'consent-missing', codes: ['consent_required', 'interaction_required', 'account_selection_required'], source: 'OpenID Connect Core 1.0, section 3.1.2.6' },
  { id: 'policy', codes: ['access_denied'], description: /policy|not assigned|administrator|admin consent|not (?:allowed|authorized|permitted)/i, source: 'RFC 6749, section 4.1.2.1' },
]
