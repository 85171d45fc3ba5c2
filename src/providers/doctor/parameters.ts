import type { TextRule } from './symptom.ts'

const of = 'the standards’ names of parameters'
const request = ['invalid_request', 'invalid_grant', 'unauthorized_client']

const refusing: TextRule['failures'] = ['authorization-refused', 'error-page']

/** Texts of any server that name a parameter of the standards, under a code that leaves open which one was wrong. */
export const parameters: readonly TextRule[] = [
  {
    id: 'redirect-uri-unregistered', of, codes: request,
    text: /redirect[ _]?(?:ur[il]|url)\b.{0,60}\b(?:mismatch\w*|match|invalid|not (?:registered|allowed|valid|permitted)|incorrect|unknown)\b|\b(?:invalid|incorrect|mismatch\w*|unregistered|unknown) (?:parameter:? )?redirect[ _]?ur[il]/i,
    source: 'RFC 6749, section 3.1.2.4',
  },
  {
    id: 'push-required', of, failures: refusing, pushed: false,
    text: /\b(?:PAR|pushed authorization requests?)\b.{0,60}\b(?:required|must|only|missing|mandatory|not included)\b|\b(?:requires?|must|only) .{0,40}\b(?:PAR|pushed)\b/i,
    source: 'RFC 9126, section 5',
  },
  {
    id: 'signed-request-required', of, failures: refusing, signsRequest: false,
    text: /\b(?:signed request|request objects?)\b.{0,60}\b(?:required|must|only|missing|mandatory|not included)\b|\b(?:requires?|must|only) .{0,40}\b(?:signed|request objects?)\b/i,
    source: 'RFC 9101, section 10.5',
  },
  {
    id: 'pkce-failed', of, codes: request,
    text: /code_verifier\b.{0,40}\b(?:not match|mismatch|invalid|incorrect|wrong)\b|\b(?:invalid|incorrect|wrong) code[ _]verifier/i,
    source: 'RFC 7636, section 4.6',
  },
  {
    id: 'pkce-required', of, codes: request, pkce: false, text: /\bpkce\b|code_challenge|code_verifier/i,
    source: 'RFC 7636, section 4.4.1',
  },
  {
    id: 'pkce-required', of, failures: refusing, pkce: false, text: /\bpkce\b|code_challenge/i,
    source: 'RFC 7636, section 4.4.1',
  },
  {
    id: 'pkce-perhaps-missing', of, failures: ['authorization-refused', 'error-page', 'push-refused'],
    codes: ['invalid_request'], pkce: false,
    text: /^(?!.*\b(?:redirect_uri|scope|response_type|response_mode|nonce|state|client_id|prompt|request_uri|request object|resource|display|claims|signed|pushed|PAR|secret|assertion|authenticat\w+)\b)/i,
    source: 'RFC 7636, section 4.4.1; RFC 9700, section 2.1.1',
  },
  {
    id: 'pkce-refused', of, codes: request, pkce: true,
    text: /code_(?:challenge\w*|verifier)\b.{0,60}\b(?:not supported|unsupported|unknown|unexpected|not allowed|unrecognized|not permitted)\b|\b(?:unknown|unsupported|unexpected|unrecognized|invalid) (?:parameter|argument)\w*:? .{0,10}code_(?:challenge|verifier)/i,
    source: 'RFC 6749, section 4.1.2.1',
  },
  {
    id: 'client-authentication-method', of, codes: ['invalid_client', 'unauthorized_client', 'invalid_request'],
    text: /token_endpoint_auth_method/, source: 'RFC 7591, section 2',
  },
  {
    id: 'client-authentication-method', of, codes: ['invalid_client', 'unauthorized_client', 'invalid_request'],
    hasSecret: true, text: /\bclient_secret_(?:basic|post)\b/, source: 'RFC 7591, section 2',
  },
  {
    id: 'client-credentials-wrong', of, codes: ['invalid_client', 'unauthorized_client'], hasSecret: true,
    text: /client[ _]id\b.*\bclient[ _]secret\b|\b(?:invalid|bad|wrong|incorrect) client credentials\b/i,
    source: 'RFC 6749, section 2.3.1',
  },
  {
    id: 'client-secret-unwanted', of, codes: ['invalid_client', 'invalid_request'], hasSecret: true,
    text: /\bpublic client\b/i, source: 'RFC 6749, section 2.1',
  },
  {
    id: 'client-secret-wrong', of, codes: ['invalid_client', 'unauthorized_client'], hasSecret: true,
    text: /\b(?:invalid|incorrect|wrong|expired) client[ _]secret\b|\bclient[ _]secret\b.{0,40}\b(?:invalid|incorrect|wrong|expired|not match)\b/i,
    source: 'RFC 6749, section 2.3.1',
  },
  {
    id: 'client-secret-missing', of, codes: ['invalid_client', 'unauthorized_client', 'invalid_request'],
    hasSecret: false, text: /\bclient[ _]secret\b|\b(?:invalid|bad|wrong|incorrect) client credentials\b/i,
    source: 'RFC 6749, section 2.3.1',
  },
  {
    id: 'grant-type-not-allowed', of, codes: ['unauthorized_client', 'invalid_grant', 'invalid_request'],
    text: /grant[ _]type\b.{0,60}\bnot (?:allowed|supported|permitted|authorized|enabled)\b/i,
    source: 'RFC 6749, section 5.2',
  },
]
