import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { openBudget, Stopped, usualAllowance } from '../../../src/check/provider/budget.ts'
import { isPublicIssuer } from '../../../src/check/provider/public-issuers.ts'
import { loadPresets } from '../../../src/providers/presets/index.ts'
import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import { listen, release } from '../../support/ports.ts'
import { metadataOf } from '../../support/stub-answers.ts'
import type { Handler } from '../../support/stub-provider.ts'
import type { Json } from '../../support/walks.ts'
import { authorizing, examine, openExamined, wordsFor } from './exam-stub.ts'

const answered = (status: number, headers: Record<string, string> = {}) => async () => ({ status, headers, body: '' })
const request = { purpose: 'front' as const, method: 'GET', url: 'http://127.0.0.1/', headers: {} }

describe('the budget', () => {
  const elapsed = () => performance.now()
  const { signal } = new AbortController()
  const open = (send: ReturnType<typeof answered>, change = {}) =>
    openBudget({ send, elapsed, signal }, { ...usualAllowance, pause: 0, ...change })
  const ask = async (budget: ReturnType<typeof open>, times: number) => {
    for (let asked = 0; asked < times; asked += 1) await budget.send(request)
  }

  test('sends eighty requests and no more', async () => {
    const budget = open(answered(200))
    await ask(budget, 80)
    await expect(budget.send(request)).rejects.toEqual(new Stopped('budget-spent'))
    expect([budget.sent(), budget.stopped()]).toEqual([80, 'budget-spent'])
  })

  test.each([
    ['429', answered(429), 1, 'too-many-requests'],
    ['Retry-After', answered(200, { 'retry-after': '9' }), 1, 'too-many-requests'],
    ['the third 5xx', answered(502), 3, 'server-errors'],
  ])('ends with %s', async (_name, send, after, reason) => {
    const budget = open(send)
    await ask(budget, after)
    expect(budget.stopped()).toBe(reason)
    await expect(budget.send(request)).rejects.toMatchObject({ reason })
    expect(budget.sent()).toBe(after)
  })

  test('sends one request at a time, half a second after the last answer', async () => {
    let [running, most] = [0, 0]
    const times: number[] = []
    const budget = openBudget({
      elapsed, signal, send: async () => {
        times.push(elapsed())
        most = Math.max(most, running += 1)
        await new Promise(setImmediate)
        running -= 1
        return { status: 200, headers: {}, body: '' }
      },
    }, { ...usualAllowance, pause: 60 })
    await Promise.all([1, 2, 3].map(async () => budget.send(request)))
    expect([most, times.slice(1).every((time, place) => time - (times[place] ?? 0) >= 59)]).toEqual([1, true])
    expect(usualAllowance).toEqual({ requests: 80, pause: 500, wrongCredentials: 5, wrongSecrets: 1, serverErrors: 3 })
  })

  test('lets one wrong secret pass, and five other wrong credentials at each endpoint', () => {
    const budget = open(answered(200))
    for (const endpoint of ['one', 'two']) for (let times = 0; times < 5; times += 1) budget.allowWrong(
      'credentials', endpoint,
    )
    expect(() => budget.allowWrong('credentials', 'one')).toThrow(Stopped)
    budget.allowWrong('secret', 'one')
    expect(() => budget.allowWrong('secret', 'two')).toThrow(Stopped)
  })
})

