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
    ['a scope that nobody has', back('error=invalid_scope&state=STATE'), 'redirect-uri', 'good', 'redirect-accepted', 0],
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
})
