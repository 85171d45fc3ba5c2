import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { glanceInCrowds } from '../../src/transport/connections.ts'
import { lookAtPeer } from '../../src/transport/peer.ts'
import { ask, expectStillWaiting, sendRaw, serve, waitAt } from '../transport/support.ts'

const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

describe('callback door', () => {
  test.each([
    [
      'a WebSocket',
      {
        connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      },
      403, 'upgrade',
    ],
    [
      'h2c', { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA' },
      403, 'upgrade',
    ],
    ['an upgrade that names no protocol', { connection: 'keep-alive, upgrade' }, 403, 'upgrade'],
    ['another site’s Origin', { origin: 'https://evil.example' }, 403, 'foreign-origin'],
    ['our address by another scheme', { origin: 'https://127.0.0.1:PORT' }, 403, 'foreign-origin'],
    ['our address on another port', { origin: 'http://127.0.0.1:1' }, 403, 'foreign-origin'],
    ['no site’s Origin, of what is no navigation', { origin: 'null' }, 403, 'foreign-origin'],
    ['Sec-Purpose: prefetch', { 'sec-purpose': 'prefetch' }, 503, 'prefetch'],
    ['Sec-Purpose: prefetch;prerender', { 'sec-purpose': 'prefetch;prerender', ...navigation }, 503, 'prefetch'],
    ['Sec-Purpose: prefetch;anonymous-client-ip', { 'sec-purpose': 'prefetch;anonymous-client-ip' }, 503, 'prefetch'],
    ['Purpose: prefetch', { purpose: 'prefetch' }, 503, 'prefetch'],
    ['X-Moz: prefetch', { 'x-moz': 'prefetch' }, 503, 'prefetch'],
    ['X-Purpose: preview', { 'x-purpose': 'preview' }, 503, 'prefetch'],
  ])('%s consumes nothing, and the later navigation succeeds', async (_what, headers, status, reason) => {
    const waiting = await waitAt()
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(waiting.port))]),
    )
    const answer = await ask(waiting.url, { headers: sent })
    expect([answer.status, answer.body, answer.headers['cache-control'], waiting.ignored]).toEqual([
      status, '', 'no-store', [reason],
    ])
    await expectStillWaiting(waiting)
  })

  test.each([
    { origin: 'http://127.0.0.1:PORT' }, { origin: 'null', ...navigation },
  ])('a navigation with %j is let in', async (headers) => {
    const waiting = await waitAt()
    expect(
      (await ask(waiting.url, {
        headers: { ...headers, origin: headers.origin.replace('PORT', String(waiting.port)) },
      })).status,
    ).toBe(200)
  })

  const malformed = [
    'code=c&state=s%', 'code=c%zz&state=s', 'code=%ff&state=s', 'code=c&state=s&x=%c3%28', 'code=c&state=s&%ed%a0%80=x',
    'code=c&state=s&iss=%80', 'code=c%2&state=s', '%',
  ]

  test.each(malformed)('malformed encoding: %s is 400, in the query and in a form', async (parameters) => {
    const [byQuery, byForm] = [await waitAt(), await waitAt({ responseMode: 'form_post' })]
    const post = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: parameters }
    expect((await ask(`${byQuery.listener.redirectUri}?${parameters}`)).status).toBe(400)
    expect((await ask(byForm.listener.redirectUri, post)).status).toBe(400)
    expect([byQuery.ignored, byForm.ignored, byQuery.letIn, byForm.letIn]).toEqual([
      ['malformed-encoding'], ['malformed-encoding'], [], [],
    ])
  })

  test('a form that holds bytes which are no UTF-8 is 400', async () => {
    const waiting = await waitAt({ responseMode: 'form_post' })
    const head = `POST /callback HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\nContent-Length: 9\r\n\r\n`
    const socket = connect(waiting.port, '127.0.0.1')
    socket.write(Buffer.concat([Buffer.from(head), Buffer.from([...Buffer.from('state='), 0xff, 0xfe, 0xfd])]))
    const [answer] = await once(socket, 'data') as [Buffer]
    expect([answer.toString().slice(0, 12), waiting.ignored]).toEqual(['HTTP/1.1 400', ['malformed-encoding']])
  })

  test('an error’s words may be in the provider’s own charset', async () => {
    const waiting = await waitAt()
    expect(
      (await ask(
        `${waiting.listener.redirectUri}?error=access_denied&error_description=%D3%C3%BB%A7%C8%A1%CF%FB&state=s`,
      )).status,
    ).toBe(200)
    expect(waiting.letIn[0]?.parameters.get('error')).toBe('access_denied')
  })
})

