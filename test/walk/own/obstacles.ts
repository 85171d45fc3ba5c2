import type { FailureRow } from '../../support/failing.ts'
import type { Said } from '../../support/stub-provider.ts'

const page = '<!doctype html><title>Please wait</title><p>x'
const token = { code: 'token-refused', exit: 3, step: 'token', asked: { userinfo: 0 } } as const
const userinfo = { code: 'userinfo-refused', exit: 3, step: 'userinfo', session: 'replaced' } as const
const keys = { code: 'unreadable-answer', exit: 3, step: 'token', asked: { userinfo: 0 } } as const
const metadata = { code: 'discovery-refused', exit: 3, step: 'start' } as const
const refresh = {
  code: 'refresh-refused', exit: 3, command: () => ['token', 'refresh'], asked: { token: 1, userinfo: 0 },
} as const

/** Nothing is said of client, code, token or issuer, of which nothing is known. */
const only = (said: string, told = 'answered with status \\d+(?: \\([^)]*\\))?: ') =>
  new RegExp(`${told}${said}(?![^]*(?:do not fit|lacks a scope|issuer is not|something else was done|refused the refresh))`)
const failed = only('', 'failed with status [45]00')
const named: Said = { status: 421, body: { error_description: 'this is http://127.0.0.1:9400' } }
const inDate = (seconds: number): Said => ({
  status: 503,
  headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': `Thu, 01 Jan 2026 00:00:${seconds} GMT` },
})

/**
 * Answers that are not about the request: whatever endpoint gives them, the failure names the server, and nothing is
 * blamed that was sent.
 */
