import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, start } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import {
  containing, freePort, matching, parseDocument, runTo, runToError, serveSandbox, signIn, type Json,
} from './support.ts'

async function discover(issuer: string): Promise<Json> {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`)
  return await answer.json() as Json
}

/** Succeeds only if nobody holds the port. */
async function takePort(port: number): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
}

describe('sandbox', () => {
  test('prints issuer, clients, secrets, user and password, and serves', async () => {
    const running = start(['sandbox'], { home: freshHome() })
    const [, issuer = ''] = await running.sees('stdout', /^issuer +(http:\/\/127\.0\.0\.1:\d+)$/m)
    await running.sees('stdout', /^user +zhangsan\npassword +walk-123456$/m)
    await running.sees(
      'stdout',
      /^client oauth-walk\n +client-secret +[\w-]{43}\n +auth-method +client_secret_basic\n +redirect-uri +http:\S+\n/m,
    )
    await running.sees('stdout', /^client oauth-walk-public\n +auth-method +none\n +redirect-uri +http:\S+\n/m)
    await running.sees('stderr', /127\.0\.0\.1, localhost or \[::1\] may have any port/)
    await running.sees('stderr', /Ctrl-C/)
    expect(await discover(issuer)).toMatchObject({ issuer })
  })

  test('prints a login for another terminal, which gets in', async () => {
    const running = start(['sandbox'], { home: freshHome() })
    const [, command = ''] = await running.sees('stderr', /another terminal:\n +oauth-walk (login \S+ --client-id \S+)\n/)
    const login = start(
      [...command.split(' '), '--port', '0', '--browser', scriptedBrowser().command, '--json'], { home: freshHome() },
    )
    const ended = await login.ended
    expect([ended.status, parseDocument(ended.stdout)]).toEqual([0, expect.objectContaining({
      ok: true, client_id: 'oauth-walk-public', subject: '123456',
    })])
  })

  test('names no such login where each client must prove itself, and speaks Chinese', async () => {
    const running = start(['sandbox', '--require', 'private_key_jwt', '--lang', 'zh'], { home: freshHome() })
    await running.sees('stderr', /可以使用任意端口。\n按 Ctrl-C 停止/)
  })

  test('says which fault it plays', async () => {
    const running = start(['sandbox', '--misbehave', 'weak-jwks-hygiene'], { home: freshHome() })
    await running.sees('stderr', /It plays the fault weak-jwks-hygiene\n[^]*Ctrl-C/)
  })

  test('--json prints the same as one line', async () => {
    const { facts } = await serveSandbox(freshHome())
    expect(facts).toMatchObject({
      ok: true, issuer: matching(/^http:\/\/127\.0\.0\.1:\d+$/), hosting: true,
      user: { username: 'zhangsan', password: 'walk-123456', sub: '123456', name: '张三' },
    })
    const clients = facts['clients'] as Json[]
    expect(clients.map(({ client_id, client_secret }) => [client_id as string, typeof client_secret])).toEqual([
      ['oauth-walk', 'string'], ['oauth-walk-public', 'undefined'], ['oauth-walk-post', 'string'],
    ])
    expect(await discover(String(facts['issuer']))).toHaveProperty('issuer', facts['issuer'])
  })

  test('shows no secret that its client’s key has made useless, until no profile has that key any more', async () => {
    const home = freshHome()
    await runTo(0, ['login', 'sandbox', '--auto', '--port', '0', '--fapi2'], { home }, startInside)
    const clientShown = async () => {
      const { facts, running } = await serveSandbox(home)
      running.child.kill('SIGTERM')
      const { stderr } = await running.ended
      expect(stderr).not.toContain('✗')
      return {
        client_secret: null, ...(facts['clients'] as Json[])[0],
        isTold: stderr.includes('oauth-walk profile remove sandbox'),
      }
    }
    expect(await clientShown()).toMatchObject({
      client_secret: null, token_endpoint_auth_method: 'private_key_jwt', isTold: true,
    })
    await runTo(0, ['profile', 'remove', 'sandbox'], { home }, startInside)
    expect(await clientShown()).toMatchObject({
      client_secret: matching(/^[\w-]{43}$/), token_endpoint_auth_method: 'client_secret_basic', isTold: false,
    })
  })

  test.each([
    ['client id', ['--client-id', 'nobody'], 'invalid_client'],
    ['redirect URI', ['--redirect-uri', 'http://127.0.0.1/elsewhere', '--port', '0'], 'invalid_redirect_uri'],
  ])('a login whose %s the sandbox does not know tells of its error page', async (_, words, error) => {
    const { code, message, provider } = await runToError(
      3, ['login', 'sandbox', '--auto', ...words], { home: freshHome() }, startInside,
    )
    expect([code, message, provider]).toEqual([
      'error-page', containing(`showed an error page (status 400): ${error}`), expect.objectContaining({ error, status: 400 }),
    ])
  })

  test.each(
    [['SIGINT', 130], ['SIGTERM', 143]] as const,
  )('ends by %s with %i, the port free again and one document on stdout', async (signal, status) => {
    const { facts, running } = await serveSandbox(freshHome())
    running.child.kill(signal)
    const ended = await running.ended
    expect(ended.status).toBe(status)
    await takePort(Number(new URL(String(facts['issuer'])).port))
    expect(parseDocument(ended.stdout)).toEqual(facts)
  })

  test('--port is the port, and is remembered', async () => {
    const home = freshHome()
    const port = await freePort()
    const first = await serveSandbox(home, '--port', String(port))
    expect(first.facts['issuer']).toBe(`http://127.0.0.1:${port}`)
    first.running.child.kill('SIGINT')
    await first.running.ended
    const second = await serveSandbox(home)
    expect(second.facts).toEqual(first.facts)
  })

  test('a busy --port is exit 5 and names the port, never a silent other one', async () => {
    const port = await freePort()
    await takePort(port)
    const running = start(['sandbox', '--json', '--port', String(port)], { home: freshHome() })
    const [line] = await running.sees('stdout', /^\{.*\}\n/)
    expect(JSON.parse(line)).toMatchObject({
      ok: false, error: { code: 'port-in-use', exit_code: 5, message: containing(String(port)) },
    })
    expect((await running.ended).status).toBe(5)
  })

  test('--redirect-uri registers it for other clients', async () => {
    const { facts } = await serveSandbox(
      freshHome(), '--redirect-uri', 'https://app.example/callback', '--redirect-uri', 'myapp://callback',
    )
    const clients = facts['clients'] as Json[]
    const uris = Object.fromEntries(
      clients.map(({ client_id, redirect_uris }) => [String(client_id), redirect_uris as string[]]),
    )
    expect(uris['oauth-walk']).toEqual(expect.arrayContaining(['https://app.example/callback', 'myapp://callback']))
    expect(uris['oauth-walk-web']).toBeUndefined()
  })

  test.each([
    ['--port', '65536'], ['--port', '-1'], ['--port', 'http'], ['--port', ''],
    ['--redirect-uri', 'javascript:alert(1)'], ['--redirect-uri', '/callback'],
    ['--redirect-uri', 'https://app.example/#here'],
  ])('%s %j is wrong usage', async (flag, value) => {
    const error = await runToError(2, ['sandbox', `${flag}=${value}`], { home: freshHome() })
    expect(error).toMatchObject({ code: 'setting-invalid', message: containing(flag) })
  })

  test('that another process serves from this home already is shown again: exit 0', async () => {
    const home = freshHome()
    const { facts } = await serveSandbox(home)
    const { stdout, stderr } = await runTo(0, ['sandbox', '--json'], { home })
    expect(parseDocument(stdout)).toEqual({ ...facts, hosting: false })
    expect(stderr).toContain(String(facts['issuer']))
  })

  test('serves a login from the same home, and its session outlives it', async () => {
    const home = freshHome()
    const { facts, running } = await serveSandbox(home)
    expect(await signIn(home)).toMatchObject({ sub: '123456', picture: `${String(facts['issuer'])}/avatar/123456.svg` })
    running.child.kill('SIGINT')
    await running.ended
    await runTo(0, ['token', 'refresh'], { home })
  })
})
