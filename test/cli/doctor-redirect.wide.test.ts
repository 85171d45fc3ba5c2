import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { listen, release } from '../support/ports.ts'
import { startStub, type Said } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

async function look(words: string[]): Promise<Record<string, Line>> {
  return (await lookAndAsk(words)).lines
}

/** The lines, and the redirect URI that was asked with. */
async function lookAndAsk(words: string[]): Promise<{ lines: Record<string, Line>, asked: string | null }> {
  const bundle = join(freshHome(), 'ticket.json')
  await startInside(['doctor', ...words, '--bundle', bundle], { home: freshHome() }).ended
  const { machine, provider, asked } = JSON.parse(readFileSync(bundle, 'utf8')) as {
    machine: Line[]
    provider: Line[]
    asked: { url: string }[]
  }
  return {
    lines: Object.fromEntries([...machine, ...provider].map(line => [line.part, line])),
    asked: new URL(asked.at(-1)?.url ?? '').searchParams.get('redirect_uri'),
  }
}

/** A provider whose authorization endpoint says this. */
const saying = async (said: Said) => startStub({ '/authorize': () => said })
const html = { 'content-type': 'text/html' }
const uriIn = ({ message = '' }: Partial<Line> = {}) => /http:\/\/127\.0\.0\.1:\d+\/callback/.exec(message)?.[0]

describe('doctor asks by the redirect URI that a login would use', () => {
  test('with --port 0 by a free port, and says so everywhere', async () => {
    const stub = await saying({ status: 400 })
    const { lines, asked } = await lookAndAsk([stub.issuer, '--client-id', 'app', '--port', '0'])
    const uri = uriIn(lines['redirect-listener'])
    expect(uri).not.toContain(':8765/')
    expect([uriIn(lines['settings']), asked]).toEqual([uri, uri])
    expect(lines['settings']?.message).toContain('any free port')
    expect(lines['redirect-uri']?.ways?.[0]).toContain(uri)
  })

  test('with several ports by the first free one', async () => {
    const [busy, free] = [createServer(), createServer()]
    const [taken, other] = [new URL(await listen(busy)).port, new URL(await listen(free)).port]
    await release(free)
    onTestFinished(() => release(busy))
    const stub = await saying({ status: 400 })
    const { lines, asked } = await lookAndAsk([stub.issuer, '--client-id', 'app', '--port', `${taken},${other}`])
    const uri = `http://127.0.0.1:${other}/callback`
    expect([uriIn(lines['redirect-listener']), uriIn(lines['settings']), asked]).toEqual([uri, uri, uri])
    expect(lines['settings']?.message).not.toContain('any free port')
  })

  test('with --paste by the first port that is named', async () => {
    const stub = await saying({ status: 400 })
    const { lines, asked } = await lookAndAsk([stub.issuer, '--client-id', 'app', '--paste', '--port', '9001,9002'])
    expect([uriIn(lines['redirect-listener']), uriIn(lines['settings']), asked])
      .toEqual(Array(3).fill('http://127.0.0.1:9001/callback'))
  })

  test('at the sandbox too', async () => {
    const lines = await look(['sandbox'])
    expect(uriIn(lines['settings'])).toBe(uriIn(lines['redirect-listener']))
  })

  test('a redirect URI of the user’s own is asked as it is written', async () => {
    const stub = await startStub({
      '/authorize': ({ query }) => ({
        status: 302,
        headers: {
          location:
            `https://app.example.com/cb?error=login_required&state=${new URLSearchParams(query).get('state') ?? ''}`,
        },
      }),
    })
    const { lines, asked } = await lookAndAsk([
      stub.issuer, '--client-id', 'app', '--redirect-uri', 'https://app.example.com/cb', '--paste',
    ])
    expect([lines['redirect-uri']?.state, asked]).toEqual(['good', 'https://app.example.com/cb'])
  })
})

describe('doctor takes no firewall for the provider', () => {
  test.each<[string, Said, string]>([
    [
      'a check by its field', { status: 403, headers: { ...html, 'cf-mitigated': 'challenge' }, body: '<p>Hi</p>' },
      'check for bots',
    ],
    [
      'a check by its title', { status: 403, headers: html, body: '<title>Just a moment...</title>' }, 'check for bots',
    ],
    ['one that lasts', { status: 503, headers: html, body: '<title>Just a moment...</title>' }, 'check for bots'],
    ...[401, 403, 406].map((status): [string, Said, string] =>
      [`status ${status}`, { status, headers: html, body: '<p>Go away</p>' }, 'firewall']),
  ])('%s', async (_, said, words) => {
    const stub = await saying(said)
    const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0'])
    expect(Object.values(lines).filter(({ state }) => state === 'bad')).toEqual([])
    expect(lines['redirect-uri']).toMatchObject({
      state: 'note', code: 'redirect-unclear', message: expect.stringContaining(words) as string,
    })
    expect(lines['redirect-uri']?.message).toContain('A browser may pass it')
  })
})

test('doctor tells an error of the scope at the client, and the redirect URI as known', async () => {
  const stub = await startStub({
    '/authorize': ({ query }) => {
      const asked = new URLSearchParams(query)
      const back = `${asked.get('redirect_uri') ?? ''}?error=invalid_scope&state=${asked.get('state') ?? ''}`
      return { status: 302, headers: { location: back } }
    },
  })
  const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0'])
  expect([lines['client']?.state, lines['redirect-uri']?.code]).toEqual(['bad', 'redirect-accepted'])
  expect(lines['client']?.ways?.at(-1)).toMatch(/^With your own value in place of SCOPE: oauth-walk login .* SCOPE$/)
})