describe('callbacks side by side', () => {
  test('of two on one connection, both are looked at, whoever reads the answers', async () => {
    const waiting = await waitAt()
    const request = (query: string) => `GET /callback?${query} HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\n\r\n`
    const socket = connect(waiting.port, '127.0.0.1').on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    socket.pause().write(request('state=first') + request('state=second'))
    await vi.waitFor(() =>
      expect(waiting.letIn.map(({ parameters }) => parameters.get('state'))).toEqual(['first', 'second']))
  })

  test('of two forms on one connection, the second is looked at too', async () => {
    const waiting = await waitAt({ responseMode: 'form_post' })
    const form = (body: string) =>
      `POST /callback HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    await sendRaw(waiting.port, form('state=1') + form('state=2'))
    expect(waiting.letIn.map(({ parameters }) => parameters.get('state'))).toEqual(['1', '2'])
  })

  test('a form whose body never ends holds nobody up', async () => {
    const waiting = await waitAt({ responseMode: 'form_post' })
    const held = connect(waiting.port, '127.0.0.1').on('error', () => undefined)
    onTestFinished(() => void held.destroy())
    held.write(`POST /callback HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nstate=`)
    await once(held, 'connect')
    const post = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'state=s' }
    expect((await ask(waiting.listener.redirectUri, post)).status).toBe(200)
  })

  test('in a burst nobody is dropped unread, and the one that has the state is let in', async () => {
    const waiting = await waitAt({ isOurs: parameters => parameters.get('state') === 'ours' })
    const junk = Array.from({ length: 300 }, async (_, n) => ask(`${waiting.listener.redirectUri}?code=c&state=${n}`))
    const [answer, ...others] = await Promise.all([ask(`${waiting.listener.redirectUri}?code=c&state=ours`), ...junk])
    expect(answer.status).toBe(200)
    expect(others.filter(({ status }) => status !== 200 && status !== 400)).toEqual([])
    expect(waiting.letIn.filter(({ parameters }) => parameters.get('state') === 'ours')).toHaveLength(1)
    expect(waiting.letIn.length + waiting.ignored.length).toBe(301)
    expect(waiting.ignored.filter(reason => reason !== 'wrong-state')).toEqual([])
  })

  test('in a crowd, only what is one whole GET without our state is sent away unparsed', async () => {
    const { server, port } = await serve((request, response) => {
      void text(request).then(body =>
        response.writeHead(200, { connection: 'close' }).end(`${request.url ?? ''} ${body}`))
    })
    const sentAway: string[] = []
    glanceInCrowds(
      server, { heard: () => undefined },
      { mayBring: head => head.includes('ours'), sendAway: head => sentAway.push(head.slice(0, 6)) + 399 }, () => true,
    )
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
    expect(await sendRaw(port, get('/x'))).toMatch(/^HTTP\/1\.1 400 [^]*\r\n\r\n$/)
    expect(await sendRaw(port, get('/ours'))).toContain('/ours')
    expect(await sendRaw(port, 'POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody')).toContain('/p body')
    expect(await sendRaw(port, get('/1') + get('/2'))).toContain('/1')
    const slow = connect(port, '127.0.0.1')
    slow.write('GET /slow HTTP/1.1\r\nHo')
    server.once('connection', (served: Socket) => served.once('data', () => slow.write('st: x\r\n\r\n')))
    expect(await text(slow)).toContain('200 OK')
    expect(sentAway).toEqual(['GET /x'])
  })
})

describe('the peer of a connection', () => {
  const socket = (local: string, remote: string) =>
    ({ localAddress: local, localPort: 8765, remoteAddress: remote, remotePort: 40_000 }) as never
  const row = (from: string, to: string, state: string, uid: number, inode: number) =>
    `   1: ${from} ${to} ${state} 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1 0 20\n`
  const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
  const [ours, theirs, nobody] = ['0100007F:223D', '0100007F:9C40', '00000000:0000']
  const mapped = '0000000000000000FFFF0000'
  const listening = row(ours, nobody, '0A', 1000, 1)
  const accepted = row(ours, theirs, '01', 1000, 3)
  const whole = '         0          0 4294967295\n'
  const look = (tcp: string, tcp6 = '', users = [1000, 0], map = whole) =>
    lookAtPeer(socket('127.0.0.1', '127.0.0.1'), users, (path) => {
      const files: Record<string, string> = {
        '/proc/net/tcp': header + tcp, '/proc/net/tcp6': header + tcp6, '/proc/self/uid_map': map,
      }
      return files[path] ?? ''
    })

  test.each([
    ['our own program', listening + row(theirs, ours, '01', 1000, 2) + accepted, '', 'ours'],
    ['root’s', listening + row(theirs, ours, '01', 0, 2) + accepted, '', 'ours'],
    ['another user’s', listening + row(theirs, ours, '01', 1001, 2) + accepted, '', 'another-user'],
    [
      'another user’s, by a socket of both families', listening + accepted,
      row(mapped + theirs, mapped + ours, '01', 1001, 2), 'another-user',
    ],
    [
      'another user’s, where the listener stands at every address',
      row('00000000:223D', nobody, '0A', 1000, 1) + row(theirs, ours, '01', 1001, 2) + accepted, '', 'another-user',
    ],
    [
      'another user’s, where it stands at those of both families', row(theirs, ours, '01', 1001, 2),
      row(`${'0'.repeat(32)}:223D`, `${'0'.repeat(32)}:0000`, '0A', 1000, 1)
      + row(mapped + ours, mapped + theirs, '01', 1000, 3),
      'another-user',
    ],
    [
      'one in another network, where the listener stands at every address',
      row('00000000:223D', nobody, '0A', 1000, 1) + accepted, '', 'unknown',
    ],
    [
      'one that has closed, where the kernel forgets whose it was',
      listening + row(theirs, ours, '05', 0, 0) + accepted, '', 'left',
    ],
    [
      'one that has closed, where the kernel remembers', listening + row(theirs, ours, '05', 1001, 0) + accepted, '',
      'another-user',
    ],
    ['one that has reset the connection', listening, '', 'left'],
    ['one in another network, which was handed in', listening + accepted, '', 'unknown'],
    ['one where the table is empty', '', '', 'unknown'],
  ])('%s', (_whose, tcp, tcp6, expected) => {
    expect(look(tcp, tcp6)).toBe(expected)
  })

  test('without user ids nobody is looked up, and a user from outside the namespace is nobody', () => {
    expect(look(listening + row(theirs, ours, '01', 1001, 2), '', [])).toBe('unknown')
    const outside = listening + row(theirs, ours, '01', 65_534, 2)
    expect([look(outside, '', [0], '0 1000 1\n'), look(outside)]).toEqual(['unknown', 'another-user'])
  })

  test('[::1] is found among IPv6', () => {
    const six = (port: string) => `00000000000000000000000001000000:${port}`
    const table = header + row(six('223D'), `${'0'.repeat(32)}:0000`, '0A', 1000, 1)
      + row(six('9C40'), six('223D'), '01', 1001, 2)
    expect(lookAtPeer(socket('::1', '::1'), [1000], path => path.endsWith('tcp6') ? table : header))
      .toBe('another-user')
  })
})
