import { describe, expect, test } from 'vitest'
import { lookAtClock } from '../../src/cli/doctor/target/clock.ts'
import type { AtProvider } from '../../src/cli/doctor/target/visit.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { metadata, startStub, type Said } from './stub-provider.ts'

interface Line { part: string, state: string, code: string, message: string, ways?: string[] }

interface Lie { metadata?: object, keys?: Said, answer?: (asked: URLSearchParams) => Said, headers?: Record<string, string>, flags?: string[] }

/** The lines of `doctor` at a provider whose metadata, keys and authorization endpoint say this. */
async function look(lie: Lie) {
  const stub = await startStub({ '/jwks': () => lie.keys ?? { body: { keys: [] } } })
  stub.endpoints['/.well-known/openid-configuration'] = () => ({
    headers: lie.headers ?? {}, body: { ...metadata(stub.issuer), ...lie.keys ? { jwks_uri: `${stub.issuer}/jwks` } : {}, ...lie.metadata },
  })
  stub.endpoints['/authorize'] = ({ query = '' }) => lie.answer?.(new URLSearchParams(query)) ?? { status: 400 }
  const { status, stdout, stderr } = await startInside(['doctor', stub.issuer, '--client-id', 'app', '--port', '0', '--json', ...lie.flags ?? []], { home: freshHome() }).ended
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

describe('doctor at a provider with odd metadata', () => {
  test('an issuer that is no text is told as that, and no endpoint as elsewhere', async () => {
    const { status, about } = await look({ metadata: { issuer: 1 } })
    expect([status, about('metadata').map(({ code }) => code)]).toEqual([4, ['issuer-identical']])
    const told = about('endpoints').find(({ code }) => code === 'metadata-issuer-missing')
    expect(told?.message).toContain('The issuer in the metadata is no text')
  })

  test('an address without a host is on no other host', async () => {
    const { status, about } = await look({ metadata: { authorization_endpoint: 'javascript:alert(1)' } })
    expect([status, about('metadata').map(({ code }) => code)]).toEqual([4, []])
    expect(about('endpoints')[0]).toMatchObject({ state: 'bad', code: 'endpoints-safe' })
  })
})

describe('doctor compares the clocks', () => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toUTCString()

  test.each<[string, Record<string, string>, string]>([
    ['by the Date and the Age of a cached answer', { date: ago(3600), age: '3600' }, 'clock'],
    ['and tells where they differ beside the Age', { date: ago(7200), age: '3600' }, 'clock-differs'],
    ['where an Age is none', { date: ago(3600), age: 'x' }, 'clock-differs'],
  ])('%s', async (_, headers, code) => {
    const { about } = await look({ headers })
    expect(about('clock').map(line => line.code)).toEqual([code])
  })

  test('not by the time that an answer takes', async () => {
    const [sentAt, cameAt] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-01-01T00:01:00Z')]
    const clockBy = async (date: string) => lookAtClock({ answers: [{ response: { status: 200, headers: { date }, body: '' }, sentAt, cameAt }] } as unknown as AtProvider)
    expect(await clockBy('Thu, 01 Jan 2026 00:00:05 GMT')).toMatchObject([{ state: 'good', details: { seconds: 0 } }])
    expect(await clockBy('Thu, 01 Jan 2026 00:02:00 GMT')).toMatchObject([{ state: 'note', finding: { details: { seconds: -60 } } }])
    expect(await clockBy('Wed, 31 Dec 2025 23:59:00 GMT')).toMatchObject([{ state: 'note', finding: { details: { seconds: 59 } } }])
  })
})

describe('doctor reads what comes to the redirect URI as a login does', () => {
  const back = (parameters: string, mark = '?') => (asked: URLSearchParams): Said => ({
    status: 302, headers: { location: `${asked.get('redirect_uri') ?? ''}${mark}${parameters.replace('STATE', asked.get('state') ?? '')}` },
  })

  test.each<[string, (asked: URLSearchParams) => Said, string, string, string, number]>([
    ['a token behind the #', back('access_token=tok_1234567890&state=STATE', '#'), 'redirect-uri', 'bad', 'no-token-in-front-channel', 4],
    ['neither code nor error', back('state=STATE'), 'redirect-uri', 'bad', 'code-or-error', 4],
    ['another issuer', back('error=login_required&state=STATE&iss=https%3A%2F%2Fevil.example'), 'redirect-uri', 'bad', 'response-issuer', 4],
    ['another state', back('error=login_required&state=other'), 'redirect-uri', 'bad', 'state', 4],
    ['two states', back('error=login_required&state=STATE&state=STATE'), 'redirect-uri', 'bad', 'parameters-once', 4],
    ['a code without state', back('code=c-1234567890'), 'redirect-uri', 'bad', 'state', 4],
    ['an error without state', back('error=login_required'), 'redirect-uri', 'note', 'state-missing', 0],
    ['a client that may not', back('error=unauthorized_client&state=STATE'), 'client', 'bad', 'authorization-refused', 3],
    ['a kind of answer that there is not', back('error=unsupported_response_type&state=STATE'), 'redirect-uri', 'bad', 'authorization-refused', 3],
    ['an error of its own', back('error=x%20foo&state=STATE'), 'redirect-uri', 'note', 'redirect-other-error', 0],
    ['somebody must sign in', back('error=login_required&state=STATE'), 'redirect-uri', 'good', 'redirect-accepted', 0],
    ['a scope of the login that it does not take', back('error=invalid_scope&state=STATE'), 'redirect-uri', 'bad', 'authorization-refused', 3],
    ['too many requests', () => ({ status: 429, headers: { 'retry-after': '60' } }), 'redirect-uri', 'note', 'redirect-unavailable', 0],
    ['itself', asked => ({ status: 302, headers: { location: `/authorize?${asked.toString()}` } }), 'redirect-uri', 'note', 'redirect-unclear', 0],
    ['an empty page', () => ({ status: 200 }), 'redirect-uri', 'note', 'redirect-unclear', 0],
  ])('%s', async (_, answer, part, state, code, exit) => {
    const { status, about } = await look({ answer })
    const [line] = about(part).filter(({ code }) => code !== 'secret-missing')
    expect([status, line?.state, line?.code]).toEqual([exit, state, code])
    expect(line?.message).not.toContain('shows a page')
    expect(JSON.stringify(line)).not.toMatch(/tok_1234567890|c-1234567890/)
  })

  test('a refused scope is as expected without OpenID: none has the one that was asked for', async () => {
    const { status, about } = await look({ answer: back('error=invalid_scope&state=STATE'), flags: ['--scope', 'read'] })
    expect([status, about('redirect-uri')[0]?.code]).toEqual([0, 'redirect-accepted'])
  })
})
