import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { freshHome, program } from '../support/cli.ts'

/** Runs a command in a network of its own that has 127.0.0.1 and no [::1]. */
function runWithoutIpv6(words: readonly string[], home: string) {
  const script = 'ip link set lo up && { ip -6 addr del ::1/128 dev lo 2>/dev/null; exec "$0" "$@"; }'
  return spawnSync('unshare', ['-n', 'sh', '-c', script, ...words], { encoding: 'utf8', timeout: 25_000, env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OAUTH_WALK_HOME: home } })
}

const canUnshare = runWithoutIpv6(['true'], '/').status === 0

test('L06: runs where this user may make a network of his own, as root may on Linux', ({ skip }) => {
  if (canUnshare) return
  expect(process.platform !== 'linux' || process.getuid?.() !== 0 || spawnSync('unshare', ['-n', 'true']).status !== 0 || spawnSync('ip', ['-V']).status !== 0).toBe(true)
  skip('no network of its own can be made here')
})

test.runIf(canUnshare)('L06: a walk at 127.0.0.1 needs no IPv6 and does not warn of it', () => {
  const { status, stdout, stderr } = runWithoutIpv6([process.execPath, program, 'login', 'sandbox', '--auto', '--port', '0'], freshHome())
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ sub: '123456' })
  expect(stderr).not.toMatch(/IPv6|::1|^!/m)
})

test.runIf(canUnshare)('L06: a walk at localhost binds the address that there is', () => {
  const { status, stderr } = runWithoutIpv6([process.execPath, program, 'login', 'sandbox', '--auto', '--redirect-uri', 'http://localhost/callback', '--port', '0'], freshHome())
  expect(status, stderr).toBe(0)
})
