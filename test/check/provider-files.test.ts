import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bash } from '../report/bash.ts'
import { listen, release } from '../support/ports.ts'
import type { Json } from '../support/walks.ts'
import { check, verdictsOf } from './support.ts'

/** A provider that names itself differently in one of its documents, and redirects wherever it is told to. */
const server = createServer((request, response) => {
  const origin = `http://127.0.0.1:${String(request.socket.localPort)}`
  const { pathname, searchParams } = new URL(request.url ?? '', origin)
  const endpoints = {
    authorization_endpoint: `${origin}/realms/x/protocol/openid-connect/auth`, token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/jwks`,
  }
  const metadata = (issuer: string) => JSON.stringify({
    issuer, ...endpoints, response_types_supported: ['code'], code_challenge_methods_supported: ['S256'],
  })
  request.resume()
  if (pathname === '/.well-known/openid-configuration') response.setHeader('content-type', 'application/json').end(
    metadata(origin),
  )
  else if (pathname === '/.well-known/oauth-authorization-server') response.setHeader(
    'content-type', 'application/json',
  ).end(metadata(`${origin}/`))
  else if (pathname.endsWith('/auth')) {
    const back = new URL(searchParams.get('redirect_uri') ?? origin)
    back.search = new URLSearchParams({ error: 'login_required', state: searchParams.get('state') ?? '' }).toString()
    response.writeHead(302, { location: back.href }).end()
  } else response.writeHead(404).end()
})

let issuer = ''
const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-test-'))
const [html, junit, sarif, baseline] = ['check.html', 'check.xml', 'check.sarif', 'known.json'].map(name =>
  join(folder, name)) as [string, string, string, string]
const put = (rules: string, ...more: string[]) => [
  issuer, '--i-operate', issuer, '--client-id', 'app', '--no-sign-in', '--probe', rules, ...more,
]
const words = (...more: string[]) => put('C01,C11', ...more)

beforeAll(async () => {
  issuer = await listen(server)
})
afterAll(() => release(server))

describe('a provider that breaks rules', () => {
  test('is written down as a page, for a build and for analysers, with the setting of the server that it looks like', async () => {
    const { status, document } = await check(words('--html', html, '--junit', junit, '--sarif', sarif))
    expect([status, verdictsOf(document), document['server']]).toEqual([3, { C01: 'FAIL', C11: 'FAIL' }, 'Keycloak'])
    expect((document['rules'] as Json[])[1]).toMatchObject({
      setting: { name: 'Clients → Settings → Valid redirect URIs' },
      repeat: expect.stringMatching(/^# .*\ncurl -i/s) as string,
    })
    const results = (JSON.parse(
      readFileSync(sarif, 'utf8'),
    ) as { runs: { results: { ruleId: string, level: string }[] }[] }).runs[0]?.results
    expect(results?.map(({ ruleId, level }) => [ruleId, level])).toEqual([['C01', 'error'], ['C11', 'error']])
    expect(readFileSync(junit, 'utf8')).toMatch(/tests="2" failures="2"/)
    expect(readFileSync(html, 'utf8')).toMatch(/<title>Check of http:\/\/127\.0\.0\.1:\d+ · oauth-walk<\/title>/)
  })

  test('is proven by hand: the command that is told gets the same answer', async () => {
    const { document } = await check(words())
    const script = join(folder, 'repeat.sh')
    writeFileSync(script, (document['rules'] as { repeat: string }[])[1]?.repeat ?? '')
    const { stdout } = await bash(script, [], { STATE: 'mine', NONCE: 'once' })
    expect(stdout).toMatch(/^HTTP\/1\.1 302 /)
    expect(stdout)
      .toMatch(/^location: https:\/\/oauth-walk-check\.invalid\/callback\?error=login_required&state=mine\r$/mi)
  })

  test('fails a build only from the severity on that is asked about', async () => {
    const { status, document } = await check(words('--fail-on', 'critical', '--junit', junit))
    expect([status, (document['error'] as Json)['message'], document['fail_on']]).toEqual([
      3, 'Broken: C11 redirect-unregistered', 'critical',
    ])
    expect(readFileSync(junit, 'utf8')).toMatch(/tests="2" failures="1"/)
  })

  test('ends with 0 once the baseline knows its failures, and says which it knows', async () => {
    expect((await check(words('--baseline', baseline, '--update-baseline'))).status).toBe(0)
    const { status, stdout } = await check(words('--baseline', baseline), {}, [])
    expect([status, stdout.match(/✗ FAIL.*/g)?.map(line => line.trim().split(/ {2,}/).at(-1))]).toEqual([
      0, ['known', 'known'],
    ])
  })

  test('ends with 3 by what the baseline does not know', async () => {
    const known = join(folder, 'one.json')
    expect((await check(put('C01', '--baseline', known, '--update-baseline'))).status).toBe(0)
    const { status, document } = await check(words('--baseline', known))
    expect([status, (document['error'] as Json)['message']]).toEqual([3, 'Broken: C11 redirect-unregistered'])
  })
})

test('one document at most goes to stdout', async () => {
  const { status, document } = await check(['sandbox', '--auto', '--html', '-', '--junit', '-'])
  expect([status, (document['error'] as Json)['code']]).toEqual([2, 'setting-invalid'])
})
