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
  'REDACTED_ID_TOKEN', 'eyJhbG..', 'xxxxx', '#####', '{{id_token}}', '\u5df2\u9690\u85cf', '\u2039\u5df2\u8131\u654f>', '${ID_TOKEN}',
  'ID_TOKEN', '%TOKEN%', '__removed__', 'xxxxx.yyyyy.zzzzz', 'eyJhbGci[REDACTED]', '\u25cf\u25cf\u25cf\u25cf', '\u3010\u5bc6\u94a5\u3011',
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

test('what is no token and nobody made is not called an unreadable one', async () => {
  const { login, findings } = await explain(
    JSON.stringify({ access_token: 'see vault', token_type: 'Bearer', expires_in: 300, id_token: 'see vault' }),
    freshHome(),
  )
  expect(login?.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(findings.filter(({ gravity }) => gravity !== 'note')).toEqual([])
})

test('a placeholder is told from a value', () => {
  const placeholders = [
    '<code#1f0d>', 'code#1f0d', '<jwt#…>', '[REDACTED]', '<redacted>', '(hidden)', '***', 'ab***yz', 'eyJ…',
    'eyJhbGci...', 'xxxxxx', ...foreign,
  ]
  const values = [
    '', 'redact', 'secret', 'xxx', 'a#1f0d-', 'https://app.example/cb#code', '1.2.3', 'a..b', 'kq8Jx0mW2pRz7Yt4',
    '{"csrf":"kq8J"}', '{3f2504e0-4f89-11d3-9a0c-0305e82c3301}', '/', '0.AX0A~9-', 'M.R3_BAY.-Cb*K!x', 'eyJhbGciOiJub25lIn0.e30.',
    'abc\u00e9', '\0\0', '  ', 'a'.repeat(43), 'S3CRET_kq8J', '123456',
  ]
  expect(placeholders.filter(one => !isWithheld(one))).toEqual([])
  expect(values.filter(isWithheld)).toEqual([])
})
