import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Secrets } from '../../src/secrets/secrets.ts'
import { thorough } from '../support/thorough.ts'
import { anySign } from './any-sign.ts'

const runs = thorough ? 5000 : 150

const percent = (text: string) => encodeURIComponent(text)
const lowerCase = (text: string) => text.replace(/%[0-9A-F]{2}/g, octet => octet.toLowerCase())
const json = (text: string) => JSON.stringify(text).slice(1, -1)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const everyUnit = (text: string) =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')

/** The ways in which others write a value down. */
const forms: Record<string, (text: string) => string> = {
  raw: text => text,
  'percent-encoded': percent,
  'percent-encoded in lower case': text => lowerCase(percent(text)),
  'percent-encoded twice': text => percent(percent(text)),
  'form-encoded': text => new URLSearchParams([['', text]]).toString().slice(1),
  JSON: json,
  'JSON as PHP writes it': text => json(text).replaceAll('/', '\\/'),
  'JSON in capital escapes': text =>
    json(text).replace(/[+&<>'`=]/g, sign => `\\u00${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  'JSON, every unit an escape': everyUnit,
  'JSON in JSON': text => json(json(text)),
  'JSON in an address': text => percent(json(text)),
  base64: base64,
  'base64 without its end': text => base64(text).replace(/=+$/, ''),
  base64url: text => Buffer.from(text).toString('base64url'),
  'base64 in an address': text => percent(base64(text)),
  'base64 in JSON of PHP': text => base64(text).replaceAll('/', '\\/'),
  'base64 in lines': text => base64(text).replace(/.{76}/g, '$&\r\n'),
}
for (const [before, after] of [['c:', ''], ['id:', 'x'], ['{"a":"', '"}'], ['xyz.', 'ab']] as const) {
  forms[`base64 of ${before}…${after}`] = text => base64(`${before}${text}${after}`)
  forms[`base64url of ${before}…${after}`] = text => Buffer.from(`${before}${text}${after}`).toString('base64url')
}

const signs = fc.string({
  unit: fc.constantFrom(...'abcXYZ0189"\'\\/%+ -_.~=&<>{}?#:;,üß张三🦶é'.match(/./gu) ?? []), minLength: 8, maxLength: 60,
})
const secret = fc.oneof(
  { weight: 4, arbitrary: signs },
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.uint8Array({ minLength: 8, maxLength: 64 }).map(octets => Buffer.from(octets).toString('hex')),
  },
  {
    weight: 2,
    arbitrary: fc.uint8Array({ minLength: 12, maxLength: 300 }).map(octets => Buffer.from(octets).toString('base64')),
  },
  { weight: 1, arbitrary: signs.map(text => text.repeat(Math.ceil(3000 / text.length))) },
).filter(text => text.isWellFormed() && text.length >= 8)
const around = fc.oneof(
  fc.string({ maxLength: 20 }), signs, fc.constantFrom('', '"', '\\', '%', '%4', '\\u00', '=', '&', ' '),
)

test('any secret of 8 characters or more is masked, in any form and position', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...Object.keys(forms)), around, around, (value, name, before, after) => {
      const secrets = new Secrets()
      secrets.remember('access_token', value)
      const written = forms[name]?.(value) ?? ''
      const hidden = secrets.hide(`${before}${written}${after}`)
      expect(hidden).toMatch(/<access_token#[0-9a-f]{4}>/)
      if (!before.includes(value) && !after.includes(value))
        expect(hidden.split(/<access_token#[0-9a-f]{4}>/).some(rest => rest.includes(value))).toBe(false)
    }), { numRuns: runs },
  )
}, 300_000)

test('many secrets in one text are masked, each under its name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }), fc.constantFrom(...Object.keys(forms)), (
      values, name,
    ) => {
      const secrets = new Secrets()
      values.forEach(value => secrets.remember('code', value))
      const hidden = secrets.hide(values.map(value => forms[name]?.(value) ?? '').join(' | '))
      expect(hidden.match(/<code#[0-9a-f]{4}>/g)).toHaveLength(values.length)
    }),
    { numRuns: Math.ceil(runs / 5) },
  )
}, 300_000)

test('a text without one is unchanged', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 400 }), fc.string({ unit: anySign, maxLength: 400 }), fc.json(),
    fc.base64String({ maxLength: 400 }), signs,
  )
  fc.assert(fc.property(fc.array(fc.uuid(), { minLength: 1, maxLength: 20 }), text, (values, said) => {
    const secrets = new Secrets()
    values.forEach(value => secrets.remember('code', value))
    expect(secrets.hide(said)).toBe(said)
  }), { numRuns: runs })
}, 300_000)

test('a text in which one of the first signs of a secret differs is unchanged', () => {
  fc.assert(
    // A longer beginning gives the value away by itself.
    fc.property(fc.uuid(), fc.integer({ min: 1, max: 15 }), fc.constantFrom(
      ...Object.keys(forms).filter(name => !name.startsWith('base64 of')),
    ), (value, place, name) => {
      const secrets = new Secrets()
      secrets.remember('code', value)
      const [differs, rest] = [value[place] === 'z' ? 'y' : 'z', value.slice(place + 1)]
      const other = `${value.slice(0, place)}${differs}${rest}`
      // The digits of an escape and the signs after it can be the secret itself: \u007a before 000000-… is 7a000000-….
      fc.pre(!`${everyUnit(differs)}${rest}`.endsWith(value))
      const written = forms[name]?.(other) ?? ''
      expect(secrets.hide(written)).toBe(written)
    }),
    { numRuns: runs },
  )
}, 300_000)
