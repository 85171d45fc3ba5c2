import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SandboxError, signInAsTheUser } from '../../src/sandbox/index.ts'
import { CookieJar } from '../../src/sandbox/user-agent/cookies.ts'
import { readPage } from '../../src/sandbox/user-agent/forms.ts'
import { HandClient, openCallback, openSandbox, walkedClient } from './support.ts'

async function openClient(answer?: Parameters<typeof openCallback>[0]) {
  const sandbox = await openSandbox()
  const callback = await openCallback(answer)
  return { sandbox, callback, client: new HandClient(sandbox, callback.uri) }
}

describe('the sandbox\'s user', () => {
  test('sees the pages a person would see, and ends at the callback', async () => {
    const { client, callback } = await openClient()
    const titles: string[] = []
    const end = await signInAsTheUser(client.authorizationUrl(), { onPage: page => titles.push(page.title) })
    expect(titles).toEqual(['Sign in · oauth-walk sandbox', 'oauth-walk asks for access · oauth-walk sandbox'])
    expect(end.status).toBe(200)
    expect(end.url).toMatch(`${callback.uri}?code=`)
  })

  test('navigates like a browser, and keeps the provider\'s cookies from the client', async () => {
    const { client, callback } = await openClient()
    await signInAsTheUser(client.authorizationUrl())
    expect(callback.arrivals[0]?.headers).toMatchObject({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })
    expect(callback.arrivals[0]?.headers.accept).toMatch('text/html')
    expect(callback.arrivals[0]?.headers.cookie).toBeUndefined()
  })

  test('tells what the client answered, without following it further', async () => {
    const { client, callback } = await openClient(response =>
      response.writeHead(303, { location: 'https://elsewhere.example/' }).end())
    expect((await signInAsTheUser(client.authorizationUrl())).status).toBe(303)
    expect(callback.arrivals).toHaveLength(1)
  })

  test('waits while the client holds its answer', async () => {
    let release: (() => void) | undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    const { client, callback } = await openClient((response) => { void held.then(() => response.writeHead(418).end()) })
    const ending = signInAsTheUser(client.authorizationUrl())
    await expect.poll(() => callback.arrivals.length).toBe(1)
    release?.()
    expect((await ending).status).toBe(418)
  })

  test('stops when told to, with the reason given', async () => {
    const { client, callback } = await openClient(() => undefined)
    const stop = new AbortController()
    const ending = signInAsTheUser(client.authorizationUrl(), { signal: stop.signal })
    await expect.poll(() => callback.arrivals.length).toBe(1)
    const reason = new Error('enough')
    stop.abort(reason)
    await expect(ending).rejects.toBe(reason)
    await expect(signInAsTheUser(client.authorizationUrl(), { signal: stop.signal })).rejects.toBe(reason)
  })

  test('gives up with a wrong password', async () => {
    const { client } = await openClient()
    const failure: unknown = await signInAsTheUser(client.authorizationUrl(), { password: 'guess' }).catch((
      error: unknown,
    ) => error)
    expect(failure).toBeInstanceOf(SandboxError)
    expect(failure).toMatchObject({
      code: 'sign-in-failed',
      details: { status: 422, reason: 'wrong-credentials', title: 'Sign in · oauth-walk sandbox' },
    })
  })

  test('gives up at an error page', async () => {
    const { client } = await openClient()
    await expect(signInAsTheUser(client.authorizationUrl({ redirect_uri: 'https://evil.example/' })))
      .rejects.toMatchObject({
        code: 'sign-in-failed', details: { status: 400, title: 'This request can’t continue · oauth-walk sandbox' },
      })
  })

  test('gives up where nobody listens', async () => {
    const { sandbox } = await openClient()
    await expect(signInAsTheUser(new HandClient(sandbox, 'http://127.0.0.1:1/callback').authorizationUrl()))
      .rejects.toMatchObject({ code: 'sign-in-failed', details: { url: 'http://127.0.0.1:1', reason: 'unreachable' } })
  })

  test.each([
    ['https://provider.example/authorize'], ['http://provider.example/'], ['http://127.0.0.1.example/'],
    ['https://127.0.0.1/'], ['file:///etc/passwd'],
  ])('does not talk to %s', async (url) => {
    await expect(signInAsTheUser(url)).rejects.toMatchObject({
      code: 'sign-in-failed', details: { reason: 'not-loopback' },
    })
  })

  test('does not go round in circles for ever', async () => {
    const server = createServer((request, response) => response.writeHead(302, { location: request.url ?? '/' }).end())
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    onTestFinished(() => { server.close() })
    const { port } = server.address() as AddressInfo
    await expect(signInAsTheUser(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      details: { reason: 'too-many-hops' },
    })
  })
})

describe('signing out with the same user agent', () => {
  test('without a session the sandbox says so at once; with a return address it goes there', async () => {
    const { sandbox, callback, tokens } = await walkedClient()
    const url = new URL(`${sandbox.issuer}/user/sign-out`)
    url.searchParams.set('id_token_hint', String(tokens['id_token']))
    expect(await signInAsTheUser(url.href)).toEqual({ status: 200, url: `${sandbox.issuer}/user/sign-out/success` })
    url.searchParams.set('post_logout_redirect_uri', `http://127.0.0.1:${callback.port}/signed-out`)
    url.searchParams.set('state', 'bye')
    expect(await signInAsTheUser(url.href)).toEqual({
      status: 200, url: `http://127.0.0.1:${callback.port}/signed-out?state=bye`,
    })
  })

  test('an unregistered return address is refused with a page', async () => {
    const { sandbox } = await walkedClient()
    await expect(signInAsTheUser(
      `${sandbox.issuer}/user/sign-out?client_id=oauth-walk&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F`,
    ))
      .rejects.toMatchObject({ code: 'sign-in-failed', details: { status: 400 } })
  })
})

describe('cookies', () => {
  test('go to their path only, and an old date removes them', () => {
    const jar = new CookieJar()
    jar.take(['a=1; path=/user; httponly', 'b=2; Path=/', 'c=3; path=/user/x'])
    expect(jar.headerFor('/user')).toBe('a=1; b=2')
    expect(jar.headerFor('/username')).toBe('b=2')
    expect(jar.headerFor('/user/x/y')).toBe('a=1; b=2; c=3')
    jar.take([
      'a=; path=/user; expires=Thu, 01 Jan 1970 00:00:00 GMT', 'b=4; path=/; expires=Fri, 01 Jan 2100 00:00:00 GMT',
    ])
    expect(jar.headerFor('/user')).toBe('b=4')
    jar.take()
    expect(jar.headerFor('/user')).toBe('b=4')
  })
})

describe('forms', () => {
  test('are read with their hidden fields and the button that belongs to them', () => {
    const page = readPage(
      `<title>A &amp; B</title><form id="f" method="post" action="/go?a=1&amp;b=2"><input type="hidden" name="x" value="&#34;&quot;&#x27;"/></form>
      <button form="f" name="logout" value="yes">Yes</button><button form="f">No</button><form action="http://127.0.0.1:9/cb"><input type="password" name="p"></form>`,
      'http://127.0.0.1:1/page',
    )
    expect(page).toEqual({ title: 'A & B', forms: [
      { action: 'http://127.0.0.1:1/go?a=1&b=2', fields: { x: '""\'', logout: 'yes' }, asksPassword: false },
      { action: 'http://127.0.0.1:9/cb', fields: { p: '' }, asksPassword: true },
    ] })
    expect(readPage('no page', 'http://127.0.0.1:1/').forms).toEqual([])
  })
})
