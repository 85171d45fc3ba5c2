import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (claims: object) =>
  `${encode({ alg: 'RS256', kid: 'k' })}.${encode({
    iss: 'https://op.example', aud: 'app', exp: 1_900_000_000, ...claims,
  })}.c2ln`
const [state, code] = ['sTaTe8hqWkq2BdkPq3sT9vw', 'cOdE8hqWkq2BdkPq3sT9vw']
const request = `https://op.example/authorize?response_type=code&client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb`
  + `&scope=read&state=${state}&code_challenge=8OPcZ0qLJUYyZWnYc0Db2v1iLK3bU0nLZlP3nUq8p2M&code_challenge_method=S256`
  + '&response_mode=jwt'

/** The codes of what is wrong with an answer as a JWT, and all that is said of it. */
async function explain(answer: string, ...flags: string[]) {
  const { stdout, stderr, status } = await runInside(
    ['explain', answer, '--json', '--at', '1800000000', ...flags], { home: freshHome() },
  )
  expect(status, stderr).toBe(0)
  const { findings } = JSON.parse(stdout) as { findings: { name: string }[] }
  return { codes: findings.map(({ name }) => name), said: stdout + stderr }
}

const back = (claims: object, mark = '?') => `https://app.example/cb${mark}response=${signed(claims)}`
const expected = ['--issuer', 'https://op.example', '--client-id', 'app']

describe('explain judges an answer in a JWT as it judges one in an address', () => {
  test.each<[string, string, string[], string]>([
    ['another state', back({ code, state: 'oTher8hqWkq2BdkPq3sT9vw' }), ['--request', request], 'state-differs'],
    ['no state', back({ code }), ['--request', request], 'state-lost'],
    ['another client', back({ code, state, aud: 'two' }), expected, 'answer-not-for-client'],
    [
      'the client of another request', back({ code, state, aud: 'two' }), ['--request', request],
      'answer-not-for-client',
    ],
    ['another client, by itself', signed({ code, state, aud: ['two'] }), expected, 'answer-not-for-client'],
    ['neither code nor error', back({ state }), [], 'check-failed'],
    ['neither, behind the #', back({ state }, '#'), [], 'check-failed'],
    ['another issuer', back({ code, state, iss: 'https://evil.example' }), expected, 'issuer-of-another'],
    ['another issuer, by itself', signed({ code, state, iss: 'https://evil.example' }), expected, 'issuer-of-another'],
    [
      'an error', back({ error: 'invalid_scope', error_description: 'no such scope', state }), [],
      'answered-scope-unseen',
    ],
  ])('%s', async (_, answer, flags, wrong) => {
    const { codes, said } = await explain(answer, ...flags)
    expect(codes).toContain(wrong)
    expect(said).not.toMatch(/verifier with the very iss/)
  })

  test('and finds nothing in one that is right', async () => {
    expect((await explain(back({ code, state }), '--request', request, ...expected)).codes).toEqual([])
  })

  test('and has no word on what is encrypted', async () => {
    const sealed = `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AAAA.BBBB.CCCC.DDDD`
    const { codes } = await explain(`https://app.example/cb?response=${sealed}`, '--request', request)
    for (const wrong of ['state-lost', 'state-differs', 'check-failed']) expect(codes).not.toContain(wrong)
  })

  test.each([
    ['an answer', back({ code, state })], ['a request object', `https://op.example/authorize?client_id=app&request=${
      signed({ response_type: 'code', client_id: 'app', redirect_uri: 'https://app.example/cb', state })}`],
  ])('and shows no state that stands within %s', async (_, text) => {
    const { said } = await explain(text, '-v')
    expect(said).not.toContain(state)
    expect(said).not.toContain(code)
    expect(said).toMatch(/<state#[\da-f]{4}>/)
  })
})
