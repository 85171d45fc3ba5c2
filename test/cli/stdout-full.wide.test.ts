import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, openSync, closeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/messages/en/index.ts'
import { compiled, freshHome, program } from '../support/cli.ts'
import { plantSession } from './support.ts'
import { copyLogin } from './signed-in.ts'
import { sampled } from '../support/wide.ts'

/** Runs the program with a stdout on which nothing has room, or with one that is open for reading only. */
function runFull(
  home: string, words: readonly string[], file = '/dev/full', flags = 'w',
): { status: number | null, stderr: string } {
  const full = openSync(file, flags)
  try {
    const env = { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', ...compiled }
    return spawnSync(process.execPath, [program, ...words], { env, stdio: ['ignore', full, 'pipe'], encoding: 'utf8' })
  } finally {
    closeSync(full)
  }
}

describe.runIf(existsSync('/dev/full'))('a stdout that takes nothing is told, with exit 6', () => {
  test.each(sampled([
    '--version', '--help', 'login --help', 'provider list', 'provider show github', 'profile list',
    'profile list --json', 'completion bash', 'token', 'token --json', 'token show',
    'token refresh', 'userinfo', 'userinfo --json', 'login sandbox --auto --json --port 0',
    'login sandbox --auto --events --port 0', 'login sandbox --auto --har - --port 0', 'sandbox --misbehave list',
    'token --no-such-flag --json',
  ], 3))('by %s', async (line) => {
    const home = freshHome()
    if (/^(?:token|userinfo|profile)/.test(line)) await copyLogin(home)
    const { status, stderr } = runFull(home, line.split(' '))
    if (line.includes('no-such-flag')) expect([status, stderr]).toEqual([2, expect.stringContaining('no-such-flag')])
    else expect([status, stderr]).toEqual([
      6, expect.stringContaining(en.failures['stdout-unwritable']({ errno: 'ENOSPC' }).message),
    ])
  })

  test('in Chinese too, and with the walk’s session kept', () => {
    const home = freshHome()
    expect(runFull(home, ['login', 'sandbox', '--auto', '--json', '--port', '0', '--lang', 'zh']))
      .toMatchObject({ status: 6, stderr: expect.stringContaining('结果无法写入标准输出（ENOSPC）') as unknown })
    expect(execFileSync(
      process.execPath, [program, 'token'],
      { env: { PATH: process.env['PATH'], HOME: home, OAUTH_WALK_HOME: join(home) }, encoding: 'utf8' },
    )).not.toBe('')
  })
})

describe('a stdout that is not open for writing is told, with exit 6', () => {
  test.each([
    ['en', 'stdout is not open for writing.'], ['zh', '标准输出没有以可写方式打开。'],
  ])('and no advice to free space, in %s', (language, cause) => {
    const home = freshHome()
    plantSession(home, 'http://127.0.0.1:9')
    for (const line of ['token', 'token show', '--version']) {
      const { status, stderr } = runFull(home, [...line.split(' '), '--lang', language], fileURLToPath(import.meta.url), 'r')
      expect([line, status, stderr]).toEqual([line, 6, expect.stringContaining(cause)])
      expect(stderr).not.toContain('df .')
    }
  })
})
