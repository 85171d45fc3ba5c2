import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FailureRow } from '../../support/failing.ts'
import type { Lie } from '../../support/user-agent.d.mts'

const callback = { step: 'callback', asked: { authorize: 1 } } as const
const bringing = (...send: Lie[]) => ({ visit: { send } })

/** Failures from the browser's start to the answer that it brings back. */
export const callbackFailures: FailureRow[] = [
  {
    code: 'nobody-came', name: 'nobody within --timeout', exit: 5, step: 'consent', visit: 'nobody',
    words: ['--timeout', '1'], asked: { authorize: 0 }, says: [/within 1 s/],
  },
  {
    code: 'paste-refused', name: 'an address of another page', exit: 4, step: 'consent', visit: 'nobody',
    words: ['--paste'], asked: { authorize: 0 },
    input: 'https://attacker.example/callback?code=c&state=s\n',
    says: [/must begin with http:\/\/127\.0\.0\.1:8765\/callback/],
  },
  {
    code: 'access-denied', name: 'L35: the user says no', exit: 3, ...callback, ...bringing('denied'),
    provider: { error: 'access_denied' },
  },
  {
    code: 'authorization-refused', name: 'a scope that the provider does not know', exit: 3, ...callback,
    ...bringing('refused'), provider: { error: 'invalid_scope' }, says: [/invalid_scope/],
  },
  {
    code: 'authorization-refused', name: 'D36: an error text full of terminal controls', exit: 3, ...callback,
    handlers: {
      authorize: ({ parameters }) => {
        const hostile = new URLSearchParams({
          error: 'server_error',
          error_description: 'one\u001b[2Jtwo\u001b]8;;https://evil.example\u0007three\r\n\u202efour\u009b31mfive',
          iss: 'x',
          state: parameters.get('state') ?? '',
        })
        hostile.delete('iss')
        return { status: 302, headers: { location: `${parameters.get('redirect_uri') ?? ''}?${hostile.toString()}` } }
      },
      discovery: async (asked, stub) => {
        const { authorization_response_iss_parameter_supported: _iss, ...body } = await bodyOf(
          stub.good.discovery(asked, stub),
        )
        return { body }
      },
    },
    says: [/the provider says: onetwothree {2}fourfive/],
  },
  {
    code: 'parameters-once', name: 'L38 D32: two codes', exit: 4, ...callback, ...bringing('code-twice'),
    says: [/came: code/],
  },
  {
    code: 'response-issuer', name: 'L39 D33: an answer of another issuer', exit: 4, ...callback,
    ...bringing('foreign-issuer'), says: [/attacker\.example/],
  },
  {
    code: 'response-issuer', name: 'L40 D33: no issuer although it was promised', exit: 4, ...callback,
    ...bringing('no-issuer'), says: [/\(missing\)/],
  },
  {
    code: 'no-token-in-front-channel', name: 'D35: an access token in the address', exit: 4, ...callback,
    ...bringing('token-too'), says: [/came: access_token/],
  },
  {
    code: 'code-or-error', name: 'D34: neither a code nor an error', exit: 4, ...callback, ...bringing('no-code'),
    says: [/came: neither/],
  },
  { code: 'code-or-error', name: 'an empty code', exit: 4, ...callback, ...bringing('empty-code') },
  {
    code: 'code-or-error', name: 'L41: a code with control characters', exit: 4, ...callback,
    ...bringing('garbage-code'),
  },
  {
    code: 'code-or-error', name: 'a code of 5000 characters', exit: 4, ...callback, ...bringing('long-code'),
    says: [/5000/],
  },
  {
    code: 'error-page', name: 'the sandbox’s user meets an error page', exit: 3, step: 'consent',
    command: () => ['login', 'sandbox', '--auto', '--client-id', 'nobody-registered'], visit: 'nobody',
  },
  {
    code: 'store-unwritable', name: 'a home that can’t be made', exit: 6, step: null,
    asked: { discovery: 0, authorize: 0 },
    prepare: home => writeFileSync(join(home, 'file'), ''),
    environment: home => ({ OAUTH_WALK_HOME: join(home, 'file', 'store') }), says: [/file\/store/],
  },
]

async function bodyOf(said: unknown): Promise<Record<string, unknown>> {
  return (await said as { body: Record<string, unknown> }).body
}
