import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { runJson, runTo, runToError } from './inside.ts'
import { changeSession, containing, plantSession } from './support.ts'
import * as atDoor from './support.ts'

const nowhere = 'http://127.0.0.1:9'
/** Every character that a token may have (RFC 6749, appendix A.12), the awkward ones together. */
const awkward = 'a\'b"c\\d`e$(f)$g %25%0A#h;i|j&k'

function plantToken(access_token = awkward, token_type = 'bearer'): string {
  const home = freshHome()
  plantSession(home, nowhere)
  changeSession(home, session => ({ ...session, access_token, token_type }))
  return home
}

describe('token --format', () => {
  test('bare is the token alone', async () => {
    expect((await atDoor.runTo(0, ['token', '--format', 'bare'], { home: plantToken() })).stdout).toBe(`${awkward}\n`)
  })

  test('header is a field for a request, in the spelling that servers know', async () => {
    expect((await runTo(0, ['token', '--format', 'header'], { home: plantToken() })).stdout)
      .toBe(`Authorization: Bearer ${awkward}\n`)
  })

  test('env is a line that a shell takes as it stands', async () => {
    const { stdout } = await runTo(0, ['token', '--format', 'env'], { home: plantToken() })
    expect(stdout).toMatch(/^export OAUTH_WALK_ACCESS_TOKEN='.*'\n$/)
    const said = execFileSync('sh', ['-c', `${stdout}printf %s "$OAUTH_WALK_ACCESS_TOKEN"`], { encoding: 'utf8' })
    expect(said).toBe(awkward)
  })

  test('json is what --json prints', async () => {
    const home = plantToken()
    const { stdout } = await runTo(0, ['token', '--format', 'json'], { home })
    expect(JSON.parse(stdout)).toEqual(await runJson(0, ['token'], { home }))
  })

  test('curl-config is read by curl itself', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization)
      response.end()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const file = join(freshHome(), 'curlrc')
    writeFileSync(file, (await runTo(0, ['token', '--format', 'curl-config'], { home: plantToken() })).stdout)
    await curl('--noproxy', '*', '-s', '--config', file, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(asked).toEqual([`Bearer ${awkward}`])
  })

  test('of another name is refused with the names that there are', async () => {
    expect(await runToError(2, ['token', '--format', 'yaml'], { home: plantToken() })).toMatchObject({
      code: 'setting-invalid', message: containing('curl-config'),
    })
  })
})

async function curl(...words: string[]): Promise<void> {
  const { execFile } = await import('node:child_process')
  await new Promise<void>((resolve, reject) =>
    execFile('curl', words, error => error ? reject(new Error(error.message)) : resolve()))
}

describe('in GitHub Actions', () => {
  const actions = { GITHUB_ACTIONS: 'true' }

  test('the token is masked on stderr, which the runner reads too, and stdout is the token alone', async () => {
    const { stdout, stderr } = await runTo(0, ['token', '--quiet'], { home: plantToken(), environment: actions })
    expect(stdout).toBe(`${awkward}\n`)
    expect(stderr).toBe(`::add-mask::${awkward.replaceAll('%', '%25')}\n`)
  })

  test('nothing is written to stderr elsewhere, or where it is a file', async () => {
    expect((await runTo(0, ['token'], { home: plantToken(), environment: { GITHUB_ACTIONS: 'false' } })).stderr)
      .toBe('')
    const home = plantToken()
    const { stdout } = await runTo(0, ['token'], { home, environment: actions })
    const log = join(freshHome(), 'log')
    const { program } = await import('../support/cli.ts')
    execFileSync(
      'sh', ['-c', `node "${program}" token 2>"${log}"`],
      { env: { PATH: process.env['PATH'], OAUTH_WALK_HOME: home, ...actions } },
    )
    expect([stdout, readFileSync(log, 'utf8')]).toEqual([`${awkward}\n`, ''])
  })

  test('--github-output hands it on between lines that nobody can guess, and prints nothing', async () => {
    const home = plantToken()
    const file = join(freshHome(), 'output')
    writeFileSync(file, 'before=1\n')
    const environment = { ...actions, GITHUB_OUTPUT: file }
    const first = await runTo(0, ['token', '--github-output', 'token'], { home, environment })
    await runTo(0, ['token', '--github-output=other'], { home, environment })
    expect([first.stdout, first.stderr]).toEqual(['', containing('::add-mask::')])
    const outputs = [...readFileSync(file, 'utf8').matchAll(/^(\w+)<<(\S+)\n(.*)\n\2\n/gm)].map((
      [, name, delimiter, value],
    ) => ({ name, delimiter, value }))
    expect(outputs.map(({ name, value }) => [name, value])).toEqual([['token', awkward], ['other', awkward]])
    expect(new Set(outputs.map(({ delimiter }) => delimiter)).size).toBe(2)
  })

  test.each([
    ['a name with a line break', 'a\nb', { GITHUB_OUTPUT: '/dev/null' }, /--github-output/],
    ['no file', 'token', {}, /GITHUB_OUTPUT/],
    ['a file that can’t be written', 'token', { GITHUB_OUTPUT: '/nonexistent/output' }, /ENOENT/],
  ])('%s is refused', async (_, name, environment, says) => {
    const error = await runToError(2, ['token', `--github-output=${name}`], { home: plantToken(), environment })
    expect(error).toMatchObject({ code: 'setting-invalid' })
    expect(error['message']).toMatch(says)
  })
})

test('a token that was masked is not shown by --github-output’s failure', async () => {
  const { stderr, stdout } = await runInside(
    ['token', '--github-output', 'token'], { home: plantToken(), environment: { GITHUB_OUTPUT: '/nonexistent/x' } },
  )
  expect(`${stderr}${stdout}`).not.toContain(awkward)
})
