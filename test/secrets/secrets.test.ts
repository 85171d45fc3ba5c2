import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'
import { isSecretName } from '../../src/secrets/names.ts'

const tricky = [
  'plain-token_1.2~3', 'with/slash+plus=equals==', 'a b&c%d=e', 'ü-张三-🦶-é', '"quoted\\back"', '(group)*[x]?$^|{1}',
  '$& $1 $`', 'x'.repeat(5000),
]

/** The forms in which a value may turn up in messages of others. */
function formsOf(value: string): Record<string, string> {
  const percent = encodeURIComponent(value)
  const lowerCase = (text: string) => text.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
  const json = JSON.stringify(value).slice(1, -1)
  return {
    raw: value,
    'percent-encoded': percent,
    'percent-encoded in lower case': lowerCase(percent),
    'form-encoded': new URLSearchParams([['', value]]).toString().slice(1),
    'every sign percent-encoded': percent.replace(/[!'()*~_.-]/g, sign =>
      `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    base64: Buffer.from(value).toString('base64'),
    'base64 without its end': Buffer.from(value).toString('base64').replace(/=+$/, ''),
    base64url: Buffer.from(value).toString('base64url'),
    JSON: json,
    'JSON as PHP writes it': json.replaceAll('/', '\\/'),
    'JSON as .NET writes it':
      json.replace(/[+&<>'`]/g, sign => `\\u00${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    'JSON as Go writes it': json.replace(/[&<>]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`),
  }
}

describe('Secrets.hide', () => {
  const forms = Object.keys(formsOf(''))

  test.each(forms)('hides a value that is %s', (form) => {
    for (const value of tricky) {
      const secrets = new Secrets()
      secrets.remember('access_token', value)
      const shown = formsOf(value)[form] ?? ''
      expect(secrets.hide(`before ${shown} after`), value.slice(0, 30))
        .toMatch(/^before <access_token#[0-9a-f]{4}> after$/)
    }
  })

  test('hides it each time, and gives every form the same name', () => {
    const secrets = new Secrets()
    secrets.remember('code', 'a/b+c-d/e')
    const hidden = secrets.hide('a/b+c-d/e a%2Fb%2Bc-d%2Fe YS9iK2MtZC9l a/b+c-d/e')
    expect(new Set(hidden.split(' ')).size).toBe(1)
    expect(hidden).toMatch(/^<code#/)
  })

  test('gives different secrets different names, and none that tells anything from run to run', () => {
    const [one, other] = [new Secrets(), new Secrets()]
    expect(one.placeholder('code', 'a')).not.toBe(one.placeholder('code', 'b'))
    const names = Array.from({ length: 20 }, () => new Secrets().placeholder('code', 'a'))
    expect(new Set(names).size).toBeGreaterThan(15)
    expect(other.placeholder('code', 'a')).toMatch(/^<code#[0-9a-f]{4}>$/)
  })

  test('hides the longer one where one secret stands in the other', () => {
    const secrets = new Secrets()
    secrets.remember('short', 'abcdefgh')
    secrets.remember('long', 'xxabcdefghxx')
    expect(secrets.hide('xxabcdefghxx')).toBe(secrets.placeholder('long', 'xxabcdefghxx'))
    expect(secrets.hide('abcdefgh-xxabcdefghxx'))
      .toBe(`${secrets.placeholder('short', 'abcdefgh')}-${secrets.placeholder('long', 'xxabcdefghxx')}`)
  })

  test('hides one of fewer than 8 characters only where it stands alone', () => {
    const secrets = new Secrets()
    secrets.remember('client_secret', 'abcdefg')
    expect([secrets.hide('abcdefg'), secrets.hide('alphabcdefg')]).toEqual([
      secrets.placeholder('client_secret', 'abcdefg'), 'alphabcdefg',
    ])
  })

  test('keeps the first name of a value, and takes nothing for nothing', () => {
    const secrets = new Secrets()
    secrets.remember('code', 'value-1')
    secrets.remember('state', 'value-1')
    secrets.remember('none', undefined)
    secrets.remember('empty', '')
    expect([secrets.hide('value-1'), secrets.hide('')]).toEqual([secrets.placeholder('code', 'value-1'), ''])
  })

  test('learns while it goes', () => {
    const secrets = new Secrets()
    secrets.remember('code', 'first-value')
    secrets.hide('first-value')
    secrets.remember('state', 'second-value')
    expect(secrets.hide('second-value')).toMatch(/^<state#/)
  })

  test('changes nothing where nothing is known', () => {
    expect(new Secrets().hide('text $& \\u0000')).toBe('text $& \\u0000')
  })
})

describe('Secret', () => {
  const secret = new Secrets().keep('access_token', 'the-value')

  test('shows its name by whatever way it is printed', () => {
    const inspected = [inspect(secret), inspect({ secret }, { depth: 9, showHidden: true })]
    const shown = [String(secret), JSON.stringify({ secret }), JSON.stringify([secret]), ...inspected]
    expect(shown.filter(text => text.includes('the-value') || !/<access_token#[0-9a-f]{4}>/.test(text))).toEqual([])
    expect(Reflect.ownKeys(secret)).toEqual([])
  })

  test('is given away by reveal alone', () => {
    expect(secret.reveal()).toBe('the-value')
  })
})

test.each([
  ['access_token', true], ['Authorization', false], ['CODE', true], ['Set-Cookie', true], ['scope', false],
  ['sub', false], ['id_token_hint', true], ['client_assertion', true],
])(
  'the name %s stands for a secret: %s', (name, expected) => {
    expect(isSecretName(name)).toBe(expected)
  })

describe('hexadecimal', () => {
  const value = 'hex-ACCESS-7f3kz9Qw2LxVb5T'
  const digits = Buffer.from(value).toString('hex')
  const secrets = new Secrets()
  secrets.remember('access_token', value)

  test.each([
    ['alone', digits, ''], ['in upper case', digits.toUpperCase(), ''], ['behind an odd digit', `a${digits}`, 'a'],
    ['within something longer', `00${digits}ffff`, '00<>ffff'],
  ])('is read %s', (_, said, around) => {
    const [before, after] = around.includes('<>') ? around.split('<>') : [around, '']
    expect(secrets.hide(`it is ${said}.`)).toMatch(new RegExp(`^it is ${before}<access_token#[0-9a-f]{4}>${after}\\.$`))
  })

  test('that was cut off gives no more than a few characters away', () => {
    for (let length = 2; length < digits.length; length++) {
      const shown = secrets.hide(`it is ${digits.slice(0, length)}…`).replace(/^it is |<[^>]+>|…$/g, '')
      expect(shown.length, shown).toBeLessThan(16)
    }
  })

  test('that is something else stays as it is', () => {
    for (const said of ['5fa0c3d2e1b4a5968778695a4b3c2d1e', digits.slice(2), digits.slice(0, 30)]) expect(
      secrets.hide(`it is ${said}.`),
    ).toBe(`it is ${said}.`)
  })
})
