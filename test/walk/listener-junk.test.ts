import { expect, test } from 'vitest'
import { stepIds } from '../../src/codes/failure.ts'
import { freshStub, get, sendRaw, startWaiting, startWaitingProcess, type Waiting } from '../support/waiting-walk.ts'
import { eventsOf } from '../support/walks.ts'

interface Junk {
  name: string
  status: number
  reason: string
  target?: (query: string, walk: Waiting) => string
  method?: string
  headers?: (walk: Waiting) => string[]
  body?: string
}

const anything: unknown = expect.anything()
const at = (path: string) => (query: string) => `${path}?${query}`
const ours = ({ host }: Waiting) => [`Host: ${host}`]
const navigation = (mode: string, destination: string) => (walk: Waiting) => [
  ...ours(walk), `Sec-Fetch-Mode: ${mode}`, `Sec-Fetch-Dest: ${destination}`,
]

// Each of them carries the right code and the right state: nothing but the way it comes is wrong.
const junk: Junk[] = [
  { name: 'another path', status: 404, reason: 'other-path', target: at('/elsewhere') },
  { name: 'a favicon', status: 404, reason: 'other-path', target: () => '/favicon.ico' },
  { name: 'a slash at the end', status: 404, reason: 'other-path', target: at('/callback/') },
  { name: 'upper case', status: 404, reason: 'other-path', target: at('/CALLBACK') },
  { name: 'an encoded letter', status: 404, reason: 'other-path', target: at('/%63allback') },
  { name: 'a path parameter', status: 404, reason: 'other-path', target: at('/callback;x') },
  { name: 'dots', status: 404, reason: 'other-path', target: at('/x/../callback') },
  { name: 'encoded dots', status: 404, reason: 'other-path', target: at('/x/%2e%2e/callback') },
  { name: 'a fragment', status: 404, reason: 'other-path', target: query => `/callback?${query}#here` },
  { name: 'two slashes', status: 404, reason: 'strange-target', target: at('//evil/callback') },
  { name: 'a backslash', status: 404, reason: 'strange-target', target: at('/\\evil/callback') },
  { name: 'a whole address', status: 404, reason: 'strange-target', target: at('http://evil/callback') },
  {
    name: 'our own whole address', status: 404, reason: 'strange-target',
    target: (query, { host }) => `http://${host}/callback?${query}`,
  },
  { name: 'HEAD', status: 405, reason: 'wrong-method', method: 'HEAD' },
  {
    name: 'POST', status: 405, reason: 'wrong-method', method: 'POST',
    headers: walk => [...ours(walk), 'Content-Length: 0'],
  },
  {
    name: 'PUT', status: 405, reason: 'wrong-method', method: 'PUT',
    headers: walk => [...ours(walk), 'Content-Length: 4'], body: 'body',
  },
  { name: 'DELETE', status: 405, reason: 'wrong-method', method: 'DELETE' },
  {
    name: 'a preflight', status: 405, reason: 'wrong-method', method: 'OPTIONS',
    headers: walk => [
      ...ours(walk), 'Origin: https://evil.example', 'Access-Control-Request-Method: GET',
      'Access-Control-Request-Private-Network: true',
    ],
  },
  { name: 'another host', status: 403, reason: 'wrong-host', headers: ({ port }) => [`Host: evil.example:${port}`] },
  {
    name: 'localhost instead of the address', status: 403, reason: 'wrong-host',
    headers: ({ port }) => [`Host: localhost:${port}`],
  },
  {
    name: 'a name that resolves to us', status: 403, reason: 'wrong-host',
    headers: ({ port }) => [`Host: 127.0.0.1.nip.io:${port}`],
  },
  { name: 'another port', status: 403, reason: 'wrong-host', headers: () => ['Host: 127.0.0.1:1'] },
  { name: 'no port', status: 403, reason: 'wrong-host', headers: () => ['Host: 127.0.0.1'] },
  { name: 'an image', status: 403, reason: 'not-a-navigation', headers: navigation('no-cors', 'image') },
  { name: 'a fetch', status: 403, reason: 'not-a-navigation', headers: navigation('cors', 'empty') },
  {
    name: 'an address of 50 kB', status: 431, reason: 'head-too-large',
    target: query => `/callback?${query}&response=${'x'.repeat(50_000)}`,
  },
  { name: 'a frame', status: 403, reason: 'not-a-navigation', headers: navigation('navigate', 'iframe') },
]

