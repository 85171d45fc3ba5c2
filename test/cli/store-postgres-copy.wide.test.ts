import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { forStore } from '../../src/cli/sessions/shared-settings.ts'
import type { Session } from '../../src/session/session-record.ts'
import { freshDatabase, whyNoPostgres } from '../support/postgres.ts'
import { inPostgres } from '../session/every-kind.ts'
import { newMachine, storeKey } from './shared-login.ts'
import { runJson, runTo } from './inside.ts'
import { startStub } from './stub-provider.ts'

/** What names something of one machine, or switches off a check there: by whose file, that is told by the path. */
const localSettings = (file: string) => ({
  'client-secret-file': file, 'client-key': file, 'client-assertion-file': file,
  'client-assertion-from': `file:${file}`, 'workload-audience': 'https://kubernetes.default.svc',
  'assertion-audience': 'https://other.example', 'assertion-file': file, 'assertion-from': `file:${file}`,
  'initial-access-token-file': file, 'id-token-file': file, idp: 'other-profile',
  browser: `sh ${file} {url}`, 'open-via-file': true, 'no-pkce': true, 'no-nonce': true, paste: true,
  ca: file, 'tls-cert': file, 'tls-key': file, 'redirect-tls-cert': file, 'redirect-tls-key': file,
  'passphrase-file': file, listen: ['0.0.0.0'], 'http-timeout': 999, store: 'file', unheard: file,
  claims: `\uFEFF@${file}`, 'authorization-details': `@${file}`,
})

const sharedSettings = (issuer: string) => ({
  target: issuer, issuer, 'token-endpoint': `${issuer}/token`, 'client-id': 'walker',
  'auth-method': 'client_secret_post', scope: ['read'], 'allow-origin': ['https://api.example'], host: ['git.example'],
})

const sessionAt = (issuer: string): Session => ({
  v: 1, profile: 'team', issuer, client_id: 'walker', client_secret: 'secret-of-the-session', scope: ['read'],
  token_type: 'Bearer', access_token: 'canary-access', obtained_at: 0, expires_at: 1, refresh_token: 'canary-refresh',
  refresh_generation: 0,
})

describe('what goes into the shared copy of a profile', () => {
  test('is of the provider and the client, and nothing of this machine', () => {
    const issuer = 'https://op.example'
    const settings = {
      ...sharedSettings(issuer), ...localSettings('/home/ada/own'), header: ['x-a: @/home/ada/own', 'x-b: open'],
    }
    expect(forStore({ isShared: true }, sessionAt(issuer), settings).profile_settings).toEqual({
      ...sharedSettings(issuer), header: ['x-b: open'],
    })
  })
})

describe.skipIf(whyNoPostgres !== undefined)('a copy that anybody with the key wrote', { timeout: 60_000 }, () => {
  test('makes no machine read its files or use its own secret, nor start a program', async () => {
    const stub = await startStub()
    const { url } = await freshDatabase()
    const machine = newMachine(url)
    const file = join(machine.home, 'own')
    writeFileSync(file, 'own-secret-of-this-machine', { mode: 0o600 })
    const settings = { ...sharedSettings(stub.issuer), ...localSettings(file), header: [`x-a: @${file}`] }
    const there = (await inPostgres({ url: url, passphrase: storeKey })).open()
    await there.write({ ...sessionAt(stub.issuer), profile_settings: settings })
    const { settings: shown } = await runJson(0, ['profile', 'show', 'team'], machine)
    const ofCopy = Object.entries(shown as Record<string, { source: string }>).filter(([, { source }]) =>
      source === 'profile')
    expect(['target', ...ofCopy.map(([name]) => name)].sort()).toEqual(Object.keys(sharedSettings(stub.issuer)).sort())
    const ci = { ...machine, environment: { ...machine.environment, OAUTH_WALK_CLIENT_SECRET: 'own-variable' } }
    await runTo(0, ['token', 'refresh', '--profile', 'team'], ci)
    expect(stub.seenAt('/token').map(({ form }) => form['client_secret'])).toEqual(['secret-of-the-session'])
    await runTo(0, ['token', 'refresh', '--profile', 'team', '--client-secret-file', file], ci)
    expect(stub.seenAt('/token')[1]?.form['client_secret']).toBe('own-secret-of-this-machine')
    await runTo(0, ['logout', '--profile', 'team'], ci)
    expect(JSON.stringify(stub.seen)).not.toContain('own-variable')
  })
})
