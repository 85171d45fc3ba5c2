import type { ProviderRules } from '../provider-rules.ts'

/** The rules of what a provider publishes, and of its authorization endpoint. */
export const enProviderRulesAtDoor = {
  'issuer-exact': {
    title: 'The issuer in the metadata is exact',
    sends: 'GET of the metadata at both well-known addresses',
    attack: 'Metadata that names another issuer can send a client to endpoints of an attacker: it asks one provider and trusts another (mix-up).',
    change: 'Set issuer in both documents to the very address that clients use, including or without the slash at the end.',
  },
  'https-everywhere': {
    title: 'The endpoints are https only',
    sends: 'HEAD of each endpoint, with http:// in place of https://',
    attack: 'Whoever sits in the same network reads codes, tokens and secrets that go over http, and can change them.',
    change: 'Publish https addresses only. On port 80, close the connection or redirect to https, and process nothing there.',
  },
  'pkce-advertised': {
    title: 'S256 is the only PKCE method listed',
    sends: 'nothing more: it reads the metadata',
    attack: 'A client that finds no S256 in the list does without PKCE, or falls back to plain. Then a stolen code is enough.',
    change: 'Set code_challenge_methods_supported to ["S256"] in the metadata.',
  },
  'iss-sent': {
    title: 'Every answer names its issuer (iss)',
    sends: 'an authorization request that must fail (prompt=none)',
    attack: 'A client of several providers can’t tell which one answered, and sends the code of one to the token endpoint of another (mix-up).',
    change: 'Send iss once with every authorization response, errors too, and set authorization_response_iss_parameter_supported to true.',
  },
  'dead-flows-advertised': {
    title: 'No implicit or password grant is offered',
    sends: 'nothing more: it reads the metadata',
    attack: 'The implicit grant puts tokens into addresses, and the password grant gives the user’s password to the client. Whoever reads either has the access.',
    change: 'Turn both off, and take token from response_types_supported, password and implicit from grant_types_supported.',
  },
  'alg-none-advertised': {
    title: 'alg none is offered nowhere',
    sends: 'nothing more: it reads the metadata',
    attack: 'A token or request with alg none has no signature: anybody can write one.',
    change: 'Take none from every list of signing algorithms in the metadata, and refuse it.',
  },
  'jwks-hygiene': {
    title: 'The published keys are sound',
    sends: 'GET of the keys (jwks_uri)',
    attack: 'Whoever has the private half of a key, or can compute it since the key is short, signs ID tokens for any user.',
    change: 'Publish the key that signs, public members only, RSA keys of 2048 bits or more, a kid of its own for each key, and alg and use, over https. Replace a key whose private half was published.',
  },
  'token-get': {
    title: 'Token requests by GET are refused',
    sends: 'GET of the token endpoint, the parameters in the query',
    attack: 'With GET, codes and secrets stand in the address, and so in the logs of every server and proxy on the way.',
    change: 'Take POST alone at the token endpoint, parameters in the body alone, and answer 405 or invalid_request to everything else.',
  },
  'authorize-cors': {
    title: 'The authorization endpoint has no CORS',
    sends: 'authorization requests with Origin of another site, and Origin null',
    attack: 'A script on any page can call the endpoint and read its answer; with the user’s cookies, a code may stand in it.',
    change: 'Send no Access-Control-Allow-Origin from the authorization endpoint. Browsers go there by navigation, and never by a script.',
  },
  'login-framing': {
    title: 'The sign-in page can’t be framed',
    sends: 'an authorization request that shows the sign-in page',
    attack: 'A page of the attacker’s shows yours in an invisible frame, and the user’s click on a game allows the access (clickjacking).',
    change: 'Send Content-Security-Policy: frame-ancestors \'none\' with every page of the sign-in, and X-Frame-Options: DENY for old browsers.',
  },
  'redirect-unregistered': {
    title: 'A foreign redirect URI is refused',
    sends: 'an authorization request with redirect_uri at another host',
    attack: 'A link to your provider sends the user’s code to the attacker’s server; the user sees only your sign-in page.',
    change: 'Compare redirect_uri with the registered ones. Where it is none of them, show an error page and redirect nowhere.',
  },
  'redirect-variants': {
    title: 'A redirect URI must match exactly',
    sends: '9 authorization requests, each with the redirect_uri changed a little',
    attack: 'A redirect URI that matches only by its beginning or by a pattern leads to a page that the attacker controls, and the code with it.',
    change: 'Compare redirect URIs character by character; no wildcards, prefixes or subdomains. Only the port of a loopback address may differ.',
  },
  'loopback-port': {
    title: 'On loopback only the port may differ',
    sends: 'redirect_uri with another port; hosts that only look like loopback',
    attack: 'A host such as localhost.evil.example looks like this machine to a careless comparison, and gets the code.',
    change: 'Let the port of http://127.0.0.1 and http://[::1] differ, and compare host and path as they are.',
  },
  'response-type': {
    title: 'Only response_type=code is accepted',
    sends: 'authorization requests: no response_type; token; id_token token',
    attack: 'An attacker changes response_type in the address, and the provider puts a token into it, where histories and scripts find it.',
    change: 'Turn the implicit and hybrid flows off. Answer unsupported_response_type, and invalid_request where response_type is missing.',
  },
  'duplicate-parameters': {
    title: 'A parameter sent twice is refused',
    sends: 'authorization requests: client_id, redirect_uri or state sent twice',
    attack: 'Where one part of a server checks the first redirect_uri and another part uses the second, the second may be the attacker’s.',
    change: 'Answer invalid_request where any parameter comes twice; show an error page where it is client_id or redirect_uri.',
  },
  'state-echo': {
    title: 'state comes back unchanged',
    sends: 'an authorization request with quotes, signs and upper case in state',
    attack: 'A state that is cut or changed keeps the client from noticing a forged answer (CSRF). One that stands in a page as it is runs scripts there (XSS).',
    change: 'Give state back byte by byte in every answer, percent-encoded in the address and escaped in HTML.',
  },
  'header-injection': {
    title: 'Line breaks don’t get into headers',
    sends: 'authorization requests with line breaks in state, scope or nonce',
    attack: 'A line break in a parameter ends the Location header, and the attacker writes headers and a page of their own into your answer.',
    change: 'Percent-encode whatever goes into Location, and refuse control characters in parameters.',
  },
  'redirect-status': {
    title: 'The answer redirects by 302 or 303',
    sends: 'nothing more: it reads the status of the redirects',
    attack: 'With 307 or 308 the browser sends its form again, to the client: with the user’s password in it.',
    change: 'Redirect with 303 (or 302) from the authorization endpoint, and behind every form of the sign-in.',
  },
  'pkce-plain': {
    title: 'PKCE with plain is refused',
    sends: 'an authorization request with code_challenge_method=plain',
    attack: 'With plain, the verifier itself stands in the address. Whoever can read the address has all they need to redeem the code.',
    change: 'Take S256 alone, and answer invalid_request to plain and to a missing code_challenge_method.',
  },
  'pkce-required': {
    title: 'A public client can’t do without PKCE',
    sends: 'a public client’s request without code_challenge, then its code',
    attack: 'A public client has no secret. Without PKCE, whoever reads its code gets the tokens.',
    change: 'Demand a code_challenge of public clients, better of all, and answer invalid_request without one.',
  },
  'request-object-unsigned': {
    title: 'An unsigned request object is refused',
    sends: 'request objects: one with alg none, one signed by another key',
    attack: 'Anybody writes a request in the client’s name, with scopes and a redirect URI that the client never asked for.',
    change: 'Verify the signature of every request object by the client’s registered key and algorithm, and answer invalid_request_object.',
  },
} satisfies Partial<ProviderRules>
