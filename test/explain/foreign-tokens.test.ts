import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (header: object, claims: object) => `${part({ alg: 'ES256', ...header })}.${part(claims)}.${'A'.repeat(86)}`
const common = { iss: 'https://op.example', aud: 'abc', iat: 1_790_000_000 }
const disabled = { 'https://schemas.openid.net/secevent/risc/event-type/account-disabled': { subject: {} } }

test.each([
  ['a security event (RFC 8417)', jwt({ typ: 'secevent+jwt' }, { ...common, jti: 'x', events: disabled })],
  ['a security event without a type', jwt({}, { ...common, jti: 'x', events: disabled })],
  ['a proof for a wallet', jwt({ typ: 'openid4vci-proof+jwt', jwk: {} }, { ...common, nonce: 'n-0S6_WzA2Mj' })],
  ['signed userinfo', jwt({}, { iss: common.iss, aud: 'abc', sub: '123456', name: 'Ada' })],
])('%s is not judged as a token of a login', async (_name, token) => {
  for (const input of [token, `HTTP/1.1 200 OK\nContent-Type: application/jwt\n\n${token}`]) {
    const { stdout } = await runInside(['explain', input, '--json'], { home: freshHome() })
    const { findings } = JSON.parse(stdout) as { findings: { gravity: string }[] }
    expect(findings.filter(({ gravity }) => gravity === 'broken')).toEqual([])
  }
})

test('a logout token of a type that says only that it tells an event is still one', async () => {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const token = jwt({ typ: 'secevent+jwt' }, { ...common, jti: 'x', exp: 1_790_000_100, events })
  const { stdout } = await runInside(['explain', token, '--lang', 'en'], { home: freshHome() })
  expect(stdout).toMatch(/logout token has neither sub nor sid/)
})
