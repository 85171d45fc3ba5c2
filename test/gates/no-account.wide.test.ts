import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { run } from '../support/cli.ts'

const isRoot = process.getuid?.() === 0
const uid = 1_234_567

/** A folder that is this user's own, who has no account. */
function homeOfNobody(): string {
  const home = mkdtempSync(join(tmpdir(), 'oauth-walk-nobody-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  chownSync(home, uid, uid)
  return home
}

test('no-account: runs where the tests are root and may be another user', ({ skip }) => {
  if (!isRoot) skip('only root can start a program as a user without an account')
})

test.runIf(isRoot)('no-account: a user id without an entry signs in, refreshes and signs out in OAUTH_WALK_HOME', async () => {
  const above = homeOfNobody()
  const environment = { HOME: undefined, OAUTH_WALK_HOME: join(above, 'own'), NODE_COMPILE_CACHE: undefined }
  const as = async (...words: string[]) => run(words, { home: above, environment, uid })
  for (const words of [
    ['login', 'sandbox', '--auto', '--quiet'], ['token'], ['token', 'refresh'], ['userinfo'], ['profile', 'list'],
    ['logout'], ['profile', 'show'], ['__complete', 'login', ''],
  ]) {
    const { status, stderr } = await as(...words)
    expect([words[0], status, stderr]).toEqual([words[0], 0, expect.not.stringMatching(/SystemError|at .*\.cjs/)])
  }
})

test.runIf(isRoot)('no-account: without OAUTH_WALK_HOME it is exit 6 with the way out, and what needs no folder works', async () => {
  const above = homeOfNobody()
  const environment = { HOME: undefined, OAUTH_WALK_HOME: undefined, NODE_COMPILE_CACHE: undefined }
  expect(await run(['token', '--json'], { home: above, environment, uid })).toMatchObject({
    status: 6, stderr: expect.stringContaining('OAUTH_WALK_HOME') as string,
  })
  const { status, stderr } = await run(['provider', 'list'], { home: above, environment, uid })
  expect([status, stderr]).toEqual([0, ''])
  expect((await run(['--help'], { home: above, environment, uid })).status).toBe(0)
})
