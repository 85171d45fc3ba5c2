import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { isSecretName, Secrets } from '../../src/secrets.ts'

const tricky = ['plain-token_1.2~3', 'with/slash+plus=equals==', 'a b&c%d', 'ü-张三-🦶', '"quoted\\back"', '(group)*[x]?$^|{1}', '$& $1 $`', 'x'.repeat(5000)]

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
    'every sign percent-encoded': percent.replace(/[!'()*~_.-]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    base64: Buffer.from(value).toString('base64'),
    'base64 without its end': Buffer.from(value).toString('base64').replace(/=+$/, ''),
    base64url: Buffer.from(value).toString('base64url'),
    JSON: json,
    'JSON as PHP writes it': json.replaceAll('/', '\\/'),
    'JSON as .NET writes it': json.replace(/[+&<>'`]/g, sign => `\\u00${sign.charCodeAt(0).toString(16).toUpperCase()}`),
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
      expect(secrets.hide(`before ${shown} after`), value.slice(0, 30)).toMatch(/^before <access_token#[0-9a-f]{4}> after$/)
    }
  })

  test('hides it each time, and gives every form the same name', () => {
    const secrets = new Secrets()
    secrets.remember('code', 'a/b+c')
    const hidden = secrets.hide('a/b+c a%2Fb%2Bc YS9iK2M a/b+c')
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
    secrets.remember('short', 'abcd')
    secrets.remember('long', 'xxabcdxx')
    expect(secrets.hide('xxabcdxx')).toBe(secrets.placeholder('long', 'xxabcdxx'))
    expect(secrets.hide('abcd-xxabcdxx')).toBe(`${secrets.placeholder('short', 'abcd')}-${secrets.placeholder('long', 'xxabcdxx')}`)
  })

  test('hides a very short one only where it stands alone', () => {
    const secrets = new Secrets()
    secrets.remember('client_secret', 'abc')
    expect([secrets.hide('abc'), secrets.hide('alphabc')]).toEqual([secrets.placeholder('client_secret', 'abc'), 'alphabc'])
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

describe('Secrets.hideIn', () => {
  test('hides values and names at any depth, and leaves the original alone', () => {
    const secrets = new Secrets()
    secrets.remember('token', 's3cret-value')
    const value = { 's3cret-value': ['x', { deep: 'a s3cret-value' }], number: 1, nothing: null, yes: true }
    const hidden = secrets.hideIn(value)
    expect(JSON.stringify(hidden)).not.toContain('s3cret-value')
    expect(hidden).toMatchObject({ number: 1, nothing: null, yes: true })
    expect(Object.keys(value)[0]).toBe('s3cret-value')
  })

  test('leaves what we say ourselves, also where a secret is such a word, and hides the word in a message', () => {
    const secrets = new Secrets()
    for (const word of ['name', 'type', 'check', 'token', 'GET', 'request']) secrets.remember('code', word)
    const event = { type: 'check', step: 'token', name: 'state', request: { method: 'GET', url: '/', headers: { name: 'token' } } }
    expect(secrets.hideIn(event)).toEqual({ ...event, request: { ...event.request, headers: { name: secrets.placeholder('code', 'token') } } })
    expect(secrets.hideIn({ type: 'message', parameters: { code: 'token' } }).parameters).toEqual({ code: secrets.placeholder('code', 'token') })
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

test.each([['access_token', true], ['Authorization', false], ['CODE', true], ['Set-Cookie', true], ['scope', false], ['sub', false], ['id_token_hint', true], ['client_assertion', true]])(
  'the name %s stands for a secret: %s', (name, expected) => {
    expect(isSecretName(name)).toBe(expected)
  })
