/** What a program complains of in a token or document, in which part of it. */
export const subjects = [
  'issuer', 'audience', 'expired', 'early', 'nonce', 'algorithm', 'key', 'signature', 'malformed', 'metadata-issuer',
  'access-token-hash', 'authorized-party', 'metadata-unreadable', 'claim-missing', 'subject', 'callback-issuer',
] as const
export type Subject = typeof subjects[number]

/** A value as a sentence quotes it, under this name. */
function quoted(name: 'expected' | 'actual'): string {
  return `["'‘“\`\\[\\\\]*(?<${name}>[^\\s"'’”\`,;\\]<>\\\\]+)["'’”\`\\]\\\\]*`
}

const [expected, actual] = [quoted('expected'), quoted('actual')]

function rule(about: Subject, text: string): { about: Subject, text: RegExp } {
  return { about, text: new RegExp(text, 'i') }
}

/**
 * Sentences of libraries and servers, each in their own words: openid-client, jose, jsonwebtoken,
 * Microsoft.IdentityModel (IDX…), ASP.NET, Spring, PyJWT, go-oidc, Keycloak, oidc-client, angular-oauth2-oidc, Auth0's,
 * Envoy. Those that name both values come first.
 */
export const sentences = [
  rule('metadata-issuer', `issuer did not match the issuer returned by provider,? expected ${expected} got ${actual}`),
  rule(
    'metadata-issuer',
    `The Issuer ${actual} provided in the configuration metadata did not match the requested issuer ${expected}`,
  ),
  rule('metadata-issuer', `invalid issuer in discovery document,? expected:? ${expected},? current:? ${actual}`),
  rule(
    'callback-issuer',
    `issuer must be configured on the issuer|iss missing from the response|unexpected "iss" \\(issuer\\) response parameter|iss(?:uer)? (?:response )?parameter[^\\n]{0,40}(?:mismatch|does not match|missing)|iss mismatch[^\\n]{0,20}response`,
  ),
  rule(
    'metadata-issuer',
    `"response" body "issuer" property does not match|discovered metadata issuer does not match the expected issuer|issuer in (?:the )?(?:discovery|metadata|configuration)[^.\\n]{0,60}(?:does not|doesn't|did not) match`,
  ),
  rule('issuer', `unexpected iss value,? expected ${expected},? got:? ${actual}`),
  rule(
    'issuer',
    `(?:iss(?:uer)?)\\b[^\\n]{0,60}?\\bexpected:? ${expected},? (?:but )?(?:was|got|found|received|actual):? ${actual}`,
  ),
  rule('issuer', `ID Token contains invalid claims: \\{[^}\\n]*\\biss=${actual}`),
  rule(
    'issuer',
    `Issuer validation failed\\. Issuer: ${actual}\\. Did not match: (?:validationParameters\\.)?ValidIssuer: ${expected}`,
  ),
  rule('issuer', `issued by a different provider,? expected ${expected} got ${actual}`),
  rule('issuer', `jwt issuer invalid\\. expected: ${expected}`),
  rule('issuer', `The issuer ${actual} is invalid`),
  rule('issuer', `(?:Wrong|invalid) issuer(?: in token)?: ${actual}`),
  rule(
    'issuer',
    `IDX1020[45]|unexpected (?:JWT )?["']?iss["']?(?: \\(issuer\\))? (?:claim )?value|unexpected ["']?iss["']? claim|Jwt issuer is not configured|The iss claim is not valid|InvalidIssuer|Invalid token issuer|issuer mismatch|iss claim mismatch|Invalid issuer\\b`,
  ),
  rule('audience', `aud mismatch,? expected ${expected},? got:? ${actual}`),
  rule(
    'audience',
    `aud(?:ience)?\\b[^\\n]{0,60}?\\bexpected:? ${expected}[;,]? (?:but )?(?:was not one of|was|got|found|received|actual):? ${actual}`,
  ),
  rule(
    'audience',
    `Audience validation failed\\. Audiences: ${actual}\\. Did not match: (?:validationParameters\\.)?ValidAudience: ${expected}`,
  ),
  rule('audience', `expected audience ${expected} got ${actual}`),
  rule('audience', `jwt audience invalid\\. expected: ${expected}`),
  rule('audience', `The audience ${actual} is invalid`),
  rule('audience', `Wrong audience: ${actual}`),
  rule(
    'audience',
    `audience from claim \\w+ with value \\[${actual}\\]? does not match with any of allowed audiences map\\[(?<expected>[^\\s:\\]]+)`,
  ),
  rule('audience', `Invalid audiences?: ${actual} is not a trusted audience`),
  rule('audience', `audience claims \\[[^\\]]{0,100}\\] do not exist in claims`),
  rule(
    'audience',
    `IDX1021[4]|IDX10206|IDX10208|unexpected (?:JWT )?["']?aud["']?(?: \\(audience\\))? (?:claim )?value|unexpected ["']?aud["']? claim|Token was not issued for this audience|payload audience != requiredAudience|Wrong recipient, payload audience|Audiences in Jwt are not allowed|The aud claim is not valid|InvalidAudience|Invalid audience|Audience doesn't match|Invalid token audience`,
  ),
  rule('audience', `ID Token contains invalid claims: \\{[^}\\n]*\\baud=${actual}`),
  rule('authorized-party', `azp (?:mismatch|claim)|missing required JWT property azp|Authorized Party \\(azp\\)`),
  rule('claim-missing', `claims? ${expected}: claim not present`),
  rule(
    'claim-missing',
    `missing required JWT property (?!azp)(?<actual>\\w+)|missing required "(?!azp)(?<expected>\\w+)" claim`,
  ),
  rule('subject', `sub mismatch,? expected ${expected},? got:? ${actual}`),
  rule('subject', `sub (?:from user ?info endpoint )?does not match sub in|sub does not match`),
  rule('nonce', `nonce\\b[^\\n]{0,60}?\\bexpected:? ${expected},? (?:but )?(?:was|got|found|received):? ${actual}`),
  rule(
    'nonce',
    `nonce mismatch|Wrong nonce|Invalid nonce|invalid_nonce|nonce does not match|nonce did not match|IDX213(?:2[34]|1[34])|unexpected (?:ID Token |JWT )?"?nonce"? claim`,
  ),
  rule(
    'access-token-hash',
    `at_hash mismatch|Wrong at_hash|at_hash (?:does not|doesn't|did not) match|access token hash[^\\n]{0,30}(?:mismatch|not match|invalid)`,
  ),
  rule('algorithm', `unexpected JWT alg received,? expected ${expected},? got:? ${actual}`),
  rule('algorithm', `unsupported algorithm,? expected ${expected} got ${actual}`),
  rule(
    'algorithm',
    `Signature algorithm of ${actual} is not supported\\. Expected the ID token to be signed with ${expected}`,
  ),
  rule('algorithm', `Algorithm ${actual} is not supported\\. \\(Expected algs: ${expected}`),
  rule(
    'algorithm',
    `"alg" (?:\\(Algorithm\\) )?Header Parameter value not allowed|specified alg value is not allowed|Another algorithm expected|Unexpected signature algorithm|unexpected signing method`,
  ),
  rule(
    'key',
    `Didn't find publicKey for specified kid|Unable to find a signing key that matches:? ${actual}?|kid[^\\n]{0,40}not found|no (?:matching|applicable) keys? found|no matching key\\(s\\) found|signing key (?:was )?not found|The signature key was not found|IDX10501|IDX10500|Jwks doesn't have key|KidNotFound|Unable to match key|SigningKeyNotFoundError|unable to find a? ?(?:signing )?key`,
  ),
  rule(
    'expired',
    `jwt expired|(?<!(?:refresh|session|csrf|xsrf|device|reset)[ _-]?)token (?:is|has) expired|IDX10223|Signature has expired|Jwt expired at|The token expired at|exp is in the past|"exp" claim timestamp check failed|Jwt is expired|Token expired,|oauth2: token expired and refresh token is not set|ExpiredSignature|JWT has expired|lifetime validation failed`,
  ),
  rule(
    'early',
    `issued (?:\\d{1,12} seconds )?in the future|used too early|Jwt used before|iat is in the future|used before issued|not yet valid|jwt not active|IDX10222|before the nbf|token is not active yet|InvalidIatError|ImmatureSignature|nbf[^\\n]{0,30}future`,
  ),
  rule(
    'malformed',
    `failed to unmarshal claims: invalid character|jwt malformed|malformed jwt|invalid number of segments|Not enough segments|IDX12741|IDX12709|IDX14100|not well[- ]formed|invalid (?:compact )?JWS|Invalid JWT serialization|wrong number of segments|not in the form of Header|JWT strings must contain exactly|Invalid Compact`,
  ),
  rule(
    'metadata-unreadable',
    `IDX2080[34]|Unable to (?:resolve|obtain) (?:the )?[Cc]onfiguration|IDX20807|fetching keys[^\\n]{0,20}get keys failed: \\d{3}`,
  ),
  rule(
    'signature',
    `invalid signature|token signature is invalid|signature does not match|failed to validate JWT signature|signature verification failed|signature validation failed|IDX1050[3]|IDX10511|IDX10517|Jwt verification fails|The signature is invalid|failed to verify id token signature|failed to verify signature(?!: fetching keys)|SignatureVerificationFailed`,
  ),
]