async function answeredWith(response: string) {
  const stub = await startStub({
    '/authorize': ({ query }) => {
      const back = new URLSearchParams(query).get('redirect_uri') ?? ''
      return { status: 302, headers: { location: `${back}?response=${response}` } }
    },
  })
  return (await look([stub.issuer, '--client-id', 'app', '--port', '0']))['redirect-uri']
}

test('doctor takes for signed what a login does: an answer that can be taken apart', async () => {
  for (const response of ['www.op.example', 'eyJhbGciOiJSUzI1NiJ9.not-json.c2ln', 'eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.a.b'])
    expect((await answeredWith(response))?.message).not.toContain('JARM')
})

test('doctor names a signed answer that was not asked for, and how to ask for it', async () => {
  const line = await answeredWith('eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln')
  expect(line).toMatchObject({ state: 'bad', message: expect.stringContaining('JARM') as string })
  expect(line?.ways?.at(-1)).toMatch(/--response-mode jwt$/)
})

describe('doctor reads the page that refuses', () => {
  test.each<[string, Said, string, string, string]>([
    [
      'about the redirect URI',
      { status: 400, headers: html, body: '<html><title>Oh</title><p>Invalid redirect URI &amp; more</p></html>' },
      'Invalid redirect URI & more', 'not registered', 'Register exactly',
    ],
    [
      'with a code', { status: 400, headers: html, body: '<html><code>invalid_redirect_uri</code></html>' },
      ': invalid_redirect_uri: The redirect', 'not registered', 'Register exactly',
    ],
    [
      'about the client', { status: 401, headers: html, body: '<html><h1>Unknown client</h1></html>' },
      'Unknown client', 'knows no client app', 'Copy the client id',
    ],
    [
      'as JSON', { status: 400, body: { error: 'invalid_request', error_description: 'callback url mismatch' } },
      'callback url mismatch', 'not registered', 'Register exactly',
    ],
    [
      'about a lock', { status: 400, headers: html, body: '<html><p>PAR request_uri not included.</p></html>' },
      'PAR request_uri not included.', 'only where it was pushed before', '--par',
    ],
  ])('%s', async (_, said, words, cause, way) => {
    const stub = await saying(said)
    const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0'])
    const line = ['redirect-uri', 'client'].map(part => lines[part]).find(one => one?.state === 'bad')
    expect(line).toMatchObject({ state: 'bad', code: 'authorization-refused' })
    for (const part of [words, cause]) expect(line?.message).toContain(part)
    expect(line?.ways?.join('\n')).toContain(way)
    expect(line?.ways?.filter(one => one === `oauth-walk login ${stub.issuer} --client-id app --port 0`)).toEqual([])
  })

  test('about neither, and does not claim the redirect URI', async () => {
    const stub = await saying({ status: 400, headers: html, body: '<html><p>Invalid Request</p></html>' })
    const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0'])
    expect([lines['client']?.state, lines['redirect-uri']?.code]).toEqual(['bad', 'redirect-untried'])
    expect(JSON.stringify(lines['client'])).not.toMatch(/register exactly/i)
  })

  test('quotes from the beginning of the sentence', async () => {
    const stub = await saying({
      status: 400, headers: html, body: '<html><p>We are sorry. The callback URL of the app differs.</p></html>',
    })
    const message = (await look([stub.issuer, '--client-id', 'app', '--port', '0']))['redirect-uri']?.message
    expect(message).toContain('It said: "…The callback URL of the app differs."')
  })

  test('quotes what matters of a long one, without escape sequences', async () => {
    const stub = await saying({
      status: 400, headers: html,
      body: `<html>${'<p>Welcome to us</p>'.repeat(2000)}<p>redirect_uri \u001b[31mwrong</p>${'<p>Bye</p>'.repeat(500)}</html>`,
    })
    const message = (await look([stub.issuer, '--client-id', 'app', '--port', '0']))['redirect-uri']?.message ?? ''
    expect(message).toContain('redirect_uri wrong')
    expect(message.length).toBeLessThan(600)
  })
})

test('doctor names the flag where the provider says at the redirect URI that one is missing', async () => {
  const stub = await startStub({
    '/authorize': ({ query }) => {
      const { redirect_uri: uri = '', state = '' } = Object.fromEntries(new URLSearchParams(query))
      const words = encodeURIComponent('Pushed Authorization Request is only allowed.')
      return {
        status: 302, headers: { location: `${uri}?error=invalid_request&error_description=${words}&state=${state}` },
      }
    },
  })
  const lines = await look([stub.issuer, '--client-id', 'app', '--port', '0'])
  expect([lines['client']?.ways?.at(-1), lines['redirect-uri']?.code]).toEqual([
    `oauth-walk login ${stub.issuer} --client-id app --port 0 --par`, 'redirect-accepted',
  ])
})

describe('doctor says that the redirect URI was not judged', () => {
  const login: Said = { status: 302, headers: { location: '/login?next=%2Fauthorize' } }

  test('where the provider goes to its sign-in page', async () => {
    const stub = await saying(login)
    const { stdout } = await startInside(
      ['doctor', stub.issuer, '--client-id', 'app', '--port', '0'], { home: freshHome() },
    ).ended
    expect(stdout).toContain('is registered shows only when somebody signs in')
    expect(stdout).toContain('whether the redirect URI is registered was not seen')
    expect(stdout).not.toContain('Nothing here keeps')
  })

  test('where endpoints alone are named', async () => {
    const stub = await saying(login)
    const { lines, asked } = await lookAndAsk([
      '--authorization-endpoint', `${stub.issuer}/authorize`, '--token-endpoint', `${stub.issuer}/token`,
      '--client-id', 'app', '--port', '0',
    ])
    expect([lines['redirect-uri']?.code, uriIn(lines['redirect-uri'])]).toEqual(['redirect-unclear', asked])
  })
})
