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
    says: [/\(missing\)/],
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
    code: 'library-refused', name: 'D62: a signed answer for another client', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, aud: 'somebody-else' })),
  },
  {
    code: 'library-refused', name: 'a signed answer of another issuer', exit: 4, step,
    ...signed((stub, good) => stub.keys.sign({ ...good, iss: 'https://attacker.example' })),
  },
]
