import { describe, expect, onTestFinished, test } from 'vitest'
import { checkIssuer } from '../../src/protocol/metadata.ts'
import { requireIssuerForm } from '../../src/protocol/issuer-form.ts'
import { publishing } from '../walk/failures/start.ts'
import { startStub } from '../support/stub-provider.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { processorTime } from '../support/processor-time.ts'

const meant = (text: string) => {
  try {
    requireIssuerForm(text)
    return undefined
  } catch (error) {
    return (error as { details: { issuer: string } }).details.issuer
  }
}

describe('issuer: the right form of what was given', () => {
  test.each([
    ['accounts.example.com', 'https://accounts.example.com'],
    ['accounts.example.com/tenant', 'https://accounts.example.com/tenant'], ['//op.example', 'https://op.example'],
    ['op.example:8443/x', 'https://op.example:8443/x'],
    ['localhost:8080', 'http://localhost:8080'], ['127.0.0.1:8080/realms/a', 'http://127.0.0.1:8080/realms/a'],
    ['[::1]:8080', 'http://[::1]:8080'], ['keycloak:8080', 'https://keycloak:8080'],
    ['127.1:8080', 'http://127.1:8080'],
    ['https://op.example/.well-known/openid-configuration', 'https://op.example'],
    ['https://op.example/t/.well-known/openid-configuration/', 'https://op.example/t'],
    ['HTTPS://op.example/.well-known/openid-configuration?x=1#y', 'HTTPS://op.example'],
    ['https://op.example/.well-known/oauth-authorization-server/tenant/1', 'https://op.example/tenant/1'],
    ['op.example/.well-known/openid-configuration', 'https://op.example'],
    ['localhost:8080/.well-known/openid-configuration', 'http://localhost:8080'],
  ])('%s means %s', (given, issuer) => expect(meant(given)).toBe(issuer))

  test.each([
    'https://op.example', 'https://op.example/', 'https://op.example/well-known/openid-configuration', 'sandbox',
    'github', 'javascript:x', '', 'a b.c', 'https://op.example/.well-known/jwks.json',
  ])('%s is left to others', (given) => {
    expect(meant(given)).toBeUndefined()
  })
})

test('issuer: 100,000 characters of a host are looked at in no time', async () => {
  const took = await processorTime(() => {
    for (const part of ['a.', 'a-', '.well-known/', '/', '[::']) meant(part.repeat(100_000 / part.length))
  })
  expect(took).toBeLessThan(300)
})

test('issuer H02: one that is spelled otherwise is refused, with the provider’s spelling', async () => {
  for (const [asked, published, respelt] of [
    ['https://op.example', 'https://op.example/', true], ['https://op.example/a/', 'https://op.example/a', true],
    ['https://OP.example', 'https://op.example', true], ['https://op.example:443', 'https://op.example', true],
    ['https://op.example', 'https://op.example/a', false], ['https://op.example', 'http://op.example', false],
  ] as const) {
    expect(checkIssuer(asked, { issuer: published })).toMatchObject({
      ok: false, ...respelt ? { because: { code: 'issuer-respelt', facts: [published] } } : {},
    })
    if (!respelt) expect(checkIssuer(asked, { issuer: published }).because).toBeUndefined()
  }
  const stub = await startStub()
  onTestFinished(async () => stub.close())
  stub.reset(publishing((good, { issuer }) => ({ ...good, issuer: `${issuer}/` })))
  const { status, stderr } = await runInside(['login', stub.issuer, '--client-id', 'x'], { home: freshHome() })
  expect([status, stderr]).toEqual([4, expect.stringContaining(`next: oauth-walk login ${stub.issuer}/`)])
})

test('issuer: a target without https:// and a flag are told alike, before anything is asked', async () => {
  for (const words of [['login', 'op.example'], ['login', '--issuer', 'op.example']]) {
    const { status, stderr } = await runInside([...words, '--client-id', 'x'], { home: freshHome() })
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(
        /op\.example has no https:\/\/ before it[^]*next: oauth-walk login https:\/\/op\.example --client-id x$/m,
      ),
    ])
  }
})
