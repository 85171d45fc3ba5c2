import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { openMcp } from '../sandbox/mcp/support.ts'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, program, start } from '../support/cli.ts'

const script = fileURLToPath(new URL('../../examples/check/check.sh', import.meta.url))

/** Runs the script as a build job would. */
async function runScript(resources: string[], environment: NodeJS.ProcessEnv = {}, file = script) {
  const reports = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  const child = spawn('sh', [file, ...resources], {
    env: {
      PATH: process.env['PATH'], LANG: 'C.UTF-8', OAUTH_WALK_HOME: freshHome(),
      OAUTH_WALK_PROGRAM: `${process.execPath} ${program}`,
      REPORTS: reports, RETRY_SECONDS: '0', ...environment,
    },
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => stderr += chunk.toString())
  child.stdout.resume()
  const status = await new Promise(resolve => child.once('close', resolve))
  const files = Object.fromEntries(
    readdirSync(reports).sort().map(name => [name, readFileSync(join(reports, name), 'utf8')]),
  )
  return { status, stderr, files, failures: Object.values(files).map(text => /failures="(\d)"/.exec(text)?.[1]) }
}

test('the example writes a file for each server, and ends with the gravest exit code', async () => {
  const resources = [
    (await openMcp({ misbehave: 'mcp-no-server' })).resource,
    (await openMcp({ misbehave: 'mcp-pkce-missing' })).resource, (await openMcp()).resource,
  ]
  expect(await runScript(resources)).toMatchObject({ status: 4, failures: ['1', '1', '0'] })
})

describe('where a server was not checked, it ends by that, and never with 0', () => {
  /** A program that ends with the number in the address. */
  function ending(): NodeJS.ProcessEnv {
    const file = join(mkdtempSync(join(tmpdir(), 'oauth-walk-test-')), 'program')
    writeFileSync(file, '#!/bin/sh\nexit "${2##*/}"\n', { mode: 0o755 })
    return { OAUTH_WALK_PROGRAM: file, RETRY_ATTEMPTS: '1' }
  }

  test.each([1, 2, 6, 126, 137, 143, 255])('the program ended with %i', async (code) => {
    expect((await runScript([`https://a/${code}`, 'https://a/4', 'https://a/0'], ending())).status).toBe(code)
  })

  test('there is no such program', async () => {
    expect(
      (await runScript(['https://a/0'], { OAUTH_WALK_PROGRAM: 'oauth-walk-that-is-not-installed' })).status,
    ).toBe(127)
  })

  test('no server is named', async () => {
    expect((await runScript([], ending())).status).toBe(2)
  })

  test.each([
    [['0', '5', '3', '4'], 4], [['3', '5', '0'], 3], [['0', '5'], 5], [['0', '0'], 0],
  ])('of %j the gravest is %i', async (codes, gravest) => {
    expect((await runScript(codes.map(code => `https://a/${code}`), ending())).status).toBe(gravest)
  })
})

test('the job of GitLab installs the program before it runs the script', () => {
  const jobs = parse(
    readFileSync(new URL('../../examples/check/gitlab-ci.yml', import.meta.url), 'utf8'),
  ) as Record<string, { script: string[] }>
  const scripts = Object.values(jobs).map(({ script }) => script)
  expect(scripts.map(([first]) => first))
    .toEqual(scripts.map(() => 'npm install --global --ignore-scripts oauth-walk@^0.1.0'))
})

test('it tries again where nothing answered, and no more than it was told', async () => {
  const { status, stderr } = await runScript(['http://127.0.0.1:9/mcp'], { RETRY_ATTEMPTS: '2' })
  expect([status, stderr.match(/attempt \d of 2/g)]).toEqual([5, ['attempt 1 of 2']])
})

describe('the example for a provider', () => {
  const provider = fileURLToPath(new URL('../../examples/check/provider.sh', import.meta.url))

  /** A provider of its own process, as it would be deployed, with the client that the job uses. */
  async function serve(...words: string[]) {
    const serving = start(['sandbox', ...words, '--json'], { home: freshHome() })
    onTestFinished(() => void serving.child.kill('SIGTERM'))
    const [line] = await serving.sees('stdout', /^\{.*\}\n/)
    const { issuer, clients } = JSON.parse(line) as {
      issuer: string
      clients: Record<'client_id' | 'client_secret', string>[]
    }
    return { ISSUER: issuer, CLIENT_ID: clients[0]?.client_id, OAUTH_WALK_CLIENT_SECRET: clients[0]?.client_secret }
  }

  test('fails by the rule that is broken, and writes it down three times', async () => {
    const served = await serve('--misbehave', 'weak-redirect-unregistered')
    const { status, files } = await runScript([], { ...served, RULES: 'C01,C11' }, provider)
    expect([status, Object.keys(files)]).toEqual([3, ['provider.html', 'provider.sarif', 'provider.xml']])
    expect([
      files['provider.xml']?.match(/tests="\d+" failures="\d+"/)?.[0], files['provider.html']?.includes('C11'),
    ]).toEqual(
      ['tests="2" failures="1"', true],
    )
  })

  test('signs in by the program that takes the place of the browser', async () => {
    const browser = scriptedBrowser()
    const { status, files } = await runScript(
      [], { ...await serve(), RULES: 'C19', OAUTH_WALK_PORT: '0', BROWSER_COMMAND: browser.command }, provider,
    )
    expect([status, files['provider.xml']?.match(/tests="1" failures="0" errors="0" skipped="0"/)?.length])
      .toEqual([0, 1])
  })

  test('tries again where the provider could not be reached, and has something to show for it', async () => {
    const { status, stderr, files } = await runScript(
      [], { ISSUER: 'http://127.0.0.1:9', CLIENT_ID: 'app', RETRY_ATTEMPTS: '2' }, provider,
    )
    expect([status, stderr.match(/attempt \d of 2/g)]).toEqual([5, ['attempt 1 of 2']])
    expect(files['provider.xml']).toMatch(/errors="1" skipped="\d+"/)
  })
})
