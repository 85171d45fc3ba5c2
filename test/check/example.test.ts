import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openMcp } from '../sandbox/mcp/support.ts'
import { freshHome, program } from '../support/cli.ts'

const script = fileURLToPath(new URL('../../examples/check/check.sh', import.meta.url))

/** Runs the script as a build job would. */
async function runScript(resources: string[], environment: NodeJS.ProcessEnv = {}) {
  const reports = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
  const child = spawn('sh', [script, ...resources], {
    env: {
      PATH: process.env['PATH'], LANG: 'C.UTF-8', OAUTH_WALK_HOME: freshHome(), OAUTH_WALK_PROGRAM: `${process.execPath} ${program}`,
      REPORTS: reports, RETRY_SECONDS: '0', ...environment,
    },
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => stderr += chunk.toString())
  child.stdout.resume()
  const status = await new Promise(resolve => child.once('close', resolve))
  return { status, stderr, failures: readdirSync(reports).sort().map(name => /failures="(\d)"/.exec(readFileSync(join(reports, name), 'utf8'))?.[1]) }
}

test('the example writes a file for each server, and ends with the gravest exit code', async () => {
  const resources = [(await openMcp({ misbehave: 'mcp-no-server' })).resource, (await openMcp({ misbehave: 'mcp-pkce-missing' })).resource, (await openMcp()).resource]
  expect(await runScript(resources)).toMatchObject({ status: 4, failures: ['1', '1', '0'] })
})

test('it tries again where nothing answered, and no more than it was told', async () => {
  const { status, stderr } = await runScript(['http://127.0.0.1:9/mcp'], { RETRY_ATTEMPTS: '2' })
  expect([status, stderr.match(/attempt \d of 2/g)]).toEqual([5, ['attempt 1 of 2']])
})
