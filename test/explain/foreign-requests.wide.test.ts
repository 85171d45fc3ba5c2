import { describe, expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { loginsIn } from '../../src/explain/story/logins.ts'
import { asked, brought, page, readingsOf, recordOf, redeemed, toHar, type Entry } from './recording.ts'

const api = 'https://api.example.net'
const login = [asked(), brought(), redeemed()]
const json = (url: string, status: number, body: object, own: Partial<Entry> = {}): Entry =>
  ({ url, status, answer: { 'content-type': 'application/json' }, body, ...own })

/** Requests of an application beside its login, which are none of OAuth. */
const foreign: readonly (readonly [string, Entry])[] = [
  ['a country by its code', json(`${page}/api/countries?code=DE`, 200, { name: 'Germany' })],
  ['a tax by state and code', json(`${api}/tax?state=CA&code=90210`, 200, { rate: 5 })],
  ['a page with a code', { url: `${page}/articles?code=4711`, answer: { 'content-type': 'text/html' }, body: '<p>A' }],
  ['a country that is not there', json(`${page}/api/countries?code=XX`, 404, { error: 'not_found' })],
  ['a session that is not there', json(`${page}/api/session`, 401, { error: 'no session' })],
  ['nobody signed in', json(`${page}/api/session`, 401, { error: 'unauthenticated', message: 'Please log in' })],
  ['a session that is over', json(`${page}/api/session`, 401, { error: 'jwt expired' })],
  ['another server that has it not', json(`${api}/countries/5`, 404, { error: 'not_found' })],
  ['an error that is counted', json(`${page}/api/log?error=TypeError&state=done`, 200, {})],
  [
    'who signs up', json(`${page}/api/register`, 400, { error: 'email_taken' }, { method: 'POST', form: { mail: 'a' } }),
  ],
  ['a token of its own', json(`${page}/api/token`, 401, { error: 'no session' }, { method: 'POST' })],
  ['a page that is sent on', { url: `${page}/a`, status: 302, answer: { location: `${page}/articles?code=4711` } }],
  ['what is counted', json(`${api}/v1/events`, 400, { error: 'invalid_request', message: 'x' }, { method: 'POST' })],
]

const given = { issuer: undefined, clientId: undefined, now: 1_795_960_010_000 }
/** As exports of browsers and other programs take secrets out: all alike. */
async function maskedReadings(entries: readonly Entry[]): Promise<string[]> {
  const har = toHar(entries).replaceAll('Sk1kYpZ0a7Q2tU8v', 'REDACTED').replaceAll('y1a8GX2mN0qT6r5w', 'REDACTED')
  return (await readRecord(recognise([har], given))).map(({ gravity, name }) => `${gravity}:${name}`)
}

describe.each(foreign)('%s beside a good login', (_, request) => {
  test.each([
    ['before', [request, ...login]], ['after', [...login, request]],
    ['while somebody signs in', [asked(), request, brought(), redeemed()]],
    ['before the code is redeemed', [asked(), brought(), request, redeemed()]],
  ])('is no fault %s it', async (__, entries) => {
    expect(await readingsOf(entries)).toEqual([])
    expect(await maskedReadings(entries)).toEqual(await maskedReadings(login))
    expect(loginsIn(recordOf(entries))).toHaveLength(1)
  })
})

test.each<[string, Entry]>([
  ['address', json(`${page}/api/auth?code=Sk1kYpZ0a7Q2tU8v&state=y1a8GX2mN0qT6r5w`, 200, { user: 1 })],
  ['body', json(`${page}/api/auth`, 200, { user: 1 }, { method: 'POST', form: { code: 'Sk1kYpZ0a7Q2tU8v' } })],
])('a page that gives the code to its own server in the %s is no answer elsewhere', async (_, request) => {
  expect(await readingsOf([asked(), brought(), request])).toEqual([])
})

test('an answer of a pushed request is that one\'s, whatever login began in between', async () => {
  const uri = 'urn:ietf:params:oauth:request_uri:Zx8hqWkq2BdkPq3s'
  const form = Object.fromEntries(new URL(asked().url).searchParams)
  const pushed = json('http://localhost:9000/par', 201, { request_uri: uri, expires_in: 60 }, { method: 'POST', form })
  const by = { url: `http://localhost:9000/auth?${new URLSearchParams({ client_id: 'app', request_uri: uri }).toString()}` }
  const other = asked({ state: 'Zz8hqWkq2BdkPq3s', nonce: 'n-1Q7_XyB3Nk8Rl2' })
  expect(await readingsOf([pushed, by, other, brought()])).not.toContain('broken:state-differs')
})

describe('what is of the login stays told', () => {
  const elsewhere = (query: string): Entry => ({ ...brought(), url: `${page}/other?${query}` })
  const second = asked({ state: 'Zz8hqWkq2BdkPq3s', nonce: 'n-1Q7_XyB3Nk8Rl2' })
  test.each<[string, string, readonly Entry[]]>([
    ['an answer at another address', 'broken:answer-elsewhere', [asked(), elsewhere('code=Sk1kYpZ0a7Q2tU8v')]],
    [
      'an answer of a second login at another address', 'broken:answer-elsewhere',
      [...login, second, elsewhere('code=Pp4mXw9cVb2nL6kJ')],
    ],
    [
      'the answer with its state at another address', 'broken:answer-elsewhere',
      [...login, elsewhere('code=Pp4mXw9cVb2nL6kJ&state=y1a8GX2mN0qT6r5w')],
    ],
    [
      'a state of somebody else', 'broken:state-differs',
      [...login, { ...brought(), url: `${page}/callback?code=Pp4mXw9cVb2nL6kJ&state=aTTackersOwnState1` }],
    ],
    [
      'a refusal that the client\'s server passes on', 'broken:refused-by-standard',
      [asked(), brought(), json(`${page}/api/login`, 400, { error: 'invalid_grant' })],
    ],
    [
      'a refusal of a request with the code', 'broken:refused-by-standard', [
        asked(), brought(),
        json(`${page}/api/x`, 400, { error: 'invalid_request' }, { method: 'POST', form: { c: 'Sk1kYpZ0a7Q2tU8v' } }),
      ],
    ],
    ['a lone refusal', 'broken:refused-by-standard', [json(`${api}/v1/x`, 400, { error: 'invalid_request' })]],
  ])('%s', async (_, reading, entries) => expect(await readingsOf(entries)).toContain(reading))
})

test.each([
  '/authorize?', '/oauth2/authorize?', '/connect/authorize?', '/o/v2?',
])('the path and query of an authorization request are enough: %s', async (path) => {
  const query = asked().url.split('?')[1] ?? ''
  const [seen] = recognise([`${path}${query}`], given).seen
  expect(seen).toMatchObject({ kind: 'authorization-request' })
  const without = query.replace(/&?code_challenge(?:_method)?=[^&]*/g, '')
  expect(recognise([`${path}${without}\n`], given).seen).toHaveLength(1)
  expect((await readRecord(recognise([`${path}${query}`], given))).filter(({ gravity }) => gravity !== 'note')).toEqual(
    (await readRecord(recognise([`https://op.example${path}${query}`], given))).filter(({ gravity }) =>
      gravity !== 'note').map(reading => ({ ...reading, in: expect.anything() as never })),
  )
})

test.each([
  ['at its callback', brought(), 'GET'], ['at an address of its own', { url: `${page}/api/login` }, 'POST'],
])('a refusal that an app passes on %s says nothing of a request that is not there', async (_, from, method) => {
  const refused = { error: 'invalid_client', error_description: 'client_secret does not match' }
  const passed = json(from.url, 401, refused, { method })
  const entries = from.url.includes('/callback') ? [asked(), passed] : [asked(), brought(), passed]
  const readings = await readRecord(recordOf(entries))
  expect(readings.map(({ details }) => details['cause'])).toContain('client-secret-wrong')
  expect(readings.map(({ details }) => details['cause'])).not.toContain('client-secret-missing')
})
