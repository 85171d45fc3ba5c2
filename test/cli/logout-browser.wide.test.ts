import { createServer } from 'node:http'
import { onTestFinished, describe, expect, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, start } from '../support/cli.ts'
import { listen, release } from '../support/ports.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { containing, freePort, leaksIn, matching, plantProfile, plantSession, sessionPaths } from './support.ts'
import * as atDoor from './support.ts'
import { metadata, startStub, type Endpoint } from './stub-provider.ts'
import { copyLogin } from './signed-in.ts'

const idToken = 'planted.id.token'

/** A provider whose end-session page sends the browser back as the test has it, and a home that is signed in there. */
async function signedIn(back: (asked: URL) => URL | undefined, parts: object = {}) {
  const asked: URL[] = []
  const page = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    if (url.pathname !== '/end') return void response.writeHead(404).end()
    asked.push(url)
    const location = back(url)
    if (location) response.writeHead(303, { location: location.href }).end()
    else response.writeHead(400, { 'content-type': 'text/html' }).end('<title>unknown redirect URI</title>')
  })
  const origin = await listen(page)
  onTestFinished(async () => release(page))
  const discovery: Endpoint = () => ({ body: { ...metadata(stub.issuer), end_session_endpoint: `${origin}/end` } })
  const stub = await startStub({ '/.well-known/openid-configuration': discovery })
  const home = freshHome()
  plantSession(home, stub.issuer, { id_token: idToken, ...parts })
  return { home, stub, asked, endpoint: `${origin}/end` }
}

/** As a provider should: back to where the client says, with its state. */
function goesBack(asked: URL): URL {
  const url = new URL(asked.searchParams.get('post_logout_redirect_uri') ?? '')
  url.searchParams.set('state', asked.searchParams.get('state') ?? '')
  return url
}

const words = (browser: { command: string }, ...more: string[]) => [
  'logout', '--port', '0', '--timeout', '90', '--browser', browser.command, ...more,
]

