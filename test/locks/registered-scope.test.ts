import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { openRegisteringStub, type Registering } from '../support/registering-stub.ts'
import type { Json } from '../support/walks.ts'
import { findingsOf, kept, login } from './registering.ts'

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** A provider that says of a client, when asked, what it was last told. */
async function openManaging(others: Registering = {}) {
  let now: Json = {}
  const said = await openRegisteringStub({
    ...others,
    answer: (good) => {
      now = good
      return { status: 201, body: good }
    },
    manage: (method, body) => ({ body: now = method === 'PUT' ? { ...now, ...body } : now }),
  })
  return said
}

async function asked({ stub }: { stub: Awaited<ReturnType<typeof openRegisteringStub>>['stub'] }) {
  return stub.asked.filter(({ endpoint }) => endpoint === 'authorize').map(({ parameters }) =>
    [parameters.get('scope'), parameters.has('nonce')])
}

describe('a client that is kept without the scope of another login', () => {
  test('is changed, and keeps the scope that it had', async () => {
    const provider = await openManaging()
    const home = freshHome()
    for (const words of [['--register', '--scope', 'notes'], ['--register', '--profile', 'two'], ['--scope', 'notes openid']]) {
      const ended = await login(provider.stub.issuer, words, { home })
      expect(ended.status, ended.stderr).toBe(0)
    }
    expect([provider.registered.length, provider.changes.map(({ scope }) => scope)]).toEqual([
      1, ['notes openid profile email'],
    ])
    expect(await asked(provider)).toEqual([['notes', false], ['openid profile email', true], ['notes openid', true]])
  })

  test('is another one for both where it can’t be changed', async () => {
    const { stub, registered } = await openRegisteringStub()
    const home = freshHome()
    for (const words of [['--register', '--scope', 'notes'], ['--scope', 'openid'], ['--scope', 'notes']])
      expect((await login(stub.issuer, words, { home })).status).toBe(0)
    expect(registered.map(({ scope }) => scope)).toEqual(['notes', 'notes openid'])
  })

  test('keeps its scope where it is changed for its redirect URI', async () => {
    const { stub, changes } = await openManaging()
    const home = freshHome()
    for (const words of [
      ['--register', '--scope', 'notes'], ['--scope', 'notes', '--redirect-uri', 'http://127.0.0.1:8765/other'],
      ['--scope', 'openid', '--redirect-uri', 'http://127.0.0.1:8765/other'],
    ]) expect((await login(stub.issuer, words, { home })).status).toBe(0)
    expect(changes.map(({ scope }) => scope)).toEqual(['notes', 'notes openid'])
  })

  test('is not registered again where the provider left the scope out, and that is told', async () => {
    const { stub, registered } = await openRegisteringStub({
      answer: good => ({ status: 201, body: { ...good, scope: 'email' } }),
    })
    const home = freshHome()
    expect((await login(stub.issuer, ['--register'], { home })).status).toBe(0)
    const again = await login(stub.issuer, ['--json'], { home })
    expect([again.status, registered.length, findingsOf(again).length, again.stdout]).toEqual([
      0, 1, 0, expect.stringMatching(/"scope-not-registered"[^}]*without the scope openid profile: it is not asked/),
    ])
    expect(await asked({ stub })).toEqual([['email', false], ['email', false]])
    expect(kept(home)[0]?.record['asked']).toMatchObject({ scope: 'openid profile email' })
  })
})

test('a client that is kept without the device flow is changed for a login by it', async () => {
  const provider = await openManaging({ metadata: { device_authorization_endpoint: 'http://127.0.0.1:9/device' } })
  const home = freshHome()
  expect((await login(provider.stub.issuer, ['--register'], { home })).status).toBe(0)
  await login(provider.stub.issuer, ['--device'], { home })
  await login(provider.stub.issuer, ['--redirect-uri', 'http://127.0.0.1:8765/other'], { home })
  expect(provider.changes.map(({ grant_types: grants }) => (grants as string[]).includes(deviceGrant)))
    .toEqual([true, true])
})
