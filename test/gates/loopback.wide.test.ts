import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { compiled, freshHome, program } from '../support/cli.ts'
import { skipWithoutNetworks } from '../support/own-network.ts'

const networks = {
  'without IPv6': 'ip link set lo up && { ip -6 addr del ::1/128 dev lo 2>/dev/null; exec "$0" "$@"; }',
  'without IPv4': 'ip link set lo up && { ip -4 addr del 127.0.0.1/8 dev lo 2>/dev/null; exec "$0" "$@"; }',
}

/** Runs a command in a network of its own, which has only some of the loopback addresses. */
function runIn(network: keyof typeof networks, words: readonly string[], home: string) {
  return spawnSync(
    'unshare', ['-n', 'sh', '-c', networks[network], ...words],
    {
      encoding: 'utf8', timeout: 25_000,
      env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OAUTH_WALK_HOME: home, ...compiled },
    },
  )
}

const login = (network: keyof typeof networks, ...words: string[]) =>
  runIn(network, [process.execPath, program, 'login', ...words], freshHome())
const canUnshare = runIn('without IPv6', ['true'], '/').status === 0
const hasIpv6 = canUnshare && runIn('without IPv4', ['grep', '-q', 'lo$', '/proc/net/if_inet6'], '/').status === 0
const endpoints = [
  '--authorization-endpoint', 'https://op.example/a', '--token-endpoint', 'https://op.example/t', '--client-id', 'x',
]

test('L06, loopback: runs where this user may make a network of his own, as root may on Linux', ({ skip }) => {
  if (!canUnshare) skipWithoutNetworks(skip)
})

test.runIf(canUnshare)('L06, loopback: a walk at 127.0.0.1 needs no IPv6 and does not warn of it', () => {
  const { status, stdout, stderr } = login('without IPv6', 'sandbox', '--auto', '--port', '0')
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ sub: '123456' })
  expect(stderr).not.toMatch(/IPv6|::1|^!/m)
})

test.runIf(canUnshare)('L06, loopback: a walk at localhost binds the address that there is', () => {
  expect(
    login('without IPv6', 'sandbox', '--auto', '--redirect-uri', 'http://localhost/callback', '--port', '0').status,
  ).toBe(0)
})

test.runIf(canUnshare)('loopback: [::1] without IPv6 is told, with what there is', () => {
  const { status, stderr } = login('without IPv6', ...endpoints, '--redirect-uri', 'http://[::1]:8765/cb')
  expect([status, stderr]).toEqual([
    5,
    expect.stringMatching(
      /no \[::1\] to listen on[^]*It has 127\.0\.0\.1\.[^]*--redirect-uri http:\/\/127\.0\.0\.1:8765\/cb$/m,
    ),
  ])
})

test.runIf(hasIpv6)('loopback: the sandbox lives at [::1] where there is no IPv4', () => {
  const { status, stdout, stderr } = login('without IPv4', 'sandbox', '--auto', '--port', '0')
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    sub: '123456', picture: expect.stringMatching(/^http:\/\/\[::1\]:\d+\//) as string,
  })
})

test.runIf(hasIpv6)('loopback: a walk at localhost binds [::1] where there is no IPv4', () => {
  expect(
    login('without IPv4', 'sandbox', '--auto', '--redirect-uri', 'http://localhost/callback', '--port', '0').status,
  ).toBe(0)
})

test.runIf(hasIpv6)('loopback: 127.0.0.1 without IPv4 is told, with the redirect URI that works', () => {
  const { status, stdout, stderr } = login('without IPv4', ...endpoints, '--json')
  expect([status, stderr]).toEqual([
    5,
    expect.stringMatching(
      /no 127\.0\.0\.1 to listen on[^]*It has ::1\.[^]*--redirect-uri 'http:\/\/\[::1\]:8765\/callback'$/m,
    ),
  ])
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'loopback-missing', exit_code: 5 } })
})
