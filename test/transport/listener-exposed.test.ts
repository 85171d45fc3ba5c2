import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openListener } from '../../src/transport/listener.ts'
import { exposedAmong, readListenAddresses, withListenAddresses } from '../../src/addresses/listen-address.ts'
import { occupy, release } from '../support/ports.ts'
import { ask, deaf, failureOf, waitAt } from './support.ts'

const outside = Object.values(networkInterfaces()).flat().find(address =>
  address?.family === 'IPv4' && !address.internal)?.address
const read = (text: string) => readListenAddresses([text], () => new Error('refused'))

describe('an address of --listen', () => {
  test.each([
    ['0.0.0.0', ['0.0.0.0']], ['::', ['::']], ['0:0:0:0:0:0:0:0', ['::']], ['192.0.2.7', ['192.0.2.7']],
    ['2001:DB8::0:1', ['2001:db8::1']], ['::1', ['::1']],
    ['localhost,10.0.0.1', ['localhost', '10.0.0.1']], ['10.0.0.1, 10.0.0.1', ['10.0.0.1']],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each([
    '', ' ', ',', '10.0.0.1,', 'example.com', 'LOCALHOST.', 'all', '*', '0', '127.1', '010.0.0.1', '0x7f000001',
    '256.0.0.1', '10.0.0.1:80', '10.0.0.0/8', '[::]', 'fe80::1%eth0', 'fe80::1%1',
    '::ffff:0.0.0.0', '::ffff:127.0.0.1', 'http://0.0.0.0', '-1', '::g',
  ])('%j is refused, as kubectl refuses names and zones', (text) => {
    expect(() => read(text)).toThrow('refused')
  })

  test.each([
    [['127.0.0.1'], ['0.0.0.0'], ['0.0.0.0']], [['127.0.0.1', '::1'], ['0.0.0.0'], ['0.0.0.0', '::1']],
    [['127.0.0.1', '::1'], ['::', '10.0.0.1'], ['::']],
    [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1', '10.0.0.1']],
    [['127.0.0.1'], ['localhost', '127.0.0.1'], ['127.0.0.1']], [['::1'], ['0.0.0.0', '10.0.0.1'], ['0.0.0.0', '::1']],
  ])('%j and %j are bound as %j: no address twice', (own, named, expected) => {
    expect(withListenAddresses(own, named)).toEqual(expected)
  })

  test('other machines reach none of loopback', () => {
    expect(exposedAmong(['localhost', '127.0.0.1', '127.8.9.1', '::1', '0.0.0.0', '::', '192.0.2.1'])).toEqual([
      '0.0.0.0', '::', '192.0.2.1',
    ])
  })
})

describe('a listener at another address too', () => {
  test.runIf(
    outside !== undefined,
  )('hears whoever comes there, under the Host of the redirect URI alone, and believes nobody who did not begin at the start address', async () => {
    const { listener, port, letIn, ignored } = await waitAt({ besides: [outside ?? ''] })
    const there = `http://${outside ?? ''}:${port}`
    const host = `127.0.0.1:${port}`
    listener.leadTo('https://op.example/authorize')
    expect((await ask(`${there}/callback?code=c&state=s`)).status).toBe(403)
    expect((await ask(`${there}/callback?code=c&state=s`, { headers: { host } })).status).toBe(200)
    expect((await ask(`http://${host}/callback?code=c&state=s`)).status).toBe(200)
    expect(await Promise.all(letIn.map(async request => request.identify()))).toEqual(['never-left', 'never-left'])
    const sent = await ask(`${there}${new URL(listener.startAddress).pathname}`, { headers: { host } })
    const [cookie = ''] = String(sent.headers['set-cookie']).split(';')
    expect([sent.status, sent.headers.location]).toEqual([303, 'https://op.example/authorize'])
    await ask(`${there}/callback?code=c&state=s`, { headers: { host, cookie } })
    await ask(`${there}/callback?code=c&state=s`, { headers: { host } })
    expect([await letIn[2]?.identify(), await letIn[3]?.identify(), ignored]).toEqual([
      'the-browser-that-left', 'another-browser', ['wrong-host'],
    ])
  })

  test('that this machine does not have is told, with those that it has', async () => {
    const failure = await failureOf(
      openListener({
        ...deaf, responseMode: 'query', redirectUri: 'http://127.0.0.1/callback', ports: [0], besides: ['192.0.2.7'],
      }),
      'setting-invalid',
    )
    expect(failure.details).toMatchObject({
      setting: '--listen', value: '192.0.2.7',
      expected: expect.stringMatching(/^\(own-address .*\b127\.0\.0\.1\b/) as string,
    })
  })

  test.runIf(outside !== undefined)('that is busy on this port is told, and nothing stays bound', async () => {
    const busy = await occupy(0, outside ?? '')
    const port = (busy?.address() as { port: number }).port
    onTestFinished(async () => { if (busy) await release(busy) })
    const failure = await failureOf(
      openListener({
        ...deaf, responseMode: 'query', redirectUri: `http://127.0.0.1:${port}/callback`, ports: [],
        besides: [outside ?? ''],
      }),
      'port-in-use',
    )
    expect(failure.details).toMatchObject({ ports: [port], host: outside })
    const refused = await new Promise<string | undefined>((resolve) => {
      connect(
        port, '127.0.0.1',
      ).once('connect', () => resolve(undefined)).once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(refused).toBe('ECONNREFUSED')
  })
})