describe('logout with a browser', () => {
  test('ends the provider’s session with the ID token in the browser’s address alone, and compares the state', async () => {
    const { home, asked, endpoint } = await signedIn(goesBack)
    const browser = scriptedBrowser()
    const { stdout, stderr } = await runTo(0, words(browser, '--json', '-vvv'), { home })
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true, deleted: true, end_session_url: `${endpoint}?client_id=walker`,
      end_session: { confirmed: true, reason: null },
    })
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      client_id: 'walker', id_token_hint: idToken,
      post_logout_redirect_uri: matching(/^http:\/\/127\.0\.0\.1:\d+\/logged-out$/), state: matching(/^[\w-]{43}$/),
    })
    const seen = await browser.report()
    expect(seen.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/)
    expect(
      leaksIn(stdout + stderr + seen.words.join(' '), [idToken, asked[0]?.searchParams.get('state') ?? '']),
    ).toEqual(
      [],
    )
    expect(sessionPaths(home)).toEqual([])
  })

  test.each([
    ['another state', () => '?state=x', 'wrong-state'],
    ['no state', () => '', 'missing-state'],
    ['the state twice', (state: string) => `?state=${state}&state=${state}`, 'wrong-state'],
  ])('tells that the check failed for %s; what is deleted stays deleted', async (_name, query, reason) => {
    const { home } = await signedIn(asked =>
      new URL(`${goesBack(asked).href.split('?')[0] ?? ''}${query(asked.searchParams.get('state') ?? '')}`))
    const { stdout, stderr } = await runTo(0, words(scriptedBrowser(), '--json'), { home })
    expect(JSON.parse(stdout)).toMatchObject({ deleted: true, end_session: { confirmed: false, reason } })
    expect(stderr).toContain('the check of its state failed')
    expect(sessionPaths(home)).toEqual([])
  })

  test('gives up when nobody comes back, and says what to register', async () => {
    const { home } = await signedIn(() => undefined)
    const { stderr } = await atDoor.runTo(
      0, ['logout', '--port', '0', '--timeout', '1', '--browser', scriptedBrowser().command, '--lang', 'zh'], { home },
    )
    expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:\d+\/logged-out 注册为登出后的重定向 URI/)
    expect(sessionPaths(home)).toEqual([])
  })

  test('has deleted the session before it waits: Ctrl-C loses nothing', async () => {
    const { home } = await signedIn(() => undefined)
    const running = start(['logout', '--port', '0', '--browser', 'true'], { home })
    await running.sees('stderr', /Waiting for the browser/)
    expect(sessionPaths(home)).toEqual([])
    running.child.kill('SIGINT')
    expect((await running.ended).status).toBe(130)
  })

  test('comes back to the address that is given, and refuses one where nobody listens before anything is sent', async () => {
    const { home, stub, asked } = await signedIn(goesBack)
    const refused = ['logout', '--browser', 'true', '--post-logout-redirect-uri', 'https://app.example/bye']
    expect(await runToError(2, refused, { home })).toMatchObject({
      code: 'setting-invalid', message: containing('--post-logout-redirect-uri'),
    })
    expect(stub.seen).toEqual([])
    const uri = `http://127.0.0.1:${await freePort()}/bye`
    await runTo(0, ['logout', '--browser', scriptedBrowser().command, '--post-logout-redirect-uri', uri], { home })
    expect(asked[0]?.searchParams.get('post_logout_redirect_uri')).toBe(uri)
  })

  test('deletes here all the same where the port is taken or the browser’s command is no command', async () => {
    const holder = createServer()
    const origin = await listen(holder)
    onTestFinished(async () => release(holder))
    const { home, stub } = await signedIn(goesBack)
    const words = ['logout', '--browser', 'true', '--port', new URL(origin).port]
    const taken = await runJson(0, words, { home })
    expect(taken).toMatchObject({ deleted: true, end_session: { confirmed: false, reason: 'port-in-use' } })
    plantSession(home, stub.issuer, { id_token: idToken })
    const told = (await runTo(0, words, { home })).stderr
    expect(told).toContain('another program listens where the browser should come back')
    expect(told).not.toContain('port-in-use')
    plantSession(home, stub.issuer, { id_token: idToken })
    const { stderr } = await runTo(0, ['logout', '--port', '0', '--timeout', '1', '--browser', '\'unclosed'], { home })
    expect(stderr).toContain('did not open')
    expect(sessionPaths(home)).toEqual([])
  })
})

describe('logout without a browser', () => {
  test('opens nothing, waits for nobody, and shows the ID token only where secrets are shown', async () => {
    const { home, stub, asked, endpoint } = await signedIn(goesBack)
    const quiet = await runTo(0, ['logout'], { home, environment: { DISPLAY: ':9', BROWSER: 'false' } })
    expect(quiet.stderr).toContain(`${endpoint}?client_id=walker\n`)
    plantSession(home, stub.issuer, { id_token: idToken })
    const bare = await runJson(0, ['logout', '--no-browser', '--browser', 'false'], { home })
    expect(bare).toMatchObject({ end_session_url: `${endpoint}?client_id=walker`, end_session: null })
    plantSession(home, stub.issuer, { id_token: idToken })
    expect(await runJson(0, ['logout', '--show-secrets'], { home })).toMatchObject({
      end_session_url: `${endpoint}?client_id=walker&id_token_hint=${idToken}`,
    })
    expect(asked).toEqual([])
  })

  test('of a profile whose answers are pasted prints the address: nobody could listen there', async () => {
    const { home, stub } = await signedIn(goesBack)
    plantProfile(home, 'default', {
      target: stub.issuer, issuer: stub.issuer, 'client-id': 'walker', paste: true,
      'redirect-uri': 'https://app.example/cb',
    })
    expect(await runJson(0, ['logout', '--browser', 'true'], { home })).toMatchObject({
      deleted: true, end_session: null,
    })
  })

  test('--auto is for the sandbox, whose user signs out by himself', async () => {
    const { home } = await signedIn(goesBack)
    expect(await runToError(2, ['logout', '--auto'], { home })).toMatchObject({ code: 'setting-invalid' })
    const own = freshHome()
    await copyLogin(own)
    expect(await runJson(0, ['logout', '--auto', '--port', '0'], { home: own })).toMatchObject({
      deleted: true, end_session: { confirmed: true, reason: null },
    })
  })
})