test('D30: what is no callback is refused at the door, told by its reason, and the walk goes on', async () => {
  const stub = await freshStub()
  const walk = await startWaiting(stub, ['--port', '0', '--events'])
  const { url, query } = await walk.signIn()
  const answers: string[] = []
  for (const { method = 'GET', target = at('/callback'), headers = ours, body } of junk) {
    answers.push(await sendRaw(
      walk.port, [`${method} ${target(query, walk)} HTTP/1.1`, ...headers(walk), 'Connection: close'], body,
    ))
  }
  expect(answers.map(statusOf)).toEqual(junk.map(({ name, status }) => [name, status]))
  for (const answer of answers) {
    expect(answer).not.toMatch(/access-control-/i)
    expect(answer.split('\r\n\r\n')[1]).toBe('')
  }
  expect((await get(url)).page).toContain('You are signed in')
  const ended = await walk.running.ended
  expect(ended.status).toBe(0)
  const ignored = eventsOf(ended).filter(({ type }) => type === 'callback-ignored').map(({ reason }, index) => [
    junk[index]?.name, reason,
  ])
  expect(ignored).toEqual(junk.map(({ name, reason }) => [name, reason]))
  expect(stub.counts).toMatchObject({ token: 1, userinfo: 1 })
})

function statusOf(answer: string, index: number): [name: string | undefined, status: number] {
  return [junk[index]?.name, Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])]
}

test('own-100 a code that is a word of our own, with a wrong state, makes no event unreadable', async () => {
  const stub = await freshStub()
  const walk = await startWaiting(stub, ['--port', '0', '--events', '-vvv'])
  const { url } = await walk.signIn()
  const words = [
    'name', 'type', 'step', 'token', 'userinfo', 'message', 'check', 'url', 'parameters', 'redirect_uri', 'GET',
    'document', 'nonce', 'sub',
  ]
  for (const word of words) expect(
    (await get(`http://${walk.host}/callback?code=${word}&state=wrong`)).page,
  ).not.toContain(
    'You are signed in',
  )
  expect((await get(url)).page).toContain('You are signed in')
  const ended = await walk.running.ended
  expect([ended.status, ended.stderr.includes('internal-error')]).toEqual([0, false])
  const events = eventsOf(ended)
  expect(events.filter(({ type }) => type === 'step-finished').map(({ step }) => step)).toEqual(stepIds)
  expect(events.at(-1)).toMatchObject({
    type: 'walk-finished', document: { ok: true, profile: anything, userinfo: { sub: anything } },
  })
})

test('a refused method is told which one is allowed', async () => {
  const stub = await freshStub()
  const byQuery = await startWaitingProcess(stub)
  expect(await sendRaw(byQuery.port, ['PUT /callback HTTP/1.1', `Host: ${byQuery.host}`, 'Connection: close']))
    .toMatch(/^allow: GET\r$/im)
  byQuery.running.child.kill()
  const byForm = await startWaiting(stub, ['--port', '0', '--response-mode', 'form_post'])
  expect(await sendRaw(byForm.port, ['GET /callback HTTP/1.1', `Host: ${byForm.host}`, 'Connection: close']))
    .toMatch(/^allow: POST\r$/im)
})

test('what is no HTTP at all does not end the walk', async () => {
  const stub = await freshStub()
  const walk = await startWaiting(stub)
  const { url, query } = await walk.signIn()
  await sendRaw(walk.port, ['\u0016\u0003\u0001 hello'])
  await sendRaw(walk.port, [`GET /callback?${query} HTTP/1.1`, `Host: ${walk.host}`, `X-Filler: ${'x'.repeat(40_000)}`])
  await sendRaw(walk.port, [`CONNECT ${walk.host} HTTP/1.1`, `Host: ${walk.host}`])
  expect((await get(url)).status).toBe(200)
  expect((await walk.running.ended).status).toBe(0)
})

test('in form_post only a form that is posted counts', async () => {
  const stub = await freshStub()
  const walk = await startWaiting(stub, ['--port', '0', '--response-mode', 'form_post'])
  const page = (await get(walk.address)).page
  const fields = [
    ...page.matchAll(/name="(\w+)" value="([^"]*)"/g),
  ].map(([, name = '', value = '']): [string, string] => [name, value])
  const form = new URLSearchParams(fields).toString()
  const post = async (type: string, body: string, target = '/callback') => {
    const answer = await sendRaw(walk.port, [
      `POST ${target} HTTP/1.1`, `Host: ${walk.host}`, `Content-Type: ${type}`,
      `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close',
    ], body)
    return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])
  }
  expect((await get(`${walk.redirectUri}?${form.replace(walk.state, 'another')}`)).status).toBe(405)
  expect(await post('text/plain', form)).toBe(415)
  expect(await post('application/json', JSON.stringify(Object.fromEntries(new URLSearchParams(form))))).toBe(415)
  expect(await post('multipart/form-data; boundary=x', form)).toBe(415)
  // One byte too many, so that nothing is left to read when the answer is sent.
  expect(await post('application/x-www-form-urlencoded', `${form}&filler=`.padEnd(64 * 1024 + 1, 'x'))).toBe(413)
  expect(await post('application/x-www-form-urlencoded', '', `/callback?${form}`)).toBe(400)
  expect(stub.counts.token).toBe(0)
  expect(await post('application/x-www-form-urlencoded;charset=UTF-8', form)).toBe(200)
  const { status, stderr } = await walk.running.ended
  expect(status, stderr).toBe(0)
  expect(stub.counts.token).toBe(1)
})
