import { bareAddress } from '../../addresses.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

/** More of one text is not searched. */
const longest = 4000
const mostTexts = 2000

/** What programs say of a login that failed, in words of their own. Each row: the reading, and how the words go. */
const sayings: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'words-verifier-lost',
    /both auth code and code verifier should be non-empty|pkce[\w ]{0,80}(?:code[_ ]?verifier)? cookie was missing|pkceCodeVerifier value could not be parsed|code[_ ]verifier (?:was )?not found in (?:session|storage|cookie)|no code[_ ]?verifier (?:in|found)/i,
  ],
  ['words-session-lost', new RegExp([
    'authorization_request_not_found', 'did not find expected authorization request details in session',
    'mismatching_state', 'correlation failed', 'state cookie was missing',
    'unable to (?:obtain|find)[ \\w]{0,20}csrf (?:cookie|token)',
    'no matching state found in storage', 'AuthStateMissing', 'session value state missing', 'InvalidStateException',
    'unable to verify authorization request state', 'csrf_detected',
    'cookie not found\\. please make sure cookies are enabled',
    'checks\\.state argument is missing', 'state mismatch, (?:could not find a state|expected)',
    'oauth_?state[ _](?:is )?(?:missing|not found|mismatch)', 'state_mismatch',
    'no state in (?:session|cookie|storage)', 'IDX21329', 'IDX21323', 'state validation failed',
    'OAuthCallbackError: state', 'state mismatch', 'state does not match',
    '\\.AspNetCore\\.Correlation[^\\n]{0,80}not found', 'csrf token mismatch',
    '_csrf["\']? (?:cookie )?(?:is )?not (?:present|found)', 'invalid_state_parameter', 'state_not_found',
    'stored state', 'missing saved state', '`state` does not match', 'session expired or invalid state',
    'invalid state parameter', 'state parameter (?:does not match|mismatch|is invalid|was missing)',
    'state not equal in request and response', 'MismatchingStateError',
    'no "[\\w-]+" state cookie found', 'unable to restore state\\b', 'restore_proto_state: state has expired',
    'invalid_state\\b(?![^]{0,200}(?:characters|entropy))', 'Invalid OAuth state',
  ].join('|'), 'i')],
  [
    'words-verifier-mismatch',
    /pkce_verification_failed|pkce verification failed|invalid_code_verifier|code_verifier_missing|code[ _]verifier (?:does not|doesn't) match[^\n]{0,60}/i,
  ],
  ['words-insecure-transport', /insecure_transport|oauth 2 must utilize https/i],
  ['words-scope-changed', /scope has changed from[^\n]{0,200}/i],
  ['words-hash-emptied', /hash_empty_error|hash_does_not_contain_known_properties/i],
  [
    'words-csrf',
    /csrf verification failed|invalid csrf token|csrf token (?:missing|mismatch)[^\n]{0,40}post|antiforgery token|AuthenticityTokenProtection|419 page expired/i,
  ],
  [
    'words-email-unverified',
    /email (?:in id_token )?[^\n]{0,80}(?:isn't|is not|not) verified|email[_ ]not[_ ]verified|unverified[_ ]email/i,
  ],
  [
    'words-email-missing',
    /(?:provider )?(?:didn't|did not|does not|doesn't) (?:return|provide|include|contain) an? (?:valid )?e-?mail|no e-?mail(?: address)? (?:was )?(?:found|in|claim|returned|provided)|error getting email address|missing e-?mail(?: address| claim)?|e-?mail (?:address |claim )?(?:is |was )?(?:missing|not (?:found|provided|returned|present))/i,
  ],
  [
    'words-user-unread',
    /missing_user_info_uri|missing_user_name_attribute|Missing attribute '[\w.-]{1,60}' in attributes|retrieve the UserInfo Resource: \d{3}|(?:failed to (?:get|fetch|load|retrieve)|error getting|could not (?:get|fetch)) user ?info[^\n]{0,80}/i,
  ],
  [
    'words-json-type',
    /cannot unmarshal \w+ into Go (?:struct field |value of type )[^\n]{0,80}|invalid type: \w+[^,\n]{0,40}, expected an? \w+|Expected (?:string|number|boolean|array), received \w+|Cannot deserialize value of type [^\n]{0,80}/i,
  ],
  ['words-certificate', new RegExp([
    'unable to get local issuer certificate', 'self[- ]signed certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'PKIX path building failed', 'certificate verify failed', 'x509: certificate signed by unknown authority',
    'ssl certificate problem',
    'DEPTH_ZERO_SELF_SIGNED_CERT', 'remote certificate is invalid', 'SEC_ERROR_UNKNOWN_ISSUER',
  ].join('|'), 'i')],
  [
    'words-unreachable',
    /(?:connect )?ECONNREFUSED[^\n]{0,60}|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)[^\n]{0,60}|connection refused[^\n]{0,60}|no such host|name or service not known|UnknownHostException[^\n]{0,60}|could not resolve host[^\n]{0,60}/i,
  ],
  ['words-interaction-running', /interaction_in_progress|interaction is currently in progress/i],
  [
    'words-member-missing',
    /\(missing_token\)|missing access token parameter|missing JSON object member with key "\w+"|"response" body "\w+" property must be[^\n]{0,40}|(?:token response|response)[^\n]{0,20}missing (?:required )?(?:parameter|field|member)?:? ?"?(?:access_token|token_type)"?|missing (?:access_token|token_type)\b[^\n]{0,30}/i,
  ],
  [
    'words-registration-missing',
    /does not support dynamic client registration|dynamic client registration (?:is )?not (?:supported|enabled)|no registration_endpoint/i,
  ],
  [
    'words-not-json',
    /unexpected token '?<'?|expected JSON.{0,40}got.{0,20}html|is not valid json[^\n]{0,300}<!doctype|<!doctype[^\n]{0,40}is not valid json/i,
  ],
  [
    'words-headers-too-large',
    /upstream sent too big header|request header or cookie too large|header_too_large|HPE_HEADER_OVERFLOW|request header is too large/i,
  ],
  ['words-mixed-content', /mixed content:[^\n]{0,300}insecure/i],
  ['words-frame', /refused to (?:display|frame)[^\n]{0,400}(?:x-frame-options|frame-ancestors)/i],
  ['words-service-worker', /\((?:from )?service ?worker\)|from service ?worker|served by (?:the )?service ?worker/i],
  [
    'words-frame-timeout',
    /frame window timed out|token_renewal_operation_timed_out|monitor_window_timeout|login_timeout|iframe (?:window )?timed out/i,
  ],
]

