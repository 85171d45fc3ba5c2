import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isWithheld } from '../../src/explain/facts/withheld.ts'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { documentOf } from '../support/walks.ts'

interface Explained {
  login?: { checks: { name: string, ok: boolean }[] }
  findings: { name: string, gravity: string }[]
}

async function explain(input: string, home: string): Promise<Explained> {
  const file = join(home, 'input.har')
  writeFileSync(file, input)
  const ended = await runInside(['explain', file, '--json'], { home })
  expect(ended.status, ended.stderr).toBe(0)
  return documentOf(ended) as unknown as Explained
}

/** Every placeholder of ours as another program writes one, which is the same for each value. */
function maskedBy(mask: string, recording: string): string {
  const encoded = encodeURIComponent(mask)
  return recording.replace(/<[a-z_\d]+#[\da-f]{4}>/g, mask).replace(/%3C[a-z_\d]+%23[\da-f]{4}%3E/g, encoded)
}

test.each([
  ['plain', []], ['with a form_post', ['--response-mode', 'form_post']], ['pushed', ['--require', 'par']],
  ['with a signed answer', ['--require', 'jarm']], ['with an assertion', ['--require', 'private_key_jwt']],
  ['with a secret in the form', ['--auth-method', 'client_secret_post']], ['with DPoP', ['--require', 'dpop']],
])('of what is masked in our own recording nothing is said (%s)', async (_, flags) => {
  const home = freshHome()
  const [saved, har] = [join(home, 'walk.json'), join(home, 'walk.har')]
  const walked = await runInside(
    ['login', 'sandbox', '--auto', '--no-save', '--quiet', ...flags, '--save', saved], { home },
  )
  expect(walked.status, walked.stderr).toBe(0)
  await runInside(['report', saved, '--har', har], { home })
  const recording = readFileSync(har, 'utf8')
  expect(recording).toMatch(/<code_verifier#[\da-f]{4}>/)
  for (const masked of [
    recording, ...['[REDACTED]', '***', '…', '<redacted>'].map(mask => maskedBy(mask, recording)),
  ]) {
    const { login, findings } = await explain(masked, home)
    expect(login?.checks.length).toBeGreaterThan(0)
    expect(login?.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(findings.map(({ name }) => name)).toEqual(['metadata-without-rs256'])
  }
})

const asked = 'GET https://op.example/authorize?response_type=code&client_id=app&scope=openid&state=STATE&nonce=NONCE'
  + '&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&code_challenge=qjrzSW9gMiUgpUvqgEPE4_-8swvyCtfOVvg55o5S_es'
  + '&code_challenge_method=S256 HTTP/1.1'
const redeemed = [
  'POST https://op.example/token HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded',
  'Authorization: Basic SECRET', '',
  'grant_type=authorization_code&code=CODE&code_verifier=VERIFIER&redirect_uri=https%3A%2F%2Fapp.example%2Fcb', '',
  'HTTP/1.1 400 Bad Request', 'Content-Type: application/json', '', '{"error":"invalid_grant"}',
]
const refused = [
  asked, '', 'HTTP/1.1 302 Found', 'Location: https://app.example/cb?code=CODE&state=STATE', '', ...redeemed,
].join('\n')

test.each(['<NAME#1f0d>', '[REDACTED]', '***', 'abc…', '*** masked ***', '<hidden>'])(
  'a refusal is not put down to the look of a placeholder (%s)', async (mask) => {
    const text = refused.replace('SECRET', mask).replace(/\b(?:STATE|NONCE|CODE|VERIFIER)\b/g, name =>
      encodeURIComponent(mask.replace('NAME', name.toLowerCase())))
    const { findings } = await explain(text, freshHome())
    const own = findings.filter(({ name }) => /^(?:verifier|challenge|code|state|value|basic|nonce)-/.test(name))
    expect(own).toEqual([])
  },
)

/** Placeholders of other programs and of people, in whatever form. */
const foreign = [
  '<secret>', '<id_token>', '<snip>', '[SECRET]', '[TOKEN]', '[sensitive]', '[REDACTED_TOKEN]', '[REDACTED:JWT]',
  'REDACTED_ID_TOKEN', 'eyJhbG..', 'xxxxx', '#####', '{{id_token}}', '已隐藏', '‹已脱敏>', '${ID_TOKEN}',
  'ID_TOKEN', '%TOKEN%', '__removed__', 'xxxxx.yyyyy.zzzzz', 'eyJhbGci[REDACTED]',
  'eyJhbGciOiJSUzI1NiJ9.[claims].[signature]',
  '●●●●', '【密钥】',
  `eyJ${'kq8J'.repeat(200)}...`,
]

test.each(foreign)('an answer with nothing but placeholders has no fault (%s)', async (mask) => {
  const body = { access_token: mask, token_type: 'Bearer', expires_in: 300, id_token: mask, refresh_token: mask }
  const { login, findings } = await explain([
    'POST https://op.example/token HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded',
    `Authorization: Basic ${mask}`, '',
    `grant_type=authorization_code&code=${encodeURIComponent(mask)}&redirect_uri=https%3A%2F%2Fapp.example%2Fcb`, '',
    'HTTP/1.1 200 OK', 'Content-Type: application/json', '', JSON.stringify(body),
  ].join('\n'), freshHome())
  expect(login?.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(findings.filter(({ gravity }) => gravity !== 'note')).toEqual([])
})

test.each([
  'see vault', 'the-id-token', 'header.payload.signature', 'eyJ.eyJ.sig', 'eyJxxx.eyJxxx.xxx',
])('what no program made is not called an unreadable token (%s)', async (text) => {
  const answer = { access_token: text, token_type: 'Bearer', expires_in: 300, id_token: text }
  const { login, findings } = await explain(JSON.stringify(answer), freshHome())
  expect(login?.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(findings.filter(({ gravity }) => gravity !== 'note')).toEqual([])
})

const sent = asked.slice(4, -9).replace('STATE', 'af0ifjsldkj-9Zq-uw').replace('NONCE', 'n-0S6-WzA2Mj-ds8f')

test.each([
  'abc...', 'abc..', 'abc…', '...', '[REDACTED]', '[SECRET]', '(hidden)', '<hidden>', '<state>', '***', '{{state}}',
  '"[REDACTED]"', '"<hidden>"', '\'***\'', '"abc…"',
])('a state at the end of an address that was cut off or taken out differs from none (%s)', async (mask) => {
  for (const before of ['', 'GET ', 'Location: ']) {
    const home = freshHome()
    const input = `${before}https://app.example/cb?code=SplxlOBeZQQYbYS6WxSb&state=${mask}`
    const ended = await runInside(['explain', input, '--request', sent, '--json'], { home })
    const { login, findings } = documentOf(ended) as unknown as Explained
    expect(login?.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(findings.filter(({ gravity }) => gravity !== 'note')).toEqual([])
  }
})

test('the marks of a sentence behind an address are none of its state', async () => {
  for (const [mark, names] of [['.', []], [')', []], [').', []], ['x', ['state-differs']]] as const) {
    const input = `https://app.example/cb?code=SplxlOBeZQQYbYS6WxSb&state=af0ifjsldkj-9Zq-uw${mark}`
    const ended = await runInside(['explain', input, '--request', sent, '--json'], { home: freshHome() })
    expect((documentOf(ended) as unknown as Explained).findings.map(({ name }) => name)).toEqual(names)
  }
})

test('a placeholder is told from a value', () => {
  const placeholders = [
    '<code#1f0d>', 'code#1f0d', '<jwt#…>', '[REDACTED]', '<redacted>', '(hidden)', '***', 'ab***yz', 'eyJ…',
    'eyJhbGci...', 'xxxxxx', ...foreign,
  ]
  const values = [
    '', 'redact', 'secret', 'xxx', 'a#1f0d-', 'https://app.example/cb#code', '1.2.3', 'a..b', 'kq8Jx0mW2pRz7Yt4',
    '{"csrf":"kq8J"}', '{3f2504e0-4f89-11d3-9a0c-0305e82c3301}', '/', '0.AX0A~9-', 'M.R3_BAY.-Cb*K!x',
    'eyJhbGciOiJub25lIn0.e30.',
    'abc\u00e9', '\0\0', '  ', 'a'.repeat(43), 'S3CRET_kq8J', '123456', '令牌',
  ]
  expect(placeholders.filter(one => !isWithheld(one))).toEqual([])
  expect(values.filter(isWithheld)).toEqual([])
})

test.each(['"', '\''])('a state in quotation marks is read with them, whatever line it stands on (%s)', async (mark) => {
  for (const before of ['', 'GET ', 'Location: ']) {
    const input = `${before}https://app.example/cb?code=SplxlOBeZQQYbYS6WxSb&state=${mark}af0ifjsldkj-9Zq-uw${mark}`
    const ended = await runInside(['explain', input, '--request', sent, '--json'], { home: freshHome() })
    const { findings } = documentOf(ended) as unknown as { findings: { name: string, details: { how?: string } }[] }
    expect(findings.find(({ name }) => name === 'state-differs')?.details.how).toBe('quoted')
  }
})
