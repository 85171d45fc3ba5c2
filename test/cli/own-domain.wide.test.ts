import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as ask } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshHome, run, start, type Running } from '../support/cli.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { visit } from '../support/user-agent.mjs'
import { get, refusedBy, sendRaw } from '../support/waiting-walk.ts'
import { documentOf } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())
beforeEach(() => stub.reset())

/**
 * A double of the one impure thing here: the resolver of the child process knows these names, whatever the machine
 * knows.
 */
function resolving(home: string, names: Record<string, string[]>): NodeJS.ProcessEnv {
  const file = join(home, 'resolver.cjs')
  writeFileSync(file, `const names = ${JSON.stringify(names)}
    require('node:dns').promises.lookup = require('node:dns/promises').lookup = async (name) => {
      if (!names[name]) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      return names[name].map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    }`)
  return { NODE_OPTIONS: `--require "${file}"`, OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
}

const login = (...words: string[]) => [
  'login', stub.issuer, '--client-id', stub.client.client_id, '--no-open', ...words,
]

/** Signs in and gives the address to which the provider sends the browser. */
async function signIn(running: Running): Promise<URL> {
  const [, address = ''] = await running.sees('stderr', /^ *(http\S+\?\S+)$/m)
  await running.sees('stderr', /^ *Waiting/m)
  return new URL((await visit({ cookies: [], visited: [] }, { url: address })).location ?? '')
}

describe('a name that means this machine', () => {
  test.each<[string, string[]]>([
    ['dev.example', ['127.0.0.1']], ['dev.example', ['127.0.0.1', '127.0.0.1']], ['app.localhost', []],
  ])('%s %j is listened for, under its own name alone', async (name, addresses) => {
    const home = freshHome()
    const running = start(login('--redirect-uri', `http://${name}/callback`, '--port', '0', '--json'), {
      home, environment: resolving(home, { 'dev.example': addresses }),
    })
    const back = await signIn(running)
    expect(back.hostname).toBe(name)
    const target = `${back.pathname}${back.search}`
    const port = Number(back.port)
    expect(await sendRaw(port, [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`])).toMatch(/^HTTP\/1\.1 403 /)
    expect(
      await sendRaw(port, [`GET ${target} HTTP/1.1`, `Host: ${name.toUpperCase()}:${port}`, 'Connection: close']),
    ).toMatch(
      /^HTTP\/1\.1 200 /,
    )
    const ended = await running.ended
    expect(ended.status, ended.stderr).toBe(0)
    const codes = (documentOf(ended)['findings'] as { code: string }[]).map(({ code }) => code)
    expect(codes.includes('redirect-by-name')).toBe(name === 'dev.example')
    expect(stub.asked.find(({ endpoint }) => endpoint === 'token')?.parameters.get('redirect_uri'))
      .toBe(`http://${name}:${port}/callback`)
    expect(await refusedBy(port, '127.0.0.1')).toBe('ECONNREFUSED')
  })

  test.each<[string, string[] | undefined]>([
    ['another machine', ['192.0.2.1']], ['another machine too', ['127.0.0.1', '192.0.2.1']],
    ['every address of this one', ['0.0.0.0']], ['nothing', undefined],
  ])('a name that means %s is exit 2, and other ways are named', async (_means, addresses) => {
    const home = freshHome()
    const names = addresses ? { 'dev.example': addresses } : {}
    const { status, stderr, stdout } = await run(
      login('--redirect-uri', 'http://dev.example:3000/cb', '--json'), { home, environment: resolving(home, names) },
    )
    expect(status, stderr).toBe(2)
    expect(documentOf({ stdout })).toMatchObject({
      error: { code: 'redirect-uri-unusable', hint: expect.stringContaining('--paste') as string },
    })
    expect(stderr).toContain(addresses === undefined ? 'unknown here' : `another machine (${addresses.join(', ')})`)
    expect(stub.counts.discovery).toBe(0)
  })
})

describe('an https redirect URI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const tls = ['--redirect-tls-cert', certificate, '--redirect-tls-key', key]
  beforeAll(() => {
    execFileSync(
      'openssl',
      [
        'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
        '/CN=dev.example', '-addext', 'subjectAltName=DNS:dev.example', '-keyout', key, '-out', certificate,
      ],
      { stdio: 'ignore' },
    )
  })

  test('is answered with the certificate, and a profile remembers it', async () => {
    const home = freshHome()
    const environment = resolving(home, { 'dev.example': ['127.0.0.1'] })
    const running = start(login('--redirect-uri', 'https://dev.example/callback', '--port', '0', ...tls), {
      home, environment,
    })
    const back = await signIn(running)
    expect(await refusedBy(Number(back.port), '127.0.0.1')).toBeUndefined()
    const answer = await new Promise<string>((resolve, reject) => {
      ask(
        {
          host: '127.0.0.1', port: back.port, path: `${back.pathname}${back.search}`, headers: { host: back.host },
          servername: 'dev.example', ca: readFileSync(certificate), agent: false,
        },
        response => void text(response).then(resolve, reject),
      ).once('error', reject).end()
    })
    expect(answer).toContain('You are signed in')
    const ended = await running.ended
    expect(ended.status, ended.stderr).toBe(0)
    expect(documentOf(await run(['profile', 'show', '--json'], { home }))).toMatchObject({
      settings: { 'redirect-tls-cert': { value: certificate }, 'redirect-tls-key': { value: key } },
    })
  })

  test('speaks no plain http, and a connection that only holds does not keep it alive', async () => {
    const home = freshHome()
    const running = start(login('--redirect-uri', 'https://localhost/callback', '--port', '0', ...tls), {
      home, environment: resolving(home, {}),
    })
    const back = await signIn(running)
    await expect(get(`http://127.0.0.1:${back.port}/callback`)).rejects.toThrow()
    expect(await refusedBy(Number(back.port), '127.0.0.1')).toBeUndefined()
    running.child.kill('SIGINT')
    expect((await running.ended).status).toBe(130)
  })

  test('with a key that is not the certificate’s is exit 2', async () => {
    const home = freshHome()
    const other = join(home, 'other.pem')
    execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', other], { stdio: 'ignore' })
    const words = login(
      '--redirect-uri', 'https://localhost/callback', '--redirect-tls-cert', certificate, '--redirect-tls-key', other,
      '--json',
    )
    const ended = await run(words, { home, environment: resolving(home, {}) })
    expect(ended.status, ended.stderr).toBe(2)
    expect(documentOf(ended)).toMatchObject({
      error: { code: 'certificate-unusable', message: expect.stringContaining('--redirect-tls-key') as string },
    })
  })
})
