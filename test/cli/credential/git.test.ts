import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome, program } from '../../support/cli.ts'
import { startStub } from '../stub-provider.ts'
import { plantBound, plantSession, runTo } from '../support.ts'

const asked = (host: string, more = '') => `protocol=https\nhost=${host}\n${more}\n`
const get = ['credential', 'git', 'get']

describe('credential git', () => {
  test('get answers in git’s lines for a bound host, with the end of the token', async () => {
    const home = freshHome()
    const expires_at = Date.now() + 3_000_000
    plantSession(home, 'http://127.0.0.1:9', { expires_at })
    await runTo(0, ['profile', 'bind', '--host', 'GIT.example:8443', '--host', 'git.example'], { home })
    const end = `password_expiry_utc=${Math.floor(expires_at / 1000)}\n`
    expect((await runTo(0, get, { home, input: asked('git.example:8443') })).stdout)
      .toBe(`username=oauth2\npassword=planted-access-token/+=\n${end}`)
    expect((await runTo(0, get, { home, input: asked('git.example', 'username=alice\n') })).stdout)
      .toMatch(/^username=alice\n/)
    expect((await runTo(0, get, { home, input: asked('git.example', 'capability[]=authtype\n') })).stdout)
      .toBe(`capability[]=authtype\nauthtype=Bearer\ncredential=planted-access-token/+=\nephemeral=1\n${end}`)
    expect(
      (await runTo(0, [...get, '--basic'], { home, input: asked('git.example', 'capability[]=authtype\n') })).stdout,
    ).toMatch(/^username=oauth2\n/)
  })

  test.each([
    ['another host', asked('evil.example')], ['another port', asked('git.example:8444')],
    ['no TLS', 'protocol=http\nhost=git.example\n\n'],
    ['a host with a path', asked('git.example/evil.example')],
    ['a host with a user', asked('git.example@evil.example')],
    ['a carriage return', asked('git.example\r')], ['NUL', asked('git.example\0.evil.example')],
    ['no host', 'protocol=https\n\n'],
    ['another protocol', 'protocol=ssh\nhost=git.example\n\n'], ['no lines of git', 'git.example\n\n'],
  ])('%s gets nothing: exit 2 and an empty stdout', async (_what, input) => {
    const home = freshHome()
    plantBound(home, 'http://127.0.0.1:9', ['git.example'])
    const { stdout, stderr } = await runTo(2, get, { home, input })
    expect([stdout, stderr.includes('planted-access-token')]).toEqual(['', false])
  })

  test('a user name with a line break is refused', async () => {
    const home = freshHome()
    plantBound(home, 'http://127.0.0.1:9', ['git.example'])
    expect(
      (await runTo(2, [...get, '--username', 'a\nhost=evil.example'], { home, input: asked('git.example') })).stdout,
    ).toBe('')
  })

  test('the bound profile is found though another one is active; --profile insists', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'token-of-work' }, 'work')
    plantSession(home, 'http://127.0.0.1:9', { access_token: 'token-of-other' }, 'other')
    await runTo(0, ['profile', 'bind', 'work', '--host', 'git.example'], { home })
    expect((await runTo(0, get, { home, input: asked('git.example') })).stdout).toContain('password=token-of-work\n')
    expect((await runTo(2, [...get, '--profile', 'other'], { home, input: asked('git.example') })).stdout).toBe('')
    await runTo(0, ['profile', 'bind', 'work', '--host', 'git.example', '--remove'], { home })
    expect((await runTo(2, get, { home, input: asked('git.example') })).stdout).toBe('')
  })

  test('erase replaces the token that the server refused, and no other one', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantBound(home, stub.issuer, ['git.example'])
    const erase = async (password: string) => runTo(
      0, ['credential', 'git', 'erase'],
      { home, input: asked('git.example', `username=oauth2\npassword=${password}\n`) },
    )
    await erase('somebody-else')
    expect(stub.seenAt('/token')).toHaveLength(0)
    await erase('planted-access-token/+=')
    expect((await runTo(0, get, { home, input: asked('git.example') })).stdout).toContain('password=stub-access-1/+=\n')
    for (const operation of ['store', 'invented-later']) expect(
      (await runTo(0, ['credential', 'git', operation], { home, input: asked('x') })).stdout,
    ).toBe('')
  })

  test('git itself clones from a remote that wants the token, and from no other one', async () => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    const remote = await serveRepository(home, 'planted-access-token/+=')
    const git = async (...words: string[]) => promisify(execFile)(
      'git', ['-c', `credential.helper=!${process.execPath} ${program} credential git`, ...words], {
        env: {
          PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, GIT_TERMINAL_PROMPT: '0',
          GIT_CONFIG_NOSYSTEM: '1',
        },
      },
    )
    await expect(git('clone', '-q', `${remote.url}/repository`, join(home, 'refused'))).rejects.toThrow(
      /not bound to 127\.0\.0\.1/,
    )
    expect(remote.accepted()).toBe(0)
    await runTo(0, ['profile', 'bind', '--host', new URL(remote.url).host], { home })
    await git('clone', '-q', `${remote.url}/repository`, join(home, 'clone'))
    expect(readFileSync(join(home, 'clone/page'), 'utf8')).toBe('six steps\n')
    expect(remote.accepted()).toBeGreaterThan(0)
  })
})

/** A repository as plain files behind HTTP, for whoever brings this token as a password. */
async function serveRepository(home: string, token: string): Promise<{ url: string, accepted: () => number }> {
  const work = join(home, 'work')
  mkdirSync(work)
  const git = (...words: string[]) => execFileSync(
    'git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words],
    { cwd: work, env: { PATH: process.env['PATH'], HOME: home } },
  )
  git('init', '-q')
  writeFileSync(join(work, 'page'), 'six steps\n')
  git('add', 'page')
  git('commit', '-qm', 'page')
  git('update-server-info')
  let accepted = 0
  const server = createServer((request, response) => {
    const given = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
    if (given !== `oauth2:${token}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    accepted += 1
    try {
      response.end(readFileSync(join(work, '.git', (request.url ?? '').replace(/^\/repository|\?.*$/g, ''))))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close().closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, accepted: () => accepted }
}
