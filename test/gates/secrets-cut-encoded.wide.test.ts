import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { beforeEncoded, limits, takeCharacters } from '../../src/limits.ts'
import { describeAnswer } from '../../src/protocol/answer/describe.ts'
import { maskFailure } from '../../src/secrets/mask.ts'
import { maskMembers } from '../../src/secrets/message.ts'
import { credentialRule } from '../../src/secrets/names.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { maskBody, maskEchoes } from '../../src/secrets/text.ts'
import { clean } from '../../src/text/printable.ts'
import { everyExport, readExports } from '../report/written.ts'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { tokens } from '../support/stub-answers.ts'
import { openStub } from '../support/stub-provider.ts'
import { thorough } from '../support/thorough.ts'
import { walk } from '../support/walks.ts'

const token = 'tok/9Qm3kZ7wLx/2Vb+Nc5Rt=1Yp6Hs'
const foreign = 'foreign-8Jd0sLq2VxT7'

function remembering(): Secrets {
  const secrets = new Secrets()
  secrets.remember('access_token', token)
  return secrets
}

/** How others write such a value. */
const encodings: Record<string, (text: string) => string> = {
  'PHP’s JSON': text => text.replaceAll('/', '\\/'),
  'escapes of JSON': text => text.replace(/[/+=]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`),
  octets: encodeURIComponent, 'octets, twice': text => encodeURIComponent(encodeURIComponent(text)),
  HTML: text => text.replace(/[/+=]/g, sign => `&#${sign.charCodeAt(0)};`),
  'base64 in a form': text => encodeURIComponent(Buffer.from(text).toString('base64')),
  'base64 in HTML': text => Buffer.from(text).toString('base64').replace(/[/+=]/g, sign => `&#${sign.charCodeAt(0)};`),
}

describe('secrets: a cut within an encoded character gives nothing away', () => {
  test.each(Object.keys(encodings))('%s, cut at each place', (name) => {
    const value = encodings[name]?.(token) ?? ''
    for (let within = 5; within <= value.length; within += thorough ? 1 : 3) {
      const text = `${'-'.repeat(limits.shown - within)}${value} and so on${'-'.repeat(100)}`
      for (const shown of [maskEchoes(remembering(), text), maskBody(remembering(), text, credentialRule)]) {
        // Fewer than four characters of a value are anybody's; in base64 they are up to seven digits.
        expect(
          shown.replace(/<access_token#[0-9a-f]{4}>|…/g, '').replaceAll('-', '').replace(/ and so on$/, '').length,
          `${within}: ${shown.slice(-60)}`,
        ).toBeLessThan(9)
      }
    }
  })

  test.each(Object.keys(encodings))('%s, in a line that was cut and says so', (name) => {
    const value = encodings[name]?.(token) ?? ''
    for (let within = 5; within <= value.length; within += thorough ? 1 : 3) {
      const line = clean(`${'-'.repeat(199 - within)}${value} and so on`)
      expect(line.at(-1)).toBe('…')
      for (const shown of [remembering().hide(line), remembering().hideLong(line)]) {
        expect(
          shown.replace(/<access_token#[0-9a-f]{4}>|…/g, '').replaceAll('-', '').length,
          `${within}: ${shown.slice(-60)}`,
        ).toBeLessThan(9)
      }
    }
  })

  test('what was kept short of a content type or a title, with an encoded character where the cut is', () => {
    const echo = `${token.slice(0, 20)}${'%41'.repeat(20)}`
    for (let before = 20; before < 90; before += thorough ? 1 : 7) {
      const said = `${'-'.repeat(before)}${echo}${'-'.repeat(200)}`
      const answer = { status: 400, headers: { 'content-type': said }, body: `<title>${said}</title>` }
      const { details } = maskFailure(
        remembering(), new Failure('unreadable-answer', describeAnswer(answer, 'https://as.example/')),
      )
      expect([details['content_type'], details['title']], `${before}`).toEqual([
        expect.stringMatching(/^-+…$/), expect.stringMatching(/^-+…$/),
      ])
    }
  })

  test('a text that was cut in several places says nothing before any of them', () => {
    const shown = remembering().hide(`a ${token.slice(0, 20)}…, b ${token}, c ${token.slice(0, 9)}…: 30 s, d …`)
    expect(shown).toMatch(/^a …, b <access_token#[0-9a-f]{4}>, c …: 30 s, d …$/)
  })

  test('a text is cut before an encoded character, also one of several, and no further back than one is long', () => {
    expect(beforeEncoded('abc%2Fd', 5)).toBe(3)
    expect(beforeEncoded('abc\\u002Fd', 8)).toBe(3)
    expect(beforeEncoded('a%E4%BD%A0b', 9)).toBe(1)
    expect(beforeEncoded('%41'.repeat(1000), 2000)).toBeGreaterThan(1700)
    expect(takeCharacters('plain text', 5)).toEqual({ text: 'plain', leftOut: 5 })
  })

  test.each([
    [
      'runs over the cut',
      (length: number) =>
        `{"pad":"${'-'.repeat(
          length - 60,
        )}","inner":"{\\"access_token\\":\\"${foreign}\\",\\"note\\":\\"see ${token} ok\\"}"}`,
    ],
    [
      'stands before a cut within an escape',
      (length: number) =>
        `{"pad":"${'-'.repeat(length - 62)}","inner":"{\\"access_token\\":\\"${foreign}\\",\\"note\\":\\"x\\"}"}`,
    ],
  ])('a secret of a body within a body that %s is hidden', (_name, make) => {
    for (let length = limits.shown - 40; length < limits.shown + 60; length += thorough ? 1 : 3) {
      const shown = maskBody(remembering(), `${make(length)}${' '.repeat(200)}`, credentialRule)
      expect(shown).not.toContain(foreign.slice(0, 12))
      expect(shown).not.toContain(token.slice(0, 6))
    }
  })

  test('a long address, a parameter in a sentence, an address in one: by their names', () => {
    const said = maskMembers(new Secrets(), {
      picture: `https://x.example/?access_token=${foreign}&pad=${'-'.repeat(33_000)}`, note: `access_token=${foreign}`,
      more: `see https://x.example/?access_token=${foreign} there`,
    }, credentialRule)
    expect(JSON.stringify(said)).not.toContain(foreign)
    expect(said['note']).toMatch(/^access_token=<access_token#[0-9a-f]{4}>$/)
  })
})

test('whatever a token answer brings beside its tokens, and however a refusal is cut: no output has them', {
  timeout: 60_000,
}, async () => {
  const stub = await openStub()
  const decoys = Object.fromEntries(
    Array.from({ length: 70 }, (_, place) => [`d${place}_token`, `decoy-${place}-abcdefgh`]),
  )
  const own = '5fa0c3d2e1b4a5968778695a4b3c2d1e'
  const challenge = `Bearer x="${'-'.repeat(
    limits.headerField - 80,
  )}", error="invalid_token", error_description="bad token ${own}${'x'.repeat(300)}"`
  const refusals = [
    { status: 401, headers: { 'www-authenticate': challenge }, body: '' },
    {
      status: 500, headers: { 'content-type': 'text/html' },
      body: `<html><!--${'-'.repeat(limits.page - 60)}--><title>bad ${own}${'x'.repeat(300)}`,
    },
    { status: 403, headers: { [own]: 'a name' }, body: JSON.stringify({ error: 'insufficient_scope' }) },
  ]
  for (const refusal of refusals) {
    const home = freshHome()
    stub.reset({
      token: tokens(good => ({ ...decoys, note: `hello ${own}`, ...good, id_token: undefined, access_token: own })),
      userinfo: () => refusal,
    })
    const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
    const { stdout, stderr } = await walk(
      [
        stub.issuer, '--client-id', stub.client.client_id, '--scope', 'read', '--port', '0', '-vvv',
        ...everyExport(home),
      ],
      { home, environment }, {}, startInside,
    )
    for (const [
      kind, text,
    ] of Object.entries({ stdout, stderr, ...readExports(home) })) expect(text, kind).not.toContain(own.slice(0, 8))
  }
})
