import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'

const sandbox = ['sandbox', '--auto', '--port', '0', '--json']

async function hintOf(words: readonly string[], home: string, environment: Record<string, string> = {}) {
  const ended = await walkInside([...sandbox, ...words], { home, environment })
  const { error } = documentOf(ended) as { error?: { hint: string } }
  return { status: ended.status, lines: error?.hint.split('\n') ?? [] }
}

test('--no-pkce of the profile is taken back by the next command, which works and keeps that', async () => {
  const home = freshHome()
  expect((await walkInside([...sandbox, '--no-pkce'], { home })).status).toBe(0)
  const refused = await hintOf(['--client-id', 'oauth-walk-public'], home)
  expect(refused).toEqual({
    status: 3, lines: [
      '--no-pkce comes from the profile "sandbox": the next command takes it back',
      'OAUTH_WALK_NO_PKCE=0 oauth-walk login sandbox --auto --client-id oauth-walk-public --port 0',
    ],
  })
  const again = ['--client-id', 'oauth-walk-public']
  expect((await hintOf(again, home, { OAUTH_WALK_NO_PKCE: '0' })).status).toBe(0)
  expect((await hintOf(again, home)).status).toBe(0)
})

test('--auth-method none is the cause where a secret is there, and is left out', async () => {
  const home = freshHome()
  const { lines } = await hintOf(['--auth-method', 'none'], home)
  expect(lines).toEqual(['Leave --auth-method none out', 'oauth-walk login sandbox --auto --port 0'])
  const chinese = await hintOf(['--lang', 'zh'], home, { OAUTH_WALK_AUTH_METHOD: 'none' })
  expect(chinese.lines).toEqual([
    '--auth-method 由 OAUTH_WALK_AUTH_METHOD 设置，下面的命令只在这一次撤销它；要长期生效，请取消该环境变量',
    'OAUTH_WALK_AUTH_METHOD= oauth-walk login sandbox --auto --port 0',
  ])
})

test('a resource that is refused is left out, and one that is no absolute URI is never sent', async () => {
  const home = freshHome()
  const { lines } = await hintOf(['--resource', 'https://x.example'], home)
  expect(lines.at(-1)).toBe('oauth-walk login sandbox --auto --port 0')
  for (const resource of ['not a uri', 'https://x.example/#a', '/api']) {
    const ended = await walkInside([...sandbox, '--resource', resource], { home })
    expect([ended.status, documentOf(ended)]).toMatchObject([2, { error: { code: 'setting-invalid' } }])
  }
})

test('what contradicts --fapi2 is taken back where it stands', async () => {
  const home = freshHome()
  const { lines } = await hintOf(['--fapi2', 'security'], home, { OAUTH_WALK_NO_PKCE: '1' })
  expect(lines).toEqual([
    'OAUTH_WALK_NO_PKCE=0 oauth-walk login sandbox --auto --port 0 --fapi2 security',
    'oauth-walk login sandbox --auto --port 0',
  ])
  const both = await hintOf(['--no-pkce'], home, { OAUTH_WALK_FAPI2: 'security' })
  expect(both.lines).toEqual([
    'oauth-walk login sandbox --auto --port 0', 'oauth-walk login sandbox --auto --port 0 --no-pkce --fapi2 off',
  ])
})

test.each(['foo', ''])('a scope that the sandbox does not know is no refusal: "%s"', async (scope) => {
  const ended = await walkInside([...sandbox, '--scope', scope], { home: freshHome() })
  const { error } = documentOf(ended) as { error: { hint: string, provider: { error: string } } }
  expect([ended.status, error.provider.error]).toEqual([3, 'invalid_scope'])
  expect(error.hint.split('\n').at(-1)).toBe('oauth-walk login sandbox --auto --port 0 --scope openid')
  expect((await walkInside([...sandbox, '--scope', 'openid foo'], { home: freshHome() })).status).toBe(0)
})
