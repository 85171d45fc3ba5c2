import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runJson, runTo } from './inside.ts'
import { containing, plantProfile, plantSession } from './support.ts'
import { startStub, type Said } from './stub-provider.ts'

const refusal: Said = {
  status: 401, body: { detail: 'body of 401' },
  headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="it is over"' },
}

/** A session whose access token every resource refuses, at a provider that answers a refresh so. */
async function refusedEverywhere(refresh: Said) {
  const stub = await startStub({ '/token': () => refresh, '/userinfo': () => refusal, '/mcp': () => refusal })
  const home = freshHome()
  plantSession(home, stub.issuer)
  plantProfile(home, 'default', {
    target: `${stub.issuer}/mcp`, issuer: stub.issuer, 'client-id': 'walker', 'protected-resource': `${stub.issuer}/mcp`,
  })
  return { issuer: stub.issuer, home }
}

const refreshes: [number, string, Said][] = [
  [7, 'session-ended', { status: 400, body: { error: 'invalid_grant' } }],
  [3, 'refresh-refused', { status: 503, body: { error: 'temporarily_unavailable' } }],
  [3, 'unreadable-answer', { body: 'no tokens', headers: { 'content-type': 'text/html' } }],
]

describe.each(refreshes)('where the token is refused and the refresh ends with %i (%s)', (status, code, refresh) => {
  test.each([
    ['userinfo', '/userinfo', () => ['userinfo']],
    ['api', '/userinfo', (issuer: string) => ['api', `${issuer}/userinfo?a=b`]],
    ['mcp', '/mcp', () => ['mcp']],
  ] as const)('%s tells of both', async (_name, path, words) => {
    const { issuer, home } = await refusedEverywhere(refresh)
    const refused = { url: `${issuer}${path}`, status: 401, error: 'invalid_token', error_description: 'it is over' }
    expect(await runJson(status, words(issuer), { home })).toMatchObject({ ok: false, error: { code, refused } })
  })
})

test('in words, the refusal stands below what failed', async () => {
  for (const [flags, words] of [
    [[], '/userinfo refused the request (status 401: invalid_token: it is over), so another token was needed.'],
    [['--lang', 'zh'], '/userinfo 拒绝了请求（状态码 401：invalid_token: it is over），因此需要换一个令牌。'],
  ] as const) {
    const { home } = await refusedEverywhere({ status: 503 })
    expect((await runTo(3, [...flags, 'userinfo'], { home })).stderr).toContain(words)
  }
})

test('api gives the answer that was refused: its body, its fields with --include, all of it in the document', async () => {
  const { issuer, home } = await refusedEverywhere({ status: 503 })
  const address = `${issuer}/userinfo`
  expect((await runTo(3, ['api', address], { home })).stdout).toBe('{"detail":"body of 401"}')
  expect((await runTo(3, ['api', address, '--include'], { home })).stdout)
    .toMatch(/^HTTP 401\r\n(?:.*\r\n)*www-authenticate: Bearer error="invalid_token".*\r\n(?:.*\r\n)*\r\n\{"detail"/)
  expect(await runJson(3, ['api', address], { home })).toMatchObject({
    ok: false, status: 401, body: containing('body of 401'), headers: { 'www-authenticate': containing('it is over') },
    error: { code: 'refresh-refused', provider: { status: 503 } },
  })
})

test('a refresh that nothing refused before names no refusal', async () => {
  const { issuer, home } = await refusedEverywhere({ status: 503 })
  plantSession(home, issuer, { expires_at: Date.now() + 1000 })
  expect((await runJson(3, ['api', `${issuer}/userinfo`], { home }))['error']).not.toHaveProperty('refused')
})
