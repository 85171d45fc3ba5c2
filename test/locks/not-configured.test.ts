import { describe, expect, onTestFinished, test } from 'vitest'
import { runToError } from '../cli/support.ts'
import { freshHome, type Ended } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { metadataOf } from '../support/stub-answers.ts'
import { openStub, type Handler, type Handlers, type Stub } from '../support/stub-provider.ts'
import { documentOf, walk, type Walked } from '../support/walks.ts'

/** A plain login as somebody types it who knows of no lock, and what it says at its end. */
interface Told { ended: Walked, said: string }

async function logIn(issuer: string, clientId: string, secret: string, lang: 'en' | 'zh'): Promise<Told> {
  const words = [issuer, '--client-id', clientId, '--port', '0', '--brief', '--lang', lang]
  const ended = await walk(
    words, { home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: secret } }, {}, startInside,
  )
  return { ended, said: sayPlainly(ended, issuer) }
}

/** The last words, without what differs from run to run. */
function sayPlainly({ stderr }: Ended, issuer: string): string {
  const at = stderr.lastIndexOf('\n✗')
  return (at < 0 ? '' : stderr.slice(at + 1)).replaceAll(issuer, 'ISSUER').replace(/ --port 0 --no-open/g, '')
}

/** The sandbox of another process is any provider to this one. */
async function serve(
  lock: string,
): Promise<{ issuer: string, clients: { client_id: string, client_secret: string }[] }> {
  const serving = startInside(['sandbox', '--port', '0', '--json', '--require', lock], { home: freshHome() })
  onTestFinished(async () => {
    serving.interrupt()
    await serving.ended
  })
  await serving.sees('stdout', /\n/)
  await serving.sees('stderr', /\n/)
  const [line = ''] = (await serving.sees('stdout', /^\{.*\}\n/)) as unknown as string[]
  return documentOf({ stdout: line }) as unknown as {
    issuer: string
    clients: { client_id: string, client_secret: string }[]
  }
}

describe('a lock that the sandbox demands, and nobody configured', () => {
  test.each(['par', 'jarm', 'client_secret_jwt'])('%s needs nothing of the user: it is opened by itself', {
    timeout: 30_000,
  }, async (lock) => {
    const { issuer, clients: [client] } = await serve(lock)
    const { ended } = await logIn(issuer, client?.client_id ?? '', client?.client_secret ?? '', 'en')
    expect([ended.status, ended.stderr]).toEqual([0, expect.stringContaining('Signed in as 123456') as string])
  })

  test.each([
    ['jar', 'told'], ['private_key_jwt', 'told'], ['fapi2', 'told'], ['mtls', 'told'], ['dpop', 'silent'],
    ['dpop-nonce', 'silent'],
  ])('%s, of which the metadata is %s: why, and what to type', { timeout: 30_000 }, async (lock, metadata) => {
    const { issuer, clients: [client] } = await serve(lock)
    for (const lang of ['en', 'zh'] as const) {
      const { ended, said } = await logIn(
        issuer, client?.client_id ?? '', client?.client_secret ?? 'a-secret-that-is-refused', lang,
      )
      expect(said).toMatchSnapshot(lang)
      expect([ended.status, ended.browsed === undefined]).toEqual(metadata === 'told' ? [2, true] : [3, false])
    }
  })

  test('mtls, to a client that has neither secret nor certificate', { timeout: 30_000 }, async () => {
    const { issuer, clients: [client] } = await serve('mtls')
    for (const lang of ['en', 'zh'] as const) {
      const { ended, said } = await logIn(issuer, client?.client_id ?? '', '', lang)
      expect(said).toMatchSnapshot(lang)
      expect([ended.status, ended.browsed]).toEqual([2, undefined])
    }
  })

  // The metadata say which algorithms a provider encrypts with, and never that it does so for this client.
  test('encrypted-id-token, of which only the answer tells', { timeout: 30_000 }, async () => {
    const { issuer, clients: [client] } = await serve('encrypted-id-token')
    for (const lang of ['en', 'zh'] as const) {
      const { ended, said } = await logIn(issuer, client?.client_id ?? '', client?.client_secret ?? '', lang)
      expect(said.replace(/[\w-]{43}/, 'KID')).toMatchSnapshot(lang)
      expect([ended.status, ended.browsed === undefined]).toEqual([2, false])
    }
  })
})

