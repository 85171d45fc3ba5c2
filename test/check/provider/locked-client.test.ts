import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, type TestContext } from 'vitest'
import type { Examinee } from '../../../src/check/provider/examinee.ts'
import { clientAuthWrong } from '../../../src/check/provider/probes/26-client-auth-wrong.ts'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import { rsaPair } from '../../support/key-pairs.ts'
import type { Asked, Handler, Handlers, Stub } from '../../support/stub-provider.ts'
import { authorizing, back, examineSandbox, openExamined, redirectUri, wordsFor, type Rule } from './exam-stub.ts'

/** Publishes a place to push requests to. */
const offeringPush: Handler = async (asked, stub) => {
  const { body } = await stub.good.discovery(asked, stub) as { body: object }
  return { body: { ...body, pushed_authorization_request_endpoint: `${stub.issuer}/push` } }
}

async function examine(context: TestContext, handlers: Partial<Handlers>, ...words: string[]) {
  const stub = await openExamined(context)
  stub.reset({ discovery: offeringPush, authorize: authorizing(), ...handlers })
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const { stdout } = await startInside(wordsFor(stub, '--no-sign-in', '--json', ...words), {
    home: freshHome(), environment,
  }).ended
  const { rules } = JSON.parse(stdout) as { rules: (Rule & { id: string })[] }
  return Object.fromEntries(rules.map(({ id, verdict }) => [id, verdict]))
}

/** Judges what is in the request object of its own client, and takes nothing else of that one. */
const signedOnly: Handler = (asked: Asked, stub: Stub) => {
  const { parameters } = asked
  if (parameters.getAll('client_id').length > 1) return { status: 400, body: '<title>invalid_request</title>' }
  if (parameters.get('client_id') !== stub.client.client_id)
    return parameters.has('request') ? { status: 400 } : authorizing({ pkce: false })(asked, stub)
  const [, claims = ''] = (parameters.get('request') ?? '').split('.')
  if (claims === '') return back(redirectUri, { error: 'invalid_request', state: parameters.get('state') })
  const told = Object.entries(JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>)
    .map(([name, value]) => [name, String(value)])
  return authorizing()({ ...asked, parameters: new URLSearchParams(told as [string, string][]) }, stub)
}

function keyFile(): string {
  const file = join(freshHome(), 'key.pem')
  writeFileSync(file, rsaPair(1).privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return file
}

describe('a client that signs its requests', () => {
  test('is accused of no parameter that a request object has once, and speaks for no other client', async (context) => {
    const token: Handler = () => ({ status: 400, body: { error: 'invalid_grant' } })
    const verdicts = await examine(
      context, { authorize: signedOnly, token }, '--request-object', '--client-key', keyFile(), '--probe', 'C15,C23',
    )
    expect(verdicts).toEqual({ C15: 'PASS', C23: 'FAIL' })
  })

  test('signs what it pushes by itself too', async (context) => {
    const pushed: boolean[] = []
    const push: Handler = (asked, stub) => {
      pushed.push(asked.parameters.has('request'))
      return stub.good.push(asked, stub)
    }
    await examine(context, { push }, '--request-object', '--client-key', keyFile(), '--probe', 'C39')
    expect(new Set(pushed)).toEqual(new Set([true]))
  })
})

test('a client that must push is asked for so, where only the refusal tells', async (context) => {
  const authorize: Handler = (asked, stub) => {
    const pushed = stub.pushed.get(asked.parameters.get('request_uri') ?? '')
    if (pushed) return authorizing()({ ...asked, parameters: pushed }, stub)
    return back(redirectUri, {
      error: 'invalid_request', error_description: 'Pushed Authorization Request is only allowed.',
      state: asked.parameters.get('state'),
    })
  }
  expect(await examine(context, { authorize }, '--probe', 'C11,C22')).toEqual({ C11: 'PASS', C22: 'PASS' })
})

test('a client that its connection proves can’t be sent without proof', () => {
  const examinee = (authentication: string) => ({
    walk: { client: { clientId: 'app', clientSecret: undefined, hasCertificate: true, authentication } },
    started: { server: { issuer: 'https://op.example' } },
  }) as unknown as Examinee
  expect([
    clientAuthWrong.needs?.(examinee('tls_client_auth')), clientAuthWrong.needs?.(examinee('private_key_jwt')),
  ]).toEqual(
    ['client-certificate', undefined],
  )
})

test('a used refresh token that is bound to a client with credentials is no failure', async () => {
  const { rules: { C35 }, status } = await examineSandbox(
    '--misbehave', 'weak-refresh-reuse', '--probe', 'C35', '--destructive',
  )
  expect([status, C35?.verdict, C35?.evidence[0]?.code]).toEqual([0, 'WEAK', 'bound-token-reused'])
})
