import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSandbox, startSandbox, stop, temporaryFolder } from '../support.ts'
import { assert, newPair, openLocked, postForm, type Pair } from './support.ts'

const method = { clientAuthentication: 'private_key_jwt' } as const

/** How a refresh by this key ends: `invalid_grant` for a client that is known by it. */
const knock = async (issuer: string, pair: Pair): Promise<unknown> => (await postForm(`${issuer}/token`, {
  grant_type: 'refresh_token', refresh_token: 'of-nobody', ...await assert('oauth-walk', issuer, pair),
})).body['error']

describe('what a login told of its client', () => {
  test('is known to the next process, until another login tells something else', async () => {
    const folder = temporaryFolder()
    const pair = await newPair()
    await stop(await startSandbox({ folder, clientJwks: { keys: [pair.jwk] }, ...method }))
    const later = await startSandbox({ folder })
    expect(await knock(later.issuer, pair)).toBe('invalid_grant')
    await stop(later)
    const plain = await openSandbox({ folder, clientJwks: { keys: [] } })
    expect(await knock(plain.issuer, pair)).toBe('invalid_client')
    expect(plain.clients[0]?.token_endpoint_auth_method).toBe('client_secret_basic')
  })

  test('changes no method by a key alone: a lock is not remembered', async () => {
    const folder = temporaryFolder()
    const { jwk } = await newPair()
    await stop(await startSandbox({ folder, clientJwks: { keys: [jwk] }, require: ['private_key_jwt'] }))
    expect((await openSandbox({ folder })).clients[0]?.token_endpoint_auth_method).toBe('client_secret_basic')
  })

  test('can’t be told to another process, which lets in who wants nothing special', async () => {
    const folder = temporaryFolder()
    const { pair } = await openLocked({ folder, ...method })
    const differs = { code: 'served-differently' }
    await expect(
      openSandbox({ folder, clientJwks: { keys: [(await newPair()).jwk] }, ...method }),
    ).rejects.toMatchObject(differs)
    await expect(openSandbox({ folder, require: ['par'] })).rejects.toMatchObject(differs)
    expect((await openSandbox({ folder, clientJwks: { keys: [pair.jwk] }, ...method })).hosting).toBe(false)
    expect((await openSandbox({ folder, clientJwks: { keys: [] } })).hosting).toBe(false)
  })

  test.each([
    { jwks: {} }, { jwks: { keys: ['x'] } }, { jwks: { keys: [] }, token_endpoint_auth_method: 'none' }, 'x',
  ])('is no state where it makes no sense: %j', async (client) => {
    const folder = temporaryFolder()
    await stop(await startSandbox({ folder }))
    const file = join(folder, 'sandbox.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')) as object, client }))
    await expect(openSandbox({ folder })).rejects.toMatchObject({ code: 'state-unreadable' })
  })
})