/** The authorization endpoint sends the browser back with this error. */
const refusing = (error: string, error_description: string): Handler => ({ parameters }, { issuer }) => {
  const back = new URLSearchParams({ error, error_description, state: parameters.get('state') ?? '', iss: issuer })
  return { status: 302, headers: { location: `${parameters.get('redirect_uri') ?? ''}?${back.toString()}` } }
}
const saying = (more: Record<string, unknown>): Partial<Handlers> => ({
  discovery: (_, stub) => ({ body: { ...metadataOf(stub), ...more } }),
})

const providers: [string, 'told' | 'silent', (stub: Stub) => Partial<Handlers>][] = [
  [
    'a request must be pushed, and there is no endpoint', 'told',
    () => saying({ require_pushed_authorization_requests: true }),
  ],
  [
    'a request must be signed with PS256', 'told',
    () =>
      saying({ require_signed_request_object: true, request_object_signing_alg_values_supported: ['PS256', 'RS256'] }),
  ],
  [
    'signed answers come by form_post alone', 'told',
    () => saying({ response_modes_supported: ['fragment.jwt', 'form_post.jwt'] }),
  ],
  [
    'a key alone proves the client', 'told',
    () => saying({ token_endpoint_auth_methods_supported: ['private_key_jwt'] }),
  ],
  [
    'a certificate alone proves the client', 'told',
    () => saying({ token_endpoint_auth_methods_supported: ['tls_client_auth', 'self_signed_tls_client_auth'] }),
  ],
  [
    'a request must be pushed', 'silent',
    () => ({ authorize: refusing('invalid_request', 'Pushed Authorization Request must be used') }),
  ],
  [
    'a request must be signed', 'silent',
    () => ({ authorize: refusing('invalid_request_object', 'no request object') }),
  ],
  [
    'the sign-in must be stronger', 'silent',
    () => ({ authorize: refusing('unmet_authentication_requirements', 'no second factor') }),
  ],
  [
    'a key alone proves the client', 'silent',
    () => ({
      token: () => ({
        status: 401, body: { error: 'invalid_client', error_description: 'client authentication failed' },
      }),
    }),
  ],
  [
    'a proof must be there', 'silent',
    () => ({
      userinfo: () => ({
        status: 401,
        headers: { 'www-authenticate': 'DPoP error="invalid_dpop_proof", error_description="DPoP proof is required"' },
      }),
    }),
  ],
]

test.each([
  ['signed-request-needed', { require_signed_request_object: true }],
  ['response-mode-unsupported', { response_modes_supported: ['form_post.jwt'] }],
])('%s has a code for scripts', async (code, metadata) => {
  const stub = await openStub()
  stub.reset(saying(metadata))
  expect(
    await runToError(2, ['login', stub.issuer, '--client-id', 'x', '--port', '0', '--no-open'], { home: freshHome() }),
  ).toMatchObject({ code })
})

test.each(providers)('%s, of which the metadata is %s: why, and what to type', { timeout: 30_000 }, async (
  _, metadata, behave,
) => {
  const stub = await openStub()
  for (const lang of ['en', 'zh'] as const) {
    stub.reset(behave(stub))
    const { ended, said } = await logIn(stub.issuer, stub.client.client_id, stub.client.client_secret, lang)
    expect(said).toMatchSnapshot(lang)
    expect([ended.status, stub.counts.authorize]).toEqual(metadata === 'told' ? [2, 0] : [3, 1])
  }
})

test.each(['en', 'zh'])('no key is asked for where the sandbox of this run refuses the code (%s)', async (lang) => {
  const words = ['login', 'sandbox', '--auto', '--port', '0', '--misbehave', 'h50-code-of-another-client', '--lang', lang]
  const { status, stderr } = await startInside(words, { home: freshHome() }).ended
  expect(status).not.toBe(0)
  expect(stderr).toContain('invalid_grant')
  expect(stderr).not.toMatch(/DPoP|--dpop/)
})