/** What a library or browser says of the failure. */
export const readSayings: Reader = (record) => {
  const texts = textsOf(record)
  return sayings.flatMap(([name, pattern]): Reading[] => {
    const said = texts.map(({ text, by }) => ({ words: pattern.exec(text)?.[0], by })).find(({ words }) =>
      words !== undefined)
    return said
      ? [
          found(
            name, 'broken', undefined, { words: said.words ?? '' }, { in: said.by, step: said.by?.step ?? 'callback' },
          ),
        ]
      : []
  }).slice(0, 2)
}

function textsOf({ words, seen }: WalkRecord): { text: string, by: Seen | undefined }[] {
  const said = words.slice(0, mostTexts).map(text => ({ text: text.slice(0, longest), by: undefined }))
  const answered = seen.slice(0, mostTexts).flatMap((by) => {
    const { body, status = 400, text = body } = by.response ?? {}
    // An error of the protocol is told by itself.
    return text === undefined || status < 400 || by.response?.members?.['error'] !== undefined
      ? []
      : [{ text: text.slice(0, longest), by }]
  })
  // What a log writes below a request is taken for its body.
  const below = seen.slice(0, mostTexts).flatMap((by) => {
    const { body, form = [] } = by.request ?? {}
    return body === undefined || form.length > 0 ? [] : [{ text: body.slice(0, longest), by }]
  })
  return [...said, ...answered, ...below]
}

const cors = /(?:access to (?:xmlhttprequest|fetch|script|font|resource)|cross-origin request blocked)[^\n]{0,40}?(?:at |resource at )?['"\u2018\u201c]?(https?:\/\/[^'"\u2019\u201d\s)]{1,2000})/i

/** What the console of a browser says of CORS. */
export const readConsole: Reader = ({ words }) => {
  const text = words.slice(0, mostTexts).find(one =>
    /\bcors\b|access-control-allow-origin|cross-origin request blocked/i.test(one.slice(0, longest)))?.slice(0, longest)
  const url = text === undefined
    ? undefined
    : cors.exec(text)?.[1] ?? /https?:\/\/[^'"\u2019\u201d\s)]{1,2000}/.exec(text)?.[0]
  if (text === undefined || url === undefined || !/block|polic|not allowed|missing|no '?access-control/i.test(text))
    return []
  const origin = /from origin ['"]([^'"]{1,300})['"]/i.exec(text)?.[1] ?? ''
  const details = { address: bareAddress(url), origin, field: /request header field ([\w-]+)/i.exec(text)?.[1] ?? '' }
  return [found(nameConsole(text, url), 'broken', 'Fetch 3.2', details, { step: 'token' })]
}

function nameConsole(text: string, url: string): string {
  if (/[?&](?:response_type|client_id)=|\/(?:authorize|auth|login)(?:[?/]|$)/i.test(url) && !/\/token\b/.test(url))
    return 'console-cors-authorize'
  if (/request header field/i.test(text)) return 'console-cors-field'
  if (/redirect is not allowed for a preflight/i.test(text)) return 'console-cors-redirect'
  if (/wildcard '?\*'? when the request's credentials mode/i.test(text)) return 'console-cors-wildcard'
  return 'console-cors'
}
