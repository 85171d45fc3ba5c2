import { describe, expect, test } from 'vitest'
import { createConfirmation } from '../../src/extensions/confirmation.ts'
import { createFapi2 } from '../../src/extensions/fapi2.ts'
import { wrapSend } from '../../src/walk/extension.ts'
import { granting, type Purpose, type WireResponse } from '../../src/wire.ts'
import { metadata, startStub, type Said } from '../cli/stub-provider.ts'
import { bindTokens } from '../support/binding-stub.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { startStub as startOpenid } from '../support/stub-provider.ts'
import { documentOf, storedSessions, walk, type Json } from '../support/walks.ts'

const jwt = (claims: object) =>
  `${[{ alg: 'ES256' }, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.AAAA`
const errorOf = (ended: { stdout: string }) => documentOf(ended)['error'] as Json

/** A provider whose browser is on another device, and that gives this access token. */
async function loginByDevice(claims: object, words: string[] = []) {
  const stub = await startStub({
    '/.well-known/openid-configuration': () => ({
      body: { ...metadata(stub.issuer), device_authorization_endpoint: `${stub.issuer}/device` },
    }),
    '/device': (): Said => ({
      body: {
        device_code: 'device/+=code', user_code: 'WDJB-MJHT', verification_uri: 'https://op.example/device',
        interval: 1,
      },
    }),
    '/token': (): Said => ({
      body: {
        access_token: jwt(claims), token_type: 'DPoP', expires_in: 600, authorization_details: [{ type: 'other' }],
      },
    }),
  })
  const home = freshHome()
  const line = [
    'login', stub.issuer, '--client-id', 'walker', '--scope', 'read', '--device', '--dpop', '--json', ...words,
  ]
  return { home, stub, ended: await startInside(line, { home }).ended }
}

describe('a login by device', () => {
  test('whose token is bound to another key is refused, and nothing is kept', async () => {
    const { home, ended, stub } = await loginByDevice({ cnf: { jkt: 'another-key' } })
    expect([ended.status, errorOf(ended)]).toMatchObject([4, { code: 'token-confirmation', came: 'another-key' }])
    expect([storedSessions(home), stub.seenAt('/userinfo')]).toEqual([[], []])
  })

  test('is told what differs from what was asked for', async () => {
    const { ended } = await loginByDevice(
      { aud: 'elsewhere' }, ['--resource', 'https://api.example', '--authorization-details', '[{"type":"payment"}]'],
    )
    const codes = (documentOf(ended)['findings'] as Json[]).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['resource-ignored', 'details-differ', 'token-names-no-key']))
  })
})

describe('each answer that may bring a token', () => {
  const answer = (body: object): WireResponse => ({ status: 200, headers: {}, body: JSON.stringify(body) })
  const askFor = (purpose: Purpose) => ({
    purpose, method: 'POST', url: 'https://op.example/token', headers: {}, body: '',
  })

  test.each([...granting])('%s: is judged by what it is bound to', async (purpose) => {
    const extension = createConfirmation(async () => ({ jkt: 'ours' }))
    const { checks } = await wrapSend(
      [extension], async () => answer({ access_token: jwt({ cnf: { jkt: 'theirs' } }), token_type: 'DPoP' }),
    )(askFor(purpose))
    expect(checks).toMatchObject([{ name: 'token-confirmation', ok: false }])
  })

  test.each([...granting])('%s: is judged by FAPI 2.0, with the ID token in it', async (purpose) => {
    const extension = createFapi2({ profile: 'security', binding: 'dpop', openid: true })
    const idToken
      = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.AAAA`
    const { checks } = await wrapSend(
      [extension], async () => answer({ access_token: 'x', token_type: 'Bearer', id_token: idToken }),
    )(askFor(purpose))
    expect(checks).toMatchObject([
      { name: 'fapi2-sender-constraint', ok: false },
      { name: 'fapi2-algorithm', rule: 'FAPI 2.0 SP 5.4.1', actual: 'RS256', ok: false },
    ])
  })
})

describe('a token of the type DPoP that is a JWT', () => {
  const login = async (claims: object, words: string[]) => {
    const stub = await startOpenid()
    const { handlers } = bindTokens(stub)
    const token: typeof handlers.token = async (asked, provider) => {
      const said = await (handlers.token ?? provider.good.token)(asked, provider)
      return typeof said === 'string'
        ? said
        : {
            ...said, body: { ...said.body as object, access_token: jwt(claims), id_token: undefined, scope: undefined },
          }
    }
    stub.reset({ ...handlers, token, userinfo: () => ({ body: { sub: '248289761001' } }) })
    const ended = await walk(
      [
        stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--scope', 'profile', '--dpop', '--json',
        ...words,
      ],
      {
        home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
      }, {}, startInside,
    )
    await stub.close()
    return ended
  }

  test.each([
    [{}], [{ cnf: null }], [{ cnf: { kid: 'a-name' } }], [{ cnf: 'a key' }],
  ])('and names no key (%j) is noted, and a deviation under --strict', async (claims) => {
    const ended = await login(claims, [])
    expect((documentOf(ended)['findings'] as Json[]).map(({ code }) => code)).toEqual(['token-names-no-key'])
    const strict = await login(claims, ['--strict'])
    expect([strict.status, errorOf(strict)]).toMatchObject([
      4, { code: 'deviation', message: expect.stringContaining('token-names-no-key') as unknown },
    ])
  })
})