export const obstacleFailures: FailureRow[] = [
  {
    ...token, name: '429 with a time', handlers: { token: () => ({ status: 429, headers: { 'retry-after': '17' } }) },
    says: [
      only('too many requests'), /asks to wait 17 s/, /Wait 17 s, then run it again\n.*oauth-walk login http/,
      /may be spent/,
    ],
  },
  {
    ...token, name: '503 with a date', handlers: { token: () => inDate(42) },
    says: [only('the server is overloaded'), /asks to wait 42 s/],
  },
  {
    ...token, name: '500 with a web page', handlers: { token: () => ({ status: 500, body: page }) },
    says: [failed, /provider says: Please wait/],
  },
  {
    ...token, name: '502', handlers: { token: () => ({ status: 502 }) },
    says: [only('no answer from behind the gateway')],
  },
  {
    ...token, name: '421', handlers: { token: () => ({ status: 421 }) },
    says: [only('this server does not answer for this host'), /^(?![^]*may be spent)/],
  },
  {
    ...metadata, name: '421 of the metadata',
    handlers: { discovery: () => ({ status: 421 }), metadata: () => ({ status: 421 }) },
    says: [only('this server does not answer for this host'), /^(?![^]*Wait a few minutes)[^]*by the name that the server/],
  },
  {
    ...metadata, name: '421 of metadata that names its issuer',
    handlers: { discovery: () => named, metadata: () => named },
    says: [/^(?![^]*(?:Wait a few|by the name that))[^]*oauth-walk login http:\/\/127\.0\.0\.1:9400/],
  },
  {
    ...token, name: '425', handlers: { token: () => ({ status: 425 }) },
    says: [only('too early'), /It was not worked on/, /^(?![^]*may be spent)/],
  },
  {
    ...token, name: '404', handlers: { token: () => ({ status: 404, body: { error: 'Not Found' } }) },
    says: [only('there is nothing at this address'), /--token-endpoint/],
  },
  {
    ...token, name: '405', handlers: { token: () => ({ status: 405, headers: { allow: 'GET, HEAD' } }) },
    says: [only('not with this method'), /It takes: GET, HEAD/],
  },
  {
    ...token, name: '413', handlers: { token: () => ({ status: 413 }) },
    says: [only('the request is too long'), /Its body is longer/],
  },
  {
    ...token, name: 'slow_down', handlers: { token: () => ({ status: 400, body: { error: 'slow_down' } }) },
    says: [only('too many requests'), /status 400 \(slow_down\)/],
  },
  {
    ...token, name: 'temporarily_unavailable within a 200',
    handlers: { token: () => ({ body: { error: 'temporarily_unavailable' } }) },
    says: [only('the server is overloaded')],
  },
  {
    ...token, name: 'server_error', handlers: { token: () => ({ status: 400, body: { error: 'server_error' } }) },
    says: [failed],
  },
  {
    ...token, name: 'a code of the standard keeps its diagnosis',
    handlers: { token: () => ({ status: 500, body: { error: 'invalid_grant' } }) },
    says: [/refused to give tokens for the code: invalid_grant/],
  },
  {
    ...token, name: 'so does the client at 429',
    handlers: { token: () => ({ status: 429, body: { error: 'invalid_client' } }) },
    says: [/refused to give tokens for the code: invalid_client/],
  },
  {
    ...userinfo, name: '429',
    handlers: { userinfo: () => ({ status: 429, headers: { 'retry-after': '3' }, body: { message: 'slow' } }) },
    says: [only('too many requests'), /Wait 3 s, then run it again/],
  },
  { ...userinfo, name: '500', handlers: { userinfo: () => ({ status: 500 }) }, says: [failed] },
  {
    ...userinfo, name: '404', handlers: { userinfo: () => ({ status: 404, body: page }) },
    says: [only('there is nothing'), /--userinfo-endpoint/],
  },
  {
    ...keys, name: '503', handlers: { jwks: () => ({ status: 503, headers: { 'retry-after': '9' } }) },
    says: [only('the server is overloaded'), /asks to wait 9 s/],
  },
  {
    ...keys, name: '429 in JSON', handlers: { jwks: () => ({ status: 429, body: {} }) },
    says: [only('too many requests')],
  },
  {
    ...keys, name: '404', handlers: { jwks: () => ({ status: 404, body: {} }) },
    says: [only('there is nothing'), /--jwks-uri/],
  },
  {
    ...metadata, name: '429', handlers: { discovery: () => ({ status: 429 }), metadata: () => ({ status: 404 }) },
    says: [only('too many requests'), /Wait a few minutes/],
  },
  {
    ...metadata, name: '503', handlers: { discovery: () => inDate(10), metadata: () => inDate(10) },
    says: [only('the server is overloaded'), /Wait 10 s/],
  },
  {
    ...metadata, name: '404 is what a wrong issuer brings',
    handlers: { discovery: () => ({ status: 404 }), metadata: () => ({ status: 404 }) },
    says: [/This address is no issuer/], asked: { elsewhere: 5 },
  },
  {
    ...refresh, name: '503', handlers: { token: () => ({ status: 503 }) },
    says: [only('the server is overloaded'), /The stored session is left as it was/, /oauth-walk token refresh/],
  },
  {
    ...refresh, name: '429', handlers: { token: () => ({ status: 429, headers: { 'retry-after': '5' } }) },
    says: [only('too many requests'), /Wait 5 s/],
  },
  {
    code: 'resource-refused', exit: 3, name: '405', command: stub => ['api', `${stub.issuer}/userinfo`],
    handlers: { userinfo: () => ({ status: 405 }) }, says: [only('not with this method'), /Compare address and method/],
  },
  {
    code: 'resource-refused', exit: 3, name: '404', command: stub => ['api', `${stub.issuer}/userinfo`],
    handlers: { userinfo: () => ({ status: 404 }) }, says: [only('there is nothing'), /what the token may not see/],
  },
  {
    code: 'resource-refused', exit: 3, name: '409, of which the token is not to blame',
    command: stub => ['api', `${stub.issuer}/userinfo`],
    handlers: { userinfo: () => ({ status: 409, body: { a: 1 } }) },
    says: [/stands beside this error, in the member body/, /advice: Compare the request with the documentation/],
  },
  {
    code: 'resource-refused', exit: 3, name: '400 without a body', command: stub => ['api', `${stub.issuer}/userinfo`],
    handlers: { userinfo: () => ({ status: 400 }) }, says: [/Its answer has no body/],
  },
  {
    code: 'resource-refused', exit: 3, name: '403, of which it is', command: stub => ['api', `${stub.issuer}/userinfo`],
    handlers: { userinfo: () => ({ status: 403, body: { a: 1 } }) }, says: [/Look whom the token is for/],
  },
  {
    code: 'nobody-came', exit: 5, step: 'consent', name: 'a client id that the provider does not know',
    words: ['--timeout', '1'], visit: 'nobody',
    says: [/does not know the client id, or the redirect URI is not registered exactly so/],
  },
  // Of our own finding:
  {
    ...token, name: '408', handlers: { token: () => ({ status: 408 }) },
    says: [only('the request did not arrive in time')],
  },
  {
    ...token, name: '511, a network that wants a sign-in', handlers: { token: () => ({ status: 511, body: page }) },
    says: [only('the network wants a sign-in first'), /Sign in to the network/],
  },
  {
    ...userinfo, name: '431, a token that is too long', handlers: { userinfo: () => ({ status: 431 }) },
    says: [only('the request is too long'), /Its header fields are longer/],
  },
  { ...token, name: '415', handlers: { token: () => ({ status: 415 }) }, says: [only('not in this content type')] },
  {
    ...userinfo, name: '522, as a gateway says it', handlers: { userinfo: () => ({ status: 522 }) },
    says: [only('no answer from behind the gateway')],
  },
  {
    ...keys, name: 'a date that is over',
    handlers: { jwks: () => ({ status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } }) },
    says: [/Wait a few minutes/],
  },
  {
    ...keys, name: 'a date beyond a day',
    handlers: {
      jwks: () => ({
        status: 503,
        headers: { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' },
      }),
    },
    says: [/asks to wait until 2099-10-21T07:28:00/, /Wait until 2099-10-21T07:28:00/],
  },
]
