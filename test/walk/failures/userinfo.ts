import type { FailureRow } from '../../support/failing.ts'
import { claims } from '../../support/stub-answers.ts'
import { unsigned } from '../../support/stub-keys.ts'
import type { Handler, Stub } from '../../support/stub-provider.ts'

const step = 'userinfo'
const by = (userinfo: Handler) => ({ handlers: { userinfo } })
/** What is no failed check keeps the tokens: they passed theirs. */
const kept = { step, session: 'replaced' } as const
/** Only that is asked for again which did not come. */
const again = /next: oauth-walk userinfo(?![^\n]*--client-id)/

function signed(
  sign: (stub: Stub, good: Record<string, unknown>) => string | Promise<string>,
): { handlers: { userinfo: Handler } } {
  return by(async (_, stub) => {
    const good = { ...claims, iss: stub.issuer, aud: stub.client.client_id }
    return { headers: { 'content-type': 'application/jwt' }, body: await sign(stub, good) }
  })
}

/** Failures at the resource server. */
export const userinfoFailures: FailureRow[] = [
  {
    code: 'userinfo-refused', name: 'the token is not accepted', exit: 3, ...kept,
    ...by(() => ({
      status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="too new"' },
    })),
    provider: { error: 'invalid_token', error_description: 'too new', status: 401 },
    says: [/are saved; only step 6 failed/],
  },
  {
    code: 'userinfo-refused', name: 'status 503', exit: 3, ...kept, ...by(() => ({ status: 503 })),
    provider: { status: 503 },
  },
  {
    code: 'unreadable-answer', name: 'status 204', exit: 3, ...kept, ...by(() => ({ status: 204 })),
    says: [/answered with an empty body \(status 204/, again],
  },
  {
    code: 'userinfo-refused', name: 'status 503, and nothing is to be kept', exit: 3, step, words: ['--no-save'],
    ...by(() => ({ status: 503 })),
  },
  {
    code: 'unreadable-answer', name: 'a web page', exit: 3, ...kept, ...by(() => ({ body: '<title>Profile</title>' })),
    says: [/Profile/, again],
  },
  // A connection that was kept may just have ended: a GET is sent once more.
  {
    code: 'network-failed', name: 'the connection is cut', exit: 5, ...kept, ...by(() => 'drop'), asked: { userinfo: 2 },
    says: [again],
  },
  {
    code: 'network-timeout', name: 'no answer', exit: 5, ...kept, words: ['--http-timeout', '3'], ...by(() => 'hang'),
    says: [again],
  },
  {
    code: 'answer-too-large', name: 'a body of 600 KB', exit: 5, ...kept,
    ...by(() => ({ body: { sub: 'x'.repeat(600_000) } })), says: [again],
  },
  {
    code: 'redirect-refused', name: 'D04: the token would go elsewhere', exit: 4, step,
    ...by((_, { issuer }) => ({ status: 302, headers: { location: `${issuer}/thief` } })),
  },
  {
    code: 'userinfo-subject', name: 'D61: about another user', exit: 4, step,
    ...by(() => ({ body: { ...claims, sub: 'somebody-else' } })), says: [/came: somebody-else/],
  },
  {
    code: 'userinfo-subject', name: 'about nobody', exit: 4, step, ...by(() => ({ body: { name: 'Jane Doe' } })),
    says: [/\(missing\)/, /does not say which user it is about/, /It has no sub/],
  },
  {
    code: 'userinfo-subject', name: 'a signed answer about another user', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, sub: 'somebody-else' })),
  },
  {
    code: 'userinfo-signature', name: 'D62: a stranger’s key', exit: 4, step,
    ...signed((stub, good) => stub.keys.signAsStranger(good)),
  },
  {
    code: 'userinfo-algorithm', name: 'HMAC, in the ID token’s words', exit: 4, step,
    ...signed((_, good) => unsigned(good, { alg: 'HS256' })), says: [/came: HS256/, /none and HMAC are never accepted/],
  },
  {
    code: 'userinfo-audience', name: 'D62: a signed answer for another client', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, aud: 'somebody-else' })),
    says: [/came: somebody-else/, /meant for another client/],
  },
  {
    code: 'userinfo-issuer', name: 'a signed answer of another issuer', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, iss: 'https://attacker.example' })),
  },
  {
    code: 'userinfo-subject', name: 'a signed answer about nobody', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign(Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'sub')))), says: [/does not say which user/],
  },
  {
    code: 'userinfo-expiry', name: 'a signed answer that is over', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, exp: 5 })), says: [/came: 1970-01-01T00:00:05/],
  },
  {
    code: 'userinfo-expiry', name: 'a signed answer that is not good yet', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, nbf: 4_000_000_000 })), says: [/came: 2096-10-02/],
  },
  {
    code: 'library-refused', name: 'a signed answer whose time of issue is a text', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, iat: 'today' as never })),
  },
  {
    code: 'unreadable-answer', name: 'a JWT that is labelled JSON', exit: 3, ...kept,
    ...by(async (_, { keys }) => ({
      headers: { 'content-type': 'application/json' }, body: await keys.sign({ ...claims }),
    })),
    says: [/answered with a JWT that is not labelled as one/, again],
  },
  {
    code: 'unreadable-answer', name: 'a JWT that is labelled JSON and is a JSON text', exit: 3, ...kept,
    ...by(async (_, { keys }) => ({
      headers: { 'content-type': 'application/json' }, body: JSON.stringify(await keys.sign({ ...claims })),
    })),
    says: [/answered with a JWT that is not labelled as one/],
  },
  {
    code: 'unreadable-answer', name: 'what is labelled a JWT and is none', exit: 3, ...kept,
    ...by(() => ({ headers: { 'content-type': 'application/jwt' }, body: 'not.a.jwt' })),
    says: [/labelled a JWT and is none/],
  },
  {
    code: 'userinfo-refused', name: 'a challenge that asks for a bound token', exit: 3, ...kept,
    ...by(() => ({ status: 401, headers: { 'www-authenticate': 'DPoP algs="ES256"' } })),
    says: [/bound to a key \(DPoP\)/, /next: oauth-walk login [^\n]*--dpop/],
  },
  {
    code: 'userinfo-refused', name: 'a challenge that asks for a password', exit: 3, ...kept,
    ...by(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="staff"' } })),
    says: [/asks by its challenge \(WWW-Authenticate\) for Basic, and not for an access token/],
  },
  {
    code: 'userinfo-refused', name: 'a challenge that takes Bearer too', exit: 3, ...kept,
    ...by(() => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="staff", Bearer' } })),
    says: [/lacks a scope, is meant for another resource/],
  },
  {
    code: 'redirect-refused', name: 'a page to sign in', exit: 4, step,
    ...by(() => ({ status: 302, headers: { location: '/users/sign_in?next=%2Fuserinfo' } })),
    says: [/A redirect says nothing of the token/, /looks like a sign-in page/, /^(?![^]*--userinfo-endpoint \S*sign_in)/],
  },
  {
    code: 'unreadable-answer', name: 'a redirect that names no address', exit: 3, ...kept,
    ...by(() => ({ status: 302, body: '<title>Sign in</title>' })), says: [/looks like a web page: "Sign in"/],
  },
]
