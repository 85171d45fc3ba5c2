import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { describe, expect, test } from 'vitest'
import { loadPresets } from '../../src/providers/presets/index.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { metadataOf } from '../support/stub-answers.ts'
import { openStub, type Stub } from '../support/stub-provider.ts'
import { documentOf, walk } from '../support/walks.ts'

/** A home with a key of the client. */
async function homeWithKey(): Promise<{ home: string, key: string }> {
  const home = freshHome()
  const key = join(home, 'key.json')
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  writeFileSync(key, JSON.stringify({ ...await exportJWK(privateKey), alg: 'ES256', kid: 'one' }), { mode: 0o600 })
  return { home, key }
}

/** An imitation of a preset's provider that takes keys, and refuses each. */
async function imitate(): Promise<Stub> {
  const stub = await openStub()
  stub.reset({
    discovery: () => ({
      body: { ...metadataOf(stub), token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'] },
    }),
    token: () => ({ status: 400, body: { error: 'invalid_grant' } }),
  })
  return stub
}

test('a preset that knows of private_key_jwt uses the client’s key, and asks nobody for a secret', async () => {
  const { home, key } = await homeWithKey()
  const stub = await imitate()
  const words = [
    'salesforce', '--domain', 'login.salesforce.com', '--provider-origin', stub.issuer, '--client-id',
    stub.client.client_id, '--port', '0', '--timeout', '90',
  ]
  const ended = await walk([...words, '--client-key', key], { home }, {}, startInside)
  const asked = stub.asked.find(({ endpoint }) => endpoint === 'token')
  expect([asked?.parameters.has('client_assertion'), asked?.parameters.has('client_secret')], ended.stderr)
    .toEqual([true, false])
})

test.each([['notion'], ['apple', '--provider-var', 'team-id=A1B2C3D4E5', '--provider-var', 'key-id=F6G7H8J9K0']])(
  '%s takes no such key: a login without what it demands stops before the browser opens', async (...words) => {
    const { home, key } = await homeWithKey()
    const ended = await startInside(
      [
        'login', ...words, '--client-id', 'x', '--client-key', key, '--no-open', '--port', '0', '--timeout', '3',
        '--json',
      ],
      { home },
    ).ended
    expect(documentOf(ended)).toMatchObject({ error: { code: 'person-needed' } })
    expect(ended.stderr).not.toContain('response_type')
  },
)

describe('provider show', () => {
  test.each(['en', 'zh'])('names each lock with the flags to give, in %s', async (lang) => {
    for (const { id, locks } of (await loadPresets()).filter(preset => preset.locks)) {
      const { stdout } = await startInside(['provider', 'show', id, '--lang', lang], { home: freshHome() }).ended
      for (const { flags } of locks ?? []) expect(stdout).toContain(`): ${flags}\n`)
    }
  })

  test('and for scripts', async () => {
    const { stdout } = await startInside(['provider', 'show', 'apple', '--json'], { home: freshHome() }).ended
    expect(documentOf({ stdout })['locks']).toEqual([
      {
        lock: 'signed-secret', flags: '--client-secret-file FILE --provider-var team-id=ID --provider-var key-id=ID',
        demanded: true,
      },
    ])
  })
})

test('the page names them', async () => {
  const [, rows = ''] = readFileSync('docs/locks.md', 'utf8').split('## What the presets know')
  const named = (await loadPresets()).filter(({ id }) => rows.includes(`\`${id}\``)).map(({ id }) => id)
  expect(named).toEqual((await loadPresets()).filter(({ locks }) => locks).map(({ id }) => id))
})
