import { request } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { tellStory } from '../../src/render/terminal.ts'
import { plainWriter } from '../../src/text/terminal.ts'
import { printEvents } from '../../src/render/events.ts'
import { makeTabPages } from '../../src/render/tab.ts'
import { maskFailure } from '../../src/secrets/mask.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import type { Walk } from '../../src/walk/context.ts'
import { walkSixSteps } from '../../src/walk/walk.ts'
import type { Purpose, WireResponse } from '../../src/wire.ts'
import { thorough } from '../support/thorough.ts'
import { wide } from '../support/wide.ts'
import { anySign } from './any-sign.ts'

const runs = thorough ? 5000 : wide ? 60 : 20
const issuer = 'https://as.example'

/** What the provider says at each place; the rest of the walk behaves. */
type Said = Partial<Record<Purpose, WireResponse>> & { callback?: (redirectUri: string, state: string) => string }

const metadata = {
  issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/me`,
}
const json = (body: unknown): WireResponse => ({
  status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
})
const good: Said = {
  discovery: json(metadata),
  token: json({ access_token: 'a', token_type: 'Bearer', expires_in: 60 }),
  userinfo: json({ id: 1 }),
}

/** As a browser's tab would ask: fetch would say that it is a script, and be refused. */
async function get(address: string): Promise<void> {
  await new Promise<void>(resolve =>
    request(address, answer => answer.resume().once('close', resolve)).once('error', () => resolve()).end())
}

/** A whole walk in this process: real steps, real listener, doubles only for what is impure. */
async function walkWith(said: Said): Promise<{ shown: string, outcome: 'done' | Failure }> {
  const shown: string[] = []
  const secrets = new Secrets()
  const write = (text: string) => void shown.push(text)
  const signal = AbortSignal.timeout(5000)
  const walk: Walk = {
    provider: { issuer, endpoints: {} },
    client: { clientId: 'client', clientSecret: undefined, authentication: undefined },
    login: {
      target: issuer, profile: 'fuzz', scope: ['read'], parameters: [], tokenParameters: [],
      redirectUri: 'http://127.0.0.1:0/callback', ports: [0],
      responseMode: 'query', pkce: true, nonce: true, maxAge: undefined,
      listening: { addresses: ['127.0.0.1'], tls: undefined }, waitSeconds: 5, remindAfterSeconds: [],
    },
    send: async ({ purpose }) => said[purpose] ?? good[purpose] ?? { status: 404, headers: {}, body: '' },
    openBrowser: async (url) => {
      const { searchParams } = new URL(url)
      const [back, state] = [searchParams.get('redirect_uri') ?? '', searchParams.get('state') ?? '']
      await get(said.callback?.(back, state) ?? `${back}?code=c&state=${state}`)
      // Whatever came before: the right one ends the wait.
      if (said.callback) await get(`${back}?code=c&state=${state}`)
    },
    now: Date.now,
    elapsed: () => performance.now(),
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
    signal, secrets, extensions: [], strict: false,
    observers: [
      tellStory({
        write, catalogue: en, writer: plainWriter, detail: 'all', verbosity: 3, opening: 'browser', beforeAddress: '',
        progress: undefined,
      }),
      printEvents(write, en),
    ],
    pasting: undefined, pages: makeTabPages(en),
  }
  try {
    await walkSixSteps(walk, async () => false)
    return { shown: shown.join(''), outcome: 'done' }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return {
      shown: shown.join('') + Object.values(describeFailure(maskFailure(secrets, error), en)).join('\n'),
      outcome: error,
    }
  }
}

/** No control character but the line's end, no bidirectional or zero-width one, and an end that is known. */
async function expectCalm(said: Said): Promise<void> {
  const { shown, outcome } = await walkWith(said)
  // eslint-disable-next-line no-control-regex
  expect(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.exec(shown)?.[0]).toBeUndefined()
  if (outcome !== 'done') expect(['internal-error', 'nobody-came', 'terminated']).not.toContain(outcome.code)
}

const nasty = fc.oneof(
  fc.string({ unit: anySign, maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '\u001b[2J', '\u001b]8;;http://evil\u0007x', '\u009b31m', '\u202egnp.exe', '\r\nSet-Cookie: a=b',
    'javascript:alert(1)', '__proto__', '\ud800', '',
  ),
)
const anything = fc.oneof(nasty, fc.jsonValue({ maxDepth: 4 }), fc.double(), fc.bigInt().map(String), fc.constant(null))
const objectWith = (names: string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), nasty), anything, { maxKeys: 8 })
const answer = (body: fc.Arbitrary<string>): fc.Arbitrary<WireResponse> => fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 401, 403, 404, 418, 429, 500, 503),
  headers: fc.record({
    'content-type': fc.constantFrom('application/json', 'text/html', 'application/jwt', ''),
    'www-authenticate': fc.constantFrom('', 'Bearer error="x\u001b[1m"', '""""'),
  }),
  body,
})
function toForm(members: Record<string, unknown>): string {
  return new URLSearchParams(
    Object.entries(members).map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
  ).toString()
}

const bodyOf = (names: string[], base: object) => fc.oneof(
  nasty, fc.json(), objectWith(names).map(members => JSON.stringify(members)),
  objectWith(names).map(members => JSON.stringify({ ...base, ...members })),
  objectWith(names).map(toForm),
)

const time = { timeout: Math.max(runs, 600) * 200 }
const settings = { numRuns: runs, interruptAfterTimeLimit: Math.max(runs, 60) * 150 }

test('metadata of any kind: no crash, no raw control character, no hang', time, async () => {
  const names = [
    ...Object.keys(metadata), 'scopes_supported', 'code_challenge_methods_supported',
    'token_endpoint_auth_methods_supported', 'id_token_signing_alg_values_supported', 'jwks_uri',
    'response_types_supported',
  ]
  await fc.assert(
    fc.asyncProperty(answer(bodyOf(names, metadata)), async discovery => expectCalm({ discovery })), settings,
  )
})

test('token responses of any kind: the same', time, async () => {
  const names = [
    'access_token', 'token_type', 'expires_in', 'scope', 'refresh_token', 'id_token', 'error', 'error_description',
    'error_uri',
  ]
  const base = { access_token: 'a', token_type: 'Bearer' }
  await fc.assert(fc.asyncProperty(answer(bodyOf(names, base)), async token => expectCalm({ token })), settings)
})

test('userinfo of any kind: the same', time, async () => {
  await fc.assert(
    fc.asyncProperty(answer(bodyOf(['sub', 'name', 'picture', 'error'], { id: 1 })), async userinfo =>
      expectCalm({ userinfo })),
    settings,
  )
})

test('callbacks with any parameters: the same, and a wrong state never ends the wait', time, async () => {
  const names = fc.oneof(
    fc.constantFrom(
      'code', 'error', 'error_description', 'error_uri', 'iss', 'response', 'access_token', 'id_token', 'state',
    ),
    nasty,
  )
  const parameters = fc.tuple(fc.array(fc.tuple(names, nasty), { maxLength: 6 }), fc.boolean())
  await fc.assert(fc.asyncProperty(parameters, async ([pairs, rightState]) => expectCalm({
    callback: (back, state) => `${back}?${new URLSearchParams([
      ...pairs, ...rightState ? [['state', state] as [string, string]] : [],
    ]).toString()}`,
  })), settings)
})

test('callback targets of any shape: the same', time, async () => {
  const target = fc.oneof(
    nasty, fc.webPath(),
    fc.constantFrom('/callback/', '/CALLBACK', '/callback%00', '/callback;x', '/x/../callback', '/callback#?'),
  )
  await fc.assert(fc.asyncProperty(target, async path => expectCalm({
    callback: back => `${new URL(back).origin}/${encodeURI(path.toWellFormed()).replace(/^\/+/, '')}`,
  })), settings)
})
