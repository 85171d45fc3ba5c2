import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openListener } from '../../src/transport/listener.ts'
import { ask, closed, failureOf, deaf, page, waitAt } from './support.ts'

const options = { responseMode: 'query', ...deaf } as const
const hasIpv6 = Object.values(networkInterfaces()).flat().some(address => address?.address === '::1')

async function occupy(host: string, port = 0): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Whether somebody listens there. */
async function answers(host: string, port: number): Promise<boolean> {
  return ask(`http://${host}:${port}/`).then(() => true, () => false)
}

describe('binding', () => {
  test('L01 only loopback is listened on: other addresses of this machine refuse', async () => {
    const { port } = await waitAt()
    const others = Object.values(networkInterfaces()).flat().filter(address =>
      address?.family === 'IPv4' && !address.internal)
    for (const address of others) expect(await answers(address?.address ?? '', port)).toBe(false)
    expect(await answers('127.0.0.1', port)).toBe(true)
  })

  test('L02 127.0.0.1 means that one alone', async () => {
    const { port } = await waitAt()
    expect([await answers('127.0.0.1', port), await answers('[::1]', port)]).toEqual([true, false])
  })

  test.runIf(hasIpv6)('L02 [::1] means that one alone', async () => {
    const { port, url } = await waitAt({ redirectUri: 'http://[::1]/callback' })
    expect([await answers('127.0.0.1', port), (await ask(url)).status]).toEqual([false, 200])
  })

  test.runIf(hasIpv6)('L02 localhost means both, on one port', async () => {
    const { port, letIn } = await waitAt({ redirectUri: 'http://localhost/callback' })
    const headers = { host: `localhost:${port}` }
    const statuses = [
      await ask(`http://127.0.0.1:${port}/callback`, { headers }),
      await ask(`http://[::1]:${port}/callback`, { headers }),
    ]
    expect([statuses.map(({ status }) => status), letIn.length]).toEqual([[200, 200], 2])
  })

  test.runIf(hasIpv6)('L03 localhost is refused where another program has [::1] on that port', async () => {
    const port = await occupy('::1')
    const failure = await failureOf(
      openListener({ ...options, redirectUri: `http://localhost:${port}/callback`, ports: [] }), 'port-in-use',
    )
    expect(failure.details).toMatchObject({ ports: [port], host: 'localhost', reason: 'EADDRINUSE' })
    expect(await answers('127.0.0.1', port)).toBe(false)
  })

  test('L04 a busy port is told, and no other is taken', async () => {
    const port = await occupy('127.0.0.1')
    const failure = await failureOf(
      openListener({ ...options, redirectUri: `http://127.0.0.1:${port}/callback`, ports: [] }), 'port-in-use',
    )
    expect(failure.details).toMatchObject({ ports: [port], host: '127.0.0.1' })
  })

  test('a list of ports is tried in order', async () => {
    const busy = await occupy('127.0.0.1')
    const { port } = await waitAt({ ports: [busy, 0] })
    expect([port === busy, port > 0]).toEqual([false, true])
    const failure = await failureOf(
      openListener({ ...options, redirectUri: 'http://127.0.0.1/callback', ports: [busy, busy] }), 'port-in-use',
    )
    expect(failure.details['ports']).toEqual([busy, busy])
  })

  test('L05 port 0 ten times gives ten ports', async () => {
    const ports = await Promise.all(Array.from({ length: 10 }, async () => (await waitAt()).port))
    expect(new Set(ports).size).toBe(10)
  })

  test('L07 it is up at once, and down as soon as it is closed, also with a half request held open', async () => {
    const { listener, port } = await waitAt()
    const held = connect(port, '127.0.0.1').on('error', () => undefined)
    onTestFinished(() => void held.destroy())
    let said = ''
    held.on('data', (bytes: Buffer) => said += bytes.toString())
    await once(held, 'connect')
    held.write('GET /callback HTTP/1.1\r\n')
    const dropped = closed(held)
    await listener.close()
    await dropped
    // One that was waited for until its time was over would have been told so.
    expect(said).toBe('')
    expect(await answers('127.0.0.1', port)).toBe(false)
  })
})

describe('the redirect URI', () => {
  test.each([
    ['http://127.0.0.1/callback', 'http://127.0.0.1:PORT/callback'],
    ['http://127.0.0.1:9/callback', 'http://127.0.0.1:PORT/callback'],
    ['http://localhost', 'http://localhost:PORT'],
    ['http://LOCALHOST/Call%20Back/', 'http://LOCALHOST:PORT/Call%20Back/'],
    ['http://127.0.0.1:9', 'http://127.0.0.1:PORT'],
  ])('%s is kept as it was written, but for the port', async (redirectUri, expected) => {
    const listener = await openListener({ ...options, redirectUri, ports: [0] })
    onTestFinished(async () => listener.close())
    expect(listener.redirectUri.replace(/:\d+/, ':PORT')).toBe(expected)
  })

  test.runIf(
    process.getuid?.() === 0,
  )('without a port means port 80: it is sent as it was written, and a browser that names no port is let in', async () => {
    const listener = await openListener({
      ...options, redirectUri: 'http://127.0.0.1/callback', ports: [], receive: request => void request.answer(page),
    })
    onTestFinished(async () => listener.close())
    expect(listener.redirectUri).toBe('http://127.0.0.1/callback')
    expect((await ask('http://127.0.0.1:80/callback?code=c', { headers: { host: '127.0.0.1' } })).status).toBe(200)
  })
})
