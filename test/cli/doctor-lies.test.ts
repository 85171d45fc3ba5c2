import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { metadata, startStub, type Said } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

/** The lines of `doctor` at a provider whose metadata, keys and authorization endpoint say this. */
async function look(lie: { metadata?: object, keys?: Said, answer?: (asked: URLSearchParams) => Said, headers?: Record<string, string> }) {
  const stub = await startStub({ '/jwks': () => lie.keys ?? { body: { keys: [] } } })
  stub.endpoints['/.well-known/openid-configuration'] = () => ({
    headers: lie.headers ?? {}, body: { ...metadata(stub.issuer), ...lie.keys ? { jwks_uri: `${stub.issuer}/jwks` } : {}, ...lie.metadata },
  })
  stub.endpoints['/authorize'] = ({ query = '' }) => lie.answer?.(new URLSearchParams(query)) ?? { status: 400 }
  const { status, stdout, stderr } = await startInside(['doctor', stub.issuer, '--client-id', 'app', '--port', '0', '--json'], { home: freshHome() }).ended
  expect(stdout, stderr).not.toBe('')
  const { provider, error } = JSON.parse(stdout) as { provider: Line[], error?: { exit_code: number } }
  return { status, error, about: (part: string) => provider.filter(line => line.part === part), issuer: stub.issuer }
}

describe('doctor at a provider with odd documents', () => {
  test('takes what is no object for no key', async () => {
    const { about } = await look({ keys: { body: { keys: [null, 1, 'x', [], { kty: 'RSA' }] } } })
    expect(about('keys')).toEqual([expect.objectContaining({ state: 'good', message: expect.stringContaining('1 key (RSA)') as string })])
    expect(about('endpoints').map(({ code }) => code)).toContain('key-members-missing')
  })
})
