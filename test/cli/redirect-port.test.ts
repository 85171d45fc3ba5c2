import { expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { freePort } from '../support/ports.ts'
import { walkInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'
import { runJson } from './inside.ts'
import { containing, plantProfile } from './support.ts'

async function startServer(): Promise<Stub> {
  const stub = await startStub()
  onTestFinished(async () => stub.close())
  return stub
}

/** A home whose profile keeps the port of an earlier login. */
function homeWithPort(stub: Stub): string {
  const home = freshHome()
  plantProfile(home, 'mine', {
    target: stub.issuer, issuer: stub.issuer, 'client-id': stub.client.client_id, port: [18_770],
  })
  return home
}

const own = 'http://127.0.0.1:18771/callback'

test('a redirect URI that is given now keeps its port, whatever port is kept', async () => {
  const stub = await startServer()
  const home = homeWithPort(stub)
  const { settings } = await runJson(0, ['profile', 'show', '--redirect-uri', own], { home })
  expect(settings).toMatchObject({ 'redirect-uri': { value: own, source: 'flag' } })
  expect(settings).not.toHaveProperty('port')
  const { stderr } = await walkInside(['mine', '--redirect-uri', own, '--timeout', '1', '--no-open'], { home })
  expect(stderr).toContain(own)
  expect(stderr).not.toContain('18770')
})

test('flags, or variables, that name two ports are refused', async () => {
  const stub = await startServer()
  const home = homeWithPort(stub)
  const flags = await walkInside(['mine', '--redirect-uri', own, '--port', '18770', '--json'], { home })
  expect([flags.status, documentOf(flags)]).toMatchObject([2, {
    error: {
      code: 'setting-invalid',
      message: containing('--port must be left out, or name port 18771 as --redirect-uri does'),
    },
  }])
  const environment = { OAUTH_WALK_REDIRECT_URI: own, OAUTH_WALK_PORT: '18770' }
  const chinese = await walkInside(['mine', '--json', '--lang', 'zh'], { home, environment })
  expect([chinese.status, documentOf(chinese)]).toMatchObject([2, {
    error: { message: containing('与 OAUTH_WALK_REDIRECT_URI 一致的端口 18771，或者不设置') },
  }])
})

test('the way past a busy port does not name two either', async () => {
  const stub = await startServer()
  const busy = `http://127.0.0.1:${new URL(stub.issuer).port}/callback`
  const { stdout } = await walkInside(['mine', '--redirect-uri', busy, '--json'], { home: homeWithPort(stub) })
  expect(documentOf({ stdout })).toMatchObject({
    error: {
      code: 'port-in-use',
      hint: containing('\noauth-walk login mine --redirect-uri http://127.0.0.1/callback --no-open --port 0'),
    },
  })
})

test('the redirect URI is kept with the port that a later login has asked for: both tell what to register', async () => {
  const stub = await startServer()
  const home = homeWithPort(stub)
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const kept = async (...words: string[]) => {
    expect(await walkInside(['mine', ...words], { home, environment })).toMatchObject({ status: 0 })
    const { settings } = await runJson(0, ['profile', 'show'], { home }) as Record<string, Record<string, object>>
    return [settings?.['redirect-uri'], settings?.['port']].map(one => (one as { value: unknown } | undefined)?.value)
  }
  const [one, other] = [await freePort(), await freePort()]
  const at = (port: string) => `http://127.0.0.1${port}/callback`
  expect(await kept('--redirect-uri', at(`:${one}`))).toEqual([at(`:${one}`), undefined])
  expect(await kept('--port', String(other))).toEqual([at(`:${other}`), [other]])
  expect(await kept('--port', '0')).toEqual([at(''), [0]])
})
