import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { freshStub, get, sendRaw, startWaiting, type Waiting } from '../support/waiting-walk.ts'

interface Trick { name: string, lines: (walk: Waiting, query: string) => string[], status: RegExp }

const host = ({ host: name }: Waiting) => `Host: ${name}`
const asking = (target: (query: string) => string) => (walk: Waiting, query: string) => [
  `GET ${target(query)} HTTP/1.1`, host(walk), 'Connection: close',
]
const stated = (change: (query: string) => string) => asking(query => `/callback?${change(query)}`)

/** All of them hold the right code and nearly the right state, or come in a way that no browser takes. */
const tricks: Trick[] = [
  {
    name: 'own-86 a NUL behind the state', lines: stated(query => query.replace(/(state=[^&]*)/, '$1%00')),
    status: /^HTTP\/1\.1 400 /,
  },
  {
    name: 'own-87 the state in a list', lines: stated(query => query.replace('state=', 'state[]=')),
    status: /^HTTP\/1\.1 400 /,
  },
  {
    name: 'own-88 the state in other capitals',
    lines: stated(query => query.replace(/state=([^&]*)/, (_, state: string) => `state=${swapCase(state)}`)),
    status: /^HTTP\/1\.1 400 /,
  },
  {
    name: 'own-89 a second question mark before the state', lines: stated(query => query.replace('state=', 'x?state=')),
    status: /^HTTP\/1\.1 400 /,
  },
  {
    name: 'own-90 semicolons between the parameters', lines: stated(query => query.replaceAll('&', ';')),
    status: /^HTTP\/1\.1 400 /,
  },
  {
    name: 'own-91 the state behind a plus sign', lines: stated(query => query.replace('state=', 'state=+')),
    status: /^HTTP\/1\.1 400 /,
  },
  {
    name: 'own-92 a length and a transfer coding at once',
    lines: (walk, query) => [
      `GET /callback?${query} HTTP/1.1`, host(walk), 'Content-Length: 4', 'Transfer-Encoding: chunked',
    ],
    status: /^HTTP\/1\.1 400 |^$/,
  },
  {
    name: 'own-93 two Host fields, ours first',
    lines: (walk, query) => [`GET /callback?${query} HTTP/1.1`, host(walk), 'Host: evil.example', 'Connection: close'],
    status: /^HTTP\/1\.1 40[03] /,
  },
  {
    name: 'own-94 this machine in octal, in hexadecimal and cut short',
    lines: ({ port }, query) => [`GET /callback?${query} HTTP/1.1`, `Host: 0177.0.0.1:${port}`, 'Connection: close'],
    status: /^HTTP\/1\.1 403 /,
  },
  {
    name: 'own-95 this machine as an IPv4 address in IPv6',
    lines: ({ port }, query) => [
      `GET /callback?${query} HTTP/1.1`, `Host: [::ffff:127.0.0.1]:${port}`, 'Connection: close',
    ],
    status: /^HTTP\/1\.1 403 /,
  },
  {
    name: 'own-96 a field that is folded over two lines',
    lines: (walk, query) => [
      `GET /callback?${query} HTTP/1.1`, host(walk), 'X-A: b', ' c', 'Content-Length : 4', 'Connection: close',
    ],
    status: /^HTTP\/1\.1 400 |^$/,
  },
  {
    name: 'own-97 a line break in the target',
    lines: (walk, query) => [`GET /callback?${query}\nX: y HTTP/1.1`, host(walk), 'Connection: close'],
    status: /^HTTP\/1\.1 40[04] |^$/,
  },
  { name: 'own-98 HTTP/0.9', lines: (_walk, query) => [`GET /callback?${query}`], status: /^HTTP\/1\.1 40[04] |^$/ },
]

function swapCase(word: string): string {
  return word.replace(/[a-z]/i, letter => letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())
}

test(`${tricks.map(({ name }) => name).join('; ')}: refused, and the walk goes on`, async () => {
  const walk = await startWaiting(await freshStub())
  const { url, query } = await walk.signIn()
  for (const { name, lines, status } of tricks) {
    const answer = await sendRaw(walk.port, lines(walk, query))
    expect([name, answer.slice(0, 20)]).toEqual([name, expect.stringMatching(status)])
    expect(walk.stub.counts.token, name).toBe(0)
  }
  expect((await get(url)).status).toBe(200)
  const { status, stderr } = await walk.running.ended
  expect(status, stderr).toBe(0)
  expect(walk.stub.counts.token).toBe(1)
})

test('own-99 the right answer twice in one connection, sent at once: the code is sent once', async () => {
  const walk = await startWaiting(await freshStub())
  const { query } = await walk.signIn()
  const socket = connect({ port: walk.port, host: '127.0.0.1' })
  const request = `GET /callback?${query} HTTP/1.1\r\n${host(walk)}\r\n\r\n`
  socket.write(request + request)
  const answer = await text(socket)
  expect(answer.match(/You are signed in/g)).toHaveLength(2)
  const { status, stderr } = await walk.running.ended
  expect(status, stderr).toBe(0)
  expect(walk.stub.counts).toMatchObject({ token: 1, userinfo: 1 })
})
