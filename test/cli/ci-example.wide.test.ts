import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { freshHome, program } from '../support/cli.ts'
import { refusal, startStub, tokens, type StubProvider } from './stub-provider.ts'

const script = fileURLToPath(new URL('../../examples/ci/with-token.sh', import.meta.url))

interface Finished { status: number | null, stdout: string, stderr: string }

const shows = [
  'sh', '-c',
  'echo "token=$OAUTH_WALK_ACCESS_TOKEN refresh=${OAUTH_WALK_REFRESH_TOKEN-none} secret=${OAUTH_WALK_CLIENT_SECRET-none}"; exit 9',
]

/** Runs the script as a pipeline would: a shell, a seeded refresh token, and a command that shows its environment. */
async function runScript(stub: StubProvider, environment: NodeJS.ProcessEnv = {}, command = shows): Promise<Finished> {
  const child = spawn('sh', [script, ...command], {
    env: {
      PATH: process.env['PATH'], LANG: 'C.UTF-8', OAUTH_WALK_HOME: freshHome(),
      OAUTH_WALK_PROGRAM: `${process.execPath} ${program}`, RETRY_SECONDS: '0',
      OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_CLIENT_ID: 'job', OAUTH_WALK_CLIENT_SECRET: 'job-secret',
      OAUTH_WALK_REFRESH_TOKEN: 'seed', ...environment,
    },
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => said.stdout += chunk.toString())
  child.stderr.on('data', (chunk: Buffer) => said.stderr += chunk.toString())
  return new Promise(resolve => child.once('close', status => resolve({ status, ...said })))
}

test('the CI example hands the token to the command, and nothing that could get more of them', async () => {
  const stub = await startStub()
  const { status, stdout, stderr } = await runScript(stub, { GITHUB_ACTIONS: 'true' })
  expect({ status, stdout }).toEqual({ status: 9, stdout: 'token=stub-access-1/+= refresh=none secret=none\n' })
  expect(stderr).toBe('::add-mask::stub-access-1/+=\n')
})

test('without a command there is no job that succeeds', async () => {
  const stub = await startStub()
  const { status, stderr } = await runScript(stub, {}, [])
  expect([status, stderr, stub.seenAt('/token')]).toEqual([2, expect.stringContaining('the command to run'), []])
})

test('it tries again where the network failed, and no more than it was told', async () => {
  let unreachable = 2
  const stub = await startStub({
    '/token': () => {
      unreachable -= 1
      return unreachable >= 0
        ? { status: 200, headers: { 'content-length': '999', connection: 'close' }, body: 'cut off' }
        : { body: tokens(1) }
    },
  })
  const late = await runScript(stub, { OAUTH_WALK_HTTP_TIMEOUT: '10' })
  expect([late.status, late.stderr.match(/attempt \d of 4 failed/g)]).toEqual([
    9, ['attempt 1 of 4 failed', 'attempt 2 of 4 failed'],
  ])
  await stub.close()
  const never = await runScript(stub, { RETRY_ATTEMPTS: '3' })
  expect([never.status, never.stdout, never.stderr.match(/attempt \d of 3 failed/g)?.length]).toEqual([5, '', 2])
})

test('it tries again where the provider itself failed', async () => {
  let failing = 1
  const stub = await startStub({
    '/token': () => {
      failing -= 1
      return failing >= 0 ? { status: 502, body: 'Bad Gateway' } : { body: tokens(1) }
    },
  })
  const { status, stderr } = await runScript(stub)
  expect([status, stderr.match(/attempt \d of 4 failed/g)]).toEqual([9, ['attempt 1 of 4 failed']])
})

test.each([['invalid_grant', 7], ['invalid_client', 3]])('it does not try again after %s, which is exit %i', async (
  error, expected,
) => {
  const stub = await startStub({ '/token': () => refusal(error) })
  const { status, stdout, stderr } = await runScript(stub)
  expect([status, stdout, stub.seenAt('/token').length]).toEqual([expected, '', 1])
  expect(stderr).not.toContain('attempt')
  expect(stderr).toContain(error)
})
