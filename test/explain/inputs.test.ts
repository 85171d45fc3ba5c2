import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { sayTypedName } from '../../src/secrets/typed-name.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { harOf } from './har.ts'
import { jwt } from './samples.ts'

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const kindsOf = (text: string) =>
  recognise([text], given).seen.map(({ kind, request }) => `${kind}${request ? '' : ' answer'}`)
const [code, state] = ['SplxlOBeZQQYbYS6WxSbIA', 'kq8Jx0mW2pRz7Yt4']
const callback = `/cb?code=${code}&state=${state}`

describe('an answer without its host is known', () => {
  test.each([
    callback, callback.slice(1), `INFO GET ${callback} took 3 ms`, `Started GET "${callback}" for 127.0.0.1`,
    `level=info path=${callback}`, `request: ?error=access_denied&state=${state}`,
  ])('%s', (text) => {
    expect(kindsOf(text)).toEqual(['authorization-response'])
  })

  test.each([
    'INFO GET /shop?code=SUMMER', 'INFO /page?error=404', 'https://app.example/start?next=/cb?code=1',
  ])('%s is none', (text) => {
    expect(kindsOf(text).filter(kind => kind.startsWith('authorization-response'))).toEqual([])
  })
})

describe('an address without anything of OAuth in it', () => {
  test.each([
    ['https://example.com/', 'en', /No OAuth parameter was found in the address[^]*callback, whole/],
    ['https://example.com/?a=b', 'zh', /地址中没有找到 OAuth 参数[^]*回调的完整地址/],
  ])('%s is exit 2 and says what can be given, in %s', async (address, language, told) => {
    const { status, stdout, stderr } = await runInside(['explain', address, '--lang', language], { home: freshHome() })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(told)
  })

  test('one that leads to a step of a login is explained', async () => {
    const address = 'https://a.example/.well-known/openid-configuration'
    const { status } = await runInside(['explain', address], { home: freshHome() })
    expect(status).toBe(0)
  })
})

test('an error as a form is the answer of a token endpoint, unless an address or a state says that a browser brought it', () => {
  expect(kindsOf('error=bad_verification_code&error_description=The+code+is+incorrect')).toEqual([
    'token-request answer',
  ])
  expect(kindsOf(`error=access_denied&state=${state}`)).toEqual(['authorization-response'])
  expect(kindsOf('?error=access_denied&error_description=no')).toEqual(['authorization-response'])
})

test('a placeholder is no host of an inner network', async () => {
  const names = async (host: string) => (await readRecord(
    recognise([`https://${host}/authorize?response_type=code&client_id=ID`], given),
  )).map(({ name }) => name)
  expect(await names('keycloak')).toContain('provider-inside')
  expect(await names('HOST')).not.toContain('provider-inside')
})

test('a JWT that was cut is known by the two parts that are left', () => {
  expect(
    recognise([jwt({ iss: 'https://id.example', aud: 'a', sub: 'u' }).replace(/\.[^.]*$/, '')], given).jwts,
  ).toHaveLength(1)
})

test('a token of which nothing tells the kind is compared with the client that was named', async () => {
  const token = jwt({
    iss: 'https://id.example', sub: 'u', aud: ['a', 'b'], iat: given.now / 1000, exp: given.now / 1000 + 60,
  })
  const names = async (clientId: string | undefined) =>
    (await readRecord(recognise([token], { ...given, clientId }))).map(({ name }) => name)
  expect(await names('c')).toContain('audience-not-client')
  expect([...await names('a'), ...await names(undefined)]).not.toContain('audience-not-client')
})

