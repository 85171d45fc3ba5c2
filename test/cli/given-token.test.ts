import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runTo, runToError } from './inside.ts'
import { containing, matching, plantSession } from './support.ts'
import { startStub } from './stub-provider.ts'

const refused = { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
const lacking = { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="more"' } }
const withoutLogin = { hint: matching(/\nunset OAUTH_WALK_ACCESS_TOKEN$/) }

async function startRefusing() {
  const stub = await startStub({
    '/userinfo': () => refused, '/bare': () => ({ status: 401 }), '/scope': () => lacking,
    '/mcp': () => refused, '/introspect': () => ({ body: { active: false } }),
  })
  const environment = {
    OAUTH_WALK_ACCESS_TOKEN: 'bogus', OAUTH_WALK_ISSUER: stub.issuer, OAUTH_WALK_CLIENT_ID: 'walker',
    OAUTH_WALK_ALLOW_ORIGIN: stub.issuer,
  }
  return { stub, options: { home: freshHome(), environment } }
}

test('a refused token of OAUTH_WALK_ACCESS_TOKEN is told as that: no login replaces the variable', async () => {
  const { stub, options } = await startRefusing()
  for (const words of [
    ['userinfo'], ['api', `${stub.issuer}/userinfo`], ['api', `${stub.issuer}/bare`], ['mcp', `${stub.issuer}/mcp`],
  ]) {
    expect(await runToError(3, words, options), words.join(' ')).toMatchObject({
      ...withoutLogin, cause: containing('The token of OAUTH_WALK_ACCESS_TOKEN was refused'),
    })
  }
  const { stderr } = await runTo(3, ['userinfo', '--lang', 'zh'], options)
  expect(stderr).toContain('OAUTH_WALK_ACCESS_TOKEN 里的令牌被拒绝')
  expect(stderr).toContain('unset OAUTH_WALK_ACCESS_TOKEN')
})

test('one that lacks a scope is told as that too', async () => {
  const { stub, options } = await startRefusing()
  expect(await runToError(3, ['api', `${stub.issuer}/scope`], options)).toMatchObject({
    ...withoutLogin, cause: containing('OAUTH_WALK_ACCESS_TOKEN may not do this: it lacks the scope "more"'),
  })
  stub.endpoints['/userinfo'] = () => ({ status: 403 })
  expect(await runToError(3, ['userinfo'], options)).toMatchObject({
    ...withoutLogin, cause: containing('it lacks the scope, or is meant'),
  })
})

test('beside a profile the variable is still what was refused', async () => {
  const { stub, options } = await startRefusing()
  plantSession(options.home, stub.issuer)
  const environment = { OAUTH_WALK_ACCESS_TOKEN: 'bogus' }
  expect(await runToError(3, ['userinfo'], { ...options, environment })).toMatchObject(withoutLogin)
})

test('introspect does not send whoever set the variable to a login', async () => {
  const { stub, options } = await startRefusing()
  const environment = {
    ...options.environment, OAUTH_WALK_INTROSPECTION_ENDPOINT: `${stub.issuer}/introspect`,
  }
  const { stderr } = await runTo(0, ['introspect'], { ...options, environment })
  expect(stderr).toContain('unset OAUTH_WALK_ACCESS_TOKEN')
  expect(stderr).not.toContain('oauth-walk login')
})
