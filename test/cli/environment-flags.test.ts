import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { runTo } from './inside.ts'
import { containing, freePort, parseDocument, plantSession, readSession } from './support.ts'
import * as atDoor from './support.ts'
import { startStub } from './stub-provider.ts'

const nowhere = 'http://127.0.0.1:9'

describe('a flag that was not typed is read from its variable:', () => {
  test('OAUTH_WALK_JSON, also where a command fails or can’t be parsed', async () => {
    const home = freshHome()
    const environment = { OAUTH_WALK_JSON: '1' }
    plantSession(home, nowhere)
    expect(parseDocument((await atDoor.runTo(0, ['token'], { home, environment })).stdout)).toMatchObject({ ok: true })
    expect(parseDocument((await runTo(7, ['token', '--profile', 'x'], { home, environment })).stdout))
      .toMatchObject({ ok: false })
    expect(parseDocument((await runTo(2, ['token', '--nonsense'], { home, environment })).stdout))
      .toMatchObject({ ok: false })
    expect((await runTo(0, ['token'], { home, environment: { OAUTH_WALK_JSON: '0' } })).stdout)
      .toBe('planted-access-token/+=\n')
  })

  test('OAUTH_WALK_FORMAT and OAUTH_WALK_MIN_TTL, which a typed flag beats', async () => {
    const home = freshHome()
    const stub = await startStub()
    plantSession(home, stub.issuer)
    const environment = { OAUTH_WALK_FORMAT: 'header', OAUTH_WALK_MIN_TTL: '2h' }
    expect((await runTo(0, ['token', '--min-ttl', '1m', '--format', 'bare'], { home, environment })).stdout)
      .toBe('planted-access-token/+=\n')
    expect((await runTo(0, ['token'], { home, environment })).stdout).toBe('Authorization: Bearer stub-access-1/+=\n')
    expect(readSession(home).refresh_generation).toBe(1)
  })

  test('OAUTH_WALK_IF_EXPIRING of a command below another', async () => {
    const home = freshHome()
    plantSession(home, nowhere)
    const { stdout } = await atDoor.runTo(
      0, ['token', 'refresh'], { home, environment: { OAUTH_WALK_IF_EXPIRING: '1m', OAUTH_WALK_JSON: 'true' } },
    )
    expect(parseDocument(stdout)).toMatchObject({ how: 'still-valid' })
  })

  test('OAUTH_WALK_LANG, OAUTH_WALK_QUIET and OAUTH_WALK_AUTO', async () => {
    const environment = { OAUTH_WALK_LANG: 'zh', OAUTH_WALK_QUIET: '1', OAUTH_WALK_AUTO: '1' }
    const home = freshHome()
    expect(await atDoor.runTo(0, ['login', 'sandbox'], { home, environment })).toMatchObject({ stderr: '' })
    expect((await runInside(['token', '--profile', 'x'], { home, environment })).stderr).toMatch(/下一步|没有/)
    expect((await runInside(['--help'], { home, environment })).stdout).toContain('授权')
  })

  test('OAUTH_WALK_SAVE=0 is no --no-save, OAUTH_WALK_NO_SAVE=1 is one', async () => {
    const home = freshHome()
    await runTo(0, ['login', 'sandbox', '--auto', '--quiet'], { home, environment: { OAUTH_WALK_NO_SAVE: '1' } })
    expect((await runInside(['token'], { home })).status).toBe(7)
  })

  test('OAUTH_WALK_SANDBOX_PORT of sandbox, which OAUTH_WALK_PORT of logins leaves alone', async () => {
    const [port, other] = [await freePort(), await freePort()]
    const home = freshHome()
    const running = start(
      ['sandbox', '--json'],
      { home, environment: { OAUTH_WALK_SANDBOX_PORT: String(port), OAUTH_WALK_PORT: String(other) } },
    )
    const [, issuer] = await running.sees('stdout', /"issuer":"([^"]+)"/)
    expect(issuer).toBe(`http://127.0.0.1:${port}`)
  })

  test('a value that the flag would not take is refused in the same way', async () => {
    const { stdout } = await atDoor.runTo(
      2, ['sandbox', '--json'], { home: freshHome(), environment: { OAUTH_WALK_SANDBOX_AS: 'nobody' } },
    )
    expect(parseDocument(stdout)).toMatchObject({
      error: { code: 'setting-invalid', message: containing('OAUTH_WALK_SANDBOX_AS must be one of') },
    })
  })

  test.each([
    ['LANG', 'xx', 'one of en, zh, not "xx"'], ['JSON', 'maybe', 'one of 1, true, 0, false, not "maybe"'],
    ['QUIET', 'yes', 'one of 1, true'], ['NO_COLOR', '2', 'one of 1, true'], ['VERBOSE', 'loud', 'one of 0, 1, 2, 3'],
    ['PASTE', 'yes', 'one of 1, true'], ['NO_PKCE', 'on', 'one of 1, true'],
    ['VERBATIM_SECRETS', 'please', 'one of 1, true'], ['TIMEOUT', 'soon', 'a whole number of seconds'],
    ['STORE', 'cloud', 'one of file'],
  ])('OAUTH_WALK_%s=%s is refused by the name of the variable', async (name, value, expected) => {
    const environment = { [`OAUTH_WALK_${name}`]: value, OAUTH_WALK_CLIENT_SECRET: 'a-secret' }
    const { stderr } = await runTo(2, ['login', nowhere, '--client-id', 'walker'], { home: freshHome(), environment })
    expect(stderr).toContain(`OAUTH_WALK_${name} must be ${expected}`)
  })

  test.each(['1', 'true', 'TRUE', '0', 'False', ''])('OAUTH_WALK_JSON=%j says yes or no', async (value) => {
    const home = freshHome()
    plantSession(home, nowhere)
    const { stdout } = await runTo(0, ['token'], { home, environment: { OAUTH_WALK_JSON: value } })
    expect(stdout.startsWith('{')).toBe(/1|true/i.test(value))
  })

  test('a number that is too large is told its limit', async () => {
    const { stderr } = await atDoor.runTo(
      2, ['login', nowhere, '--client-id', 'walker', '--timeout', '99999999999'], { home: freshHome() },
    )
    expect(stderr)
      .toContain('--timeout must be a whole number of seconds, or 90s, 10m, 2h, at most 1000000, not "99999999999"')
  })

  test('GITHUB_OUTPUT that is a link is told as one', async () => {
    const home = freshHome()
    plantSession(home, nowhere)
    writeFileSync(join(home, 'output'), '')
    symlinkSync(join(home, 'output'), join(home, 'link'))
    const { stderr } = await runTo(
      2, ['token', '--github-output', 'token'], { home, environment: { GITHUB_OUTPUT: join(home, 'link') } },
    )
    expect(stderr).toContain('GITHUB_OUTPUT must be a file; a link is not followed')
  })
})
