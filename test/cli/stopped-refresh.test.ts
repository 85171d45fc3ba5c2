import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside, startInside, type Inside } from '../support/inside.ts'
import { plantSession, readSession, type Json } from './support.ts'
import { refusal, startStub, tokens, type Endpoint } from './stub-provider.ts'

/** A command that refreshes first, and is stopped while the provider has the request. */
async function stopped(words: string[], answer: Endpoint) {
  const home = freshHome()
  const stub = await startStub({
    '/token': (seen) => {
      running.interrupt()
      return answer(seen)
    },
  })
  plantSession(home, stub.issuer)
  const running: Inside = startInside(words, { home })
  return { home, ...await running.ended }
}

const good: Endpoint = () => ({ body: tokens(1) })

describe('a signal during a refresh that other commands begin: what came is stored, and nothing is printed', () => {
  test.each([
    [['token', '--min-ttl', '2000h']], [['token', '--min-ttl', '2000h', '--format', 'env']],
    [['token', 'refresh']],
  ])('%j', async (words) => {
    const { home, status, stdout, stderr } = await stopped(words, good)
    expect([status, stdout]).toEqual([130, ''])
    expect(stderr).toContain('What it had done by then stays done')
    expect(readSession(home)).toMatchObject({ refresh_generation: 1 })
  })

  test('and its document says so', async () => {
    const { status, stdout } = await stopped(['token', '--min-ttl', '2000h', '--json'], good)
    expect([status, JSON.parse(stdout)]).toMatchObject([130, { ok: false, error: { code: 'interrupted' } }])
  })

  test.each<[string, Endpoint]>([
    ['a refusal', () => refusal('server_error', 503)], ['the end of the session', () => refusal('invalid_grant', 400)],
    ['another type', () => ({ body: { ...tokens(1), token_type: 'mac' } })],
  ])('where it fails, by %s, the signal is told too', async (_, answer) => {
    const { status, stdout } = await stopped(['token', 'refresh', '--json'], answer)
    expect([status, JSON.parse(stdout)]).toMatchObject([130, { ok: false, error: { code: 'interrupted' } }])
  })
})

test('what a tool calls a host, and is none, was typed by nobody here', async () => {
  const tell = async (tool: string, input: string) => {
    const { status, stderr } = await runInside(['credential', tool, 'get'], { home: freshHome(), input })
    return [status, stderr]
  }
  const said = expect.stringMatching(/which is no host\n.*A host is a name/) as string
  expect(await tell('git', 'protocol=https\nhost=git.example.com@evil.example\n\n')).toEqual([2, said])
  expect(await tell('docker', 'https://git.example.com@evil.example')).toEqual([2, said])
  expect(await tell('docker', 'git.example.com@evil.example')).toEqual([2, said])
  expect(await tell('docker', 'http://git.example.com')).toEqual([2, expect.stringContaining('unencrypted')])
})

test('a proof for a token that is bound to nothing names the login that binds it', async () => {
  const home = freshHome()
  plantSession(home, 'http://127.0.0.1:9')
  const { status, stdout } = await runInside(
    ['token', '--dpop-proof', 'GET', 'https://api.example/', '--json'], { home },
  )
  const { error } = JSON.parse(stdout) as { error: Json }
  expect([status, error['hint']]).toEqual([2, 'oauth-walk login default --dpop'])
  expect(error['message']).toMatch(/profile "default" is bound to no key/)
})

test('an empty OAUTH_WALK_ACCESS_TOKEN is named where nobody is signed in', async () => {
  const environment = { OAUTH_WALK_ACCESS_TOKEN: '' }
  const { status, stderr } = await runInside(['userinfo'], { home: freshHome(), environment })
  expect([status, stderr]).toEqual([7, expect.stringContaining('OAUTH_WALK_ACCESS_TOKEN is set, and empty')])
})