test('a cookie by itself is listed without its value, and does not come back where it is Strict', async () => {
  const explained = async (name: string, strict: string) => (await runInside(
    ['explain', `Set-Cookie: ${name}=abcDEF123456; Path=/; SameSite=${strict}`], { home: freshHome() },
  )).stdout
  expect(await explained('oauth_state', 'Strict'))
    .toMatch(/set-cookie +oauth_state=<cookie#\w+>; Path=\/; SameSite=Strict[^]*✗ The cookie oauth_state/)
  for (const other of [
    await explained('oauth_state', 'Lax'), await explained('session', 'Strict'),
  ]) expect(other).not.toMatch(/✗|abcDEF/)
})

test('the client’s name is told also where its state is the same word', async () => {
  const { stdout } = await runInside(
    [
      'explain',
      'https://id.example/authorize?response_type=code&client_id=shop&state=shop&redirect_uri=https%3A%2F%2Fa.example%2Fcb',
    ],
    { home: freshHome() },
  )
  expect(stdout).toMatch(/client_id +shop /)
  expect(stdout).toMatch(/state +<state#/)
})

describe('what was typed and is no file', () => {
  test.each([
    [callback, '/cb?code=…&state=…'], ['SlAV32hkKG', 'SlA…'], ['mF_9.B5f-4.1JqM', 'mF_9…'],
    ['ya29.a0AfHsomething', 'ya29…'], [`dir/${code}`, 'dir/Splx…'], ['eyJhbGciOi.txt', 'eyJh…'],
    ['secret=s3cr3t', 'secret=…'], ['tool --user=app --password=s3cr3t', 'tool --…=… …'],
    ['log: {access_token=s3cr3tS3CR3T, x=1}', 'l… {acc…=… …'], ['Bearer s3cr3tS3CR3T x=1', 'Bearer s3cr… x=…'],
    ['cb?s3cr3tS3CR3T', 'cb?s3cr…'],
    ['missing/login-2026.har', 'missing/login-2026.har'], ['/tmp/walk-Xy12ab/key.pem', '/tmp/walk-Xy12ab/key.pem'],
    ['login', 'login'], ['My Documents', 'My Documents'],
  ])('%s is said as %s', (typed, said) => {
    expect(sayTypedName(typed)).toBe(said)
  })

  test.each([
    ['explain', code], ['report', code], ['explain', 'https://a.example/cb', '--jwks', code],
    ['token', 'client-credentials', '--issuer', 'https://id.example', '--client-id', 'a', '--client-secret-file', code],
  ])('no secret is said back by %s', async (...words) => {
    const { status, stdout, stderr } = await runInside(words, { home: freshHome() })
    expect([status, stdout + stderr]).toEqual([2, expect.stringContaining('Splx…')])
    expect(stdout + stderr).not.toContain(code.slice(0, 8))
  })
})

test('with --show-secrets the steps have whole codes', async () => {
  const home = freshHome()
  const file = join(home, 'a.har')
  const long = 'c'.repeat(30) + code
  writeFileSync(file, harOf([
    {
      url: `https://id.example/authorize?response_type=code&client_id=shop&state=${state}&redirect_uri=https%3A%2F%2Fa.example%2Fcb`,
      answer: { status: 302, headers: { Location: `https://a.example/cb?code=${long}&state=${state}` } },
    },
    { url: `https://a.example/cb?code=${long}&state=${state}`, answer: { status: 200 } },
  ]))
  expect((await runInside(['explain', file, '--show-secrets', '-v'], { home })).stdout).toContain(`code   ${long}`)
})

test('explain and report name each other where the file is the other’s', async () => {
  const home = freshHome()
  const [har, saved] = [join(home, 'a.har'), join(home, 'a.json')]
  writeFileSync(har, harOf([{ url: `https://a.example${callback}`, answer: { status: 200 } }]))
  writeFileSync(saved, '{\n  "format": "oauth-walk-transcript",\n  "version": 1\n}')
  for (const [words, next] of [
    [['report', har], `explain ${har}`], [['diff', har, saved], `explain ${har}`],
    [['explain', saved], `report ${saved}`],
  ] as const) {
    const { status, stderr } = await runInside(words, { home })
    expect([status, stderr]).toEqual([2, expect.stringContaining(`next: oauth-walk ${next}`)])
    expect((await runInside([...words, '--lang', 'zh'], { home })).stderr).toContain(`oauth-walk ${next}`)
  }
})