describe('an examination', () => {
  test.concurrent.for<[string, Handler, string, number]>([
    ['is asked for patience', () => ({ status: 200, headers: { 'retry-after': '60' } }), 'too-many-requests', 1],
    ['meets a server that breaks', () => ({ status: 500 }), 'server-errors', 3],
  ])('that %s sends nothing more', async ([, authorize, reason, most], context) => {
    const stub = await openExamined(context, { authorize })
    const { rules, stderr, status } = await examine(stub, '--probe', 'C11,C14,C15,C22')
    expect([stub.counts.authorize, status, rules['C22']?.reason?.code]).toEqual([most, 5, 'stopped'])
    expect([rules['C22']?.evidence[0]?.code, stderr]).toEqual([
      'stopped', expect.stringMatching(reason === 'server-errors' ? /5xx three times/ : /asked for patience/),
    ])
  })

  test.concurrent('that is ended at its last rule is left open, however little depends on that', async (context) => {
    const last: Handler = (asked, stub) =>
      asked.parameters.get('code_challenge_method') === 'plain' ? { status: 429 } : authorizing()(asked, stub)
    const { status, rules, document, stderr } = await examine(
      await openExamined(context, { authorize: last }), '--probe', 'C11,C22',
    )
    expect([status, rules['C11']?.verdict, rules['C22']?.verdict]).toEqual([5, 'PASS', 'INCONCLUSIVE'])
    expect([(document['error'] as Json)['message'], stderr]).toEqual([
      'Not judged: C22 pkce-plain', expect.stringMatching(/asked for patience/),
    ])
  })

  test.concurrent('keeps its pace, and says in each request who asks, by which run', async (context) => {
    const times: number[] = []
    const stub = await openExamined(context, { authorize: (asked, known) => {
      times.push(performance.now())
      return authorizing()(asked, known)
    } })
    const { document } = await examine(stub, '--probe', 'C11,C14')
    const states = stub.asked.flatMap(({ endpoint, parameters }) =>
      endpoint === 'authorize' ? parameters.getAll('state') : [])
    expect(times.length).toBeGreaterThan(4)
    expect(times.slice(1).map((time, place) => time - (times[place] ?? 0)).filter(apart => apart < 499)).toEqual([])
    expect([new Set(states.map(state => state.slice(0, 8))), new Set(states).size]).toEqual([
      new Set([document['run']]), states.length,
    ])
    expect(stub.asked.filter(({ headers }) => !/^oauth-walk-check\/\d/.test(headers['user-agent'] ?? ''))).toEqual([])
    expect(stub.asked.filter(({ headers }) => headers.cookie !== undefined)).toEqual([])
  })

  test.concurrent('says who is meant where another provider is operated, and asks that one nothing more', async (context) => {
    const stub = await openExamined(context)
    const words = wordsFor(stub, '--no-sign-in', '--json').map(word => word === stub.issuer ? `${stub.issuer}/` : word)
    const { status, stdout } = await startInside(['check', stub.issuer, ...words.slice(2)], { home: freshHome() }).ended
    expect([status, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([2, 'setting-invalid'])
    expect(stub.counts).toMatchObject({ authorize: 0, token: 0 })
  })

  test.concurrent('plans without a request', async ({ onTestFinished }) => {
    const asked: unknown[] = []
    const server = createServer((incoming, response) => void response.end(String(asked.push(incoming.url))))
    const issuer = await listen(server)
    onTestFinished(() => release(server))
    const { status, stdout } = await startInside(
      ['check', issuer, '--i-operate', issuer, '--plan', '--json'], { home: freshHome() },
    ).ended
    const { plan, most } = JSON.parse(stdout) as {
      plan: { id: string, sends: string, requests: number, destructive: boolean }[]
      most: number
    }
    expect([status, most, asked]).toEqual([0, 80, []])
    expect(plan.filter(({ sends }) => sends === '')).toEqual([])
    expect(plan.find(({ id }) => id === 'C42')?.destructive).toBe(true)
  })

  test.concurrent.for<[string[], RegExp]>([
    [['--probe', 'c11,login-framing'], /^C10 C11$/], [['--severity', 'critical'], /^C07 C11 C12 C19/],
    [['--suite', 'oidc', '--probe', 'C03,C42'], /^C42$/],
  ])('puts a provider to the rules that are chosen: %s', async ([words, numbers]) => {
    const { stdout }
      = await startInside(['check', 'sandbox', '--plan', '--json', ...words], { home: freshHome() }).ended
    expect((JSON.parse(stdout) as { plan: { id: string }[] }).plan.map(({ id }) => id).join(' ')).toMatch(numbers)
  })

  test.concurrent('knows no rule of another number', async () => {
    const { status, stdout } = await startInside(
      ['check', 'sandbox', '--json', '--probe', 'C99'], { home: freshHome() },
    ).ended
    expect([status, stdout]).toEqual([2, expect.stringContaining('C99')])
  })

  test.concurrent.for<[string, number]>([['low', 3], ['medium', 3], ['high', 0]])('that fails on %s: %s', async (
    [severity, expected], context,
  ) => {
    const stub = await openExamined(context)
    stub.reset({ discovery: () => ({ body: { ...metadataOf(stub), code_challenge_methods_supported: ['plain'] } }) })
    expect((await examine(stub, '--probe', 'C03', '--fail-on', severity)).status).toBe(expected)
  })
})

test.concurrent.for<[string[], Record<string, string>]>([
  [[], { token_endpoint: 'https://github.com/login/oauth/access_token' }],
  [['--token-endpoint', 'https://github.com/login/oauth/access_token'], {}],
  [[], { end_session_endpoint: 'https://accounts.google.com/logout' }],
])('an endpoint that serves everybody makes the provider a public one: %s %s', async ([words, metadata], context) => {
  const stub = await openExamined(context, {}, metadata)
  const { rules } = await examine(stub, '--probe', 'C08,C11', ...words)
  expect([rules['C08']?.reason?.code, rules['C11']?.reason?.code, stub.counts.authorize]).toEqual([
    'public-issuer', 'public-issuer', 0,
  ])
})

test.each([
  ['https://accounts.google.com', true], ['https://login.microsoftonline.com/common/v2.0', true],
  ['https://login.microsoftonline.com/consumers/', true],
  ['https://github.com/login/oauth', true], ['https://gitlab.com', true], ['https://appleid.apple.com', true],
  ['https://slack.com', true], ['https://www.facebook.com', true],
  ['https://accounts.huawei.com', true], ['https://www.tiktok.com', true], ['https://app.hubspot.com', true],
  ['https://account.xiaomi.com', true],
  ['https://login.windows.net/common', true], ['https://login.windows.net/11111111-2222-3333-4444-555555555555', false],
  ['https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0', false],
  ['https://gitlab.example.com', false], ['https://notgithub.com', false],
])('%s serves everybody: %s', (issuer, isPublic) => {
  expect(isPublicIssuer(issuer)).toBe(isPublic)
})

test('no provider that has a preset can be examined, unless it is a tenant’s or an installation of one’s own', async () => {
  const all = (await loadPresets()).flatMap(({ id, issuer = '', endpoints, variables = {} }) => [
    issuer, ...Object.values(endpoints),
  ]
    .map((address): [string, string] => [
      id, address.replace(/\{([\w-]+)\}/g, (whole, name: string) => variables[name]?.default ?? whole),
    ]))
  const addresses = all.filter(([, address]) => /^https:\/\/[^/{]+(?:\/|$)/.test(address))
  expect(new Set(addresses.map(([id]) => id)).size).toBeGreaterThan(40)
  expect(addresses.filter(([, address]) => !isPublicIssuer(address))).toEqual([])
})
