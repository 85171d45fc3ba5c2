import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { walkInside } from '../support/inside.ts'
import { openStub } from '../support/stub-provider.ts'
import { documentOf } from '../support/walks.ts'
import { plantProfile } from './support.ts'

test.each<[string, Record<string, unknown>, string[], NodeJS.ProcessEnv, Record<string, string[]>]>([
  ['the flag of its own', { param: ['prompt=login', 'a=b'] }, ['--prompt', 'none'], {}, { prompt: ['none'], a: ['b'] }],
  ['--param', { prompt: 'login' }, ['--param', 'prompt=none'], {}, { prompt: ['none'] }],
  ['a variable', { 'max-age': 5 }, [], { OAUTH_WALK_PARAM: 'max_age=7000' }, { max_age: ['7000'] }],
])('a parameter that the profile has too is sent once, as it is given now: %s', async (_, kept, words, variables, sent) => {
  const stub = await openStub()
  const [home, { issuer, client }] = [freshHome(), stub]
  plantProfile(home, 'mine', { target: issuer, issuer, 'client-id': client.client_id, ...kept })
  const environment = { OAUTH_WALK_CLIENT_SECRET: client.client_secret, ...variables }
  const ended = await walkInside(['mine', '--port', '0', ...words], { home, environment })
  expect(ended.status, ended.stderr).toBe(0)
  const asked = stub.asked.find(({ endpoint }) => endpoint === 'authorize')?.parameters
  expect(Object.fromEntries(Object.keys(sent).map(name => [name, asked?.getAll(name)]))).toEqual(sent)
})

test.each<[string[], NodeJS.ProcessEnv, string, string]>([
  [['--prompt', 'login', '--param', 'prompt=none'], {}, 'setting-invalid', '--param prompt must be used without --prompt'],
  [['--max-age', '5', '--param', 'max_age=9'], {}, 'setting-invalid', '--param max_age must be used without --max-age'],
  [
    [], { OAUTH_WALK_LOGIN_HINT: 'a', OAUTH_WALK_PARAM: 'login_hint=b' }, 'setting-invalid',
    'OAUTH_WALK_PARAM login_hint must be used without OAUTH_WALK_LOGIN_HINT',
  ],
  [['--param', 'scope=a'], {}, 'parameter-protected', '--param may not set scope'],
])('a parameter that is given twice is refused before the browser: %s', async (words, environment, code, message) => {
  const stub = await openStub()
  const ended = await walkInside(
    [stub.issuer, '--client-id', 'app', '--port', '0', '--json', ...words], { home: freshHome(), environment },
  )
  expect([ended.status, documentOf(ended), stub.counts.authorize]).toMatchObject([
    2, { error: { code, message: expect.stringContaining(message) as string } }, 0,
  ])
})
