import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { readPrivateKey, type WantedKey } from '../../src/providers/code/private-key.ts'
import { describeFailure } from '../../src/render/failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import type { Secret } from '../../src/secrets/secret.ts'
import { rsaPair } from '../support/key-pairs.ts'

const wanted: WantedKey = { fits: key => key.asymmetricKeyType === 'rsa', expected: '(alipay-key)' }
const { privateKey, publicKey } = rsaPair(1)
const pem = (type: 'pkcs1' | 'pkcs8') => privateKey.export({ format: 'pem', type }) as string
const bare = (type: 'pkcs1' | 'pkcs8') => privateKey.export({ format: 'der', type }).toString('base64')
const read = (text: string) => readPrivateKey({ reveal: () => text } as Secret, wanted)
const proof = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const certificate
  = 'MIIBdzCCAR2gAwIBAgIUYyJhZ2Vub3RhcmVhbGNlcnRpZmljYXRlMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBmVhc3kwMB4XDTI2MDEwMTAwMDAwMFo='

const forms: [string, string][] = [
  ['PKCS#8 PEM', pem('pkcs8')], ['PKCS#1 PEM', pem('pkcs1')], ['base64 of PKCS#8 in one line', bare('pkcs8')],
  ['base64 of PKCS#1 in one line', bare('pkcs1')],
  ['CRLF', pem('pkcs8').replaceAll('\n', '\r\n')], ['CR alone', pem('pkcs1').replaceAll('\n', '\r')],
  ['header and body in one line', pem('pkcs8').replaceAll('\n', '')],
  ['the same, joined by blanks', pem('pkcs1').replaceAll('\n', ' ')],
  ['one long line between the headers', `-----BEGIN PRIVATE KEY-----\n${bare('pkcs8')}\n-----END PRIVATE KEY-----`],
  ['PKCS#1 under the label of PKCS#8', `-----BEGIN PRIVATE KEY-----\n${bare('pkcs1')}\n-----END PRIVATE KEY-----`],
  [
    'PKCS#8 under the label of PKCS#1',
    `-----BEGIN RSA PRIVATE KEY-----\n${bare('pkcs8')}\n-----END RSA PRIVATE KEY-----`,
  ],
  ['blanks within', bare('pkcs8').replace(/.{64}/g, '$& ')],
  ['tabs before each line', pem('pkcs8').replaceAll('\n', '\n\t')],
  ['\\n written out', pem('pkcs8').replaceAll('\n', '\\n')],
  ['\\r\\n written out', pem('pkcs1').replaceAll('\n', '\\r\\n')],
  ['quotes around', `"${bare('pkcs8')}"`], ['a BOM and blank lines', `\ufeff\n${pem('pkcs8')}\n\n`],
  ['no line that ends it', `-----BEGIN PRIVATE KEY-----\n${bare('pkcs8')}`],
  ['a text before it', `Alipay application private key\n${pem('pkcs8')}`],
]

describe('keys: every form in which tools write a private key', () => {
  test.each(forms)('%s', (_, text) => {
    expect(read(text).equals(privateKey)).toBe(true)
  })
})

const ec
  = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
const encrypted = (type: 'pkcs1' | 'pkcs8') =>
  privateKey.export({ format: 'pem', type, cipher: 'aes-256-cbc', passphrase: 'x' }) as string
const body = (text: string) => text.replace(/-----[^-]+-----|\n/g, '')

describe('keys: what was given instead is named, without a part of it', () => {
  test.each([
    ['a public key, PEM', publicKey.export({ format: 'pem', type: 'spki' }) as string, /a public key/, /公钥/],
    ['Alipay’s public key, base64', proof, /a public key/, /公钥/],
    [
      'a PKCS#1 public key', publicKey.export({ format: 'der', type: 'pkcs1' }).toString('base64'), /a public key/,
      /公钥/,
    ],
    ['a certificate', `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`, /a certificate/, /证书/],
    ['encrypted PKCS#8', encrypted('pkcs8'), /encrypted with a password/, /口令/],
    ['encrypted PKCS#8, base64', body(encrypted('pkcs8')), /encrypted/, /口令/],
    ['encrypted PKCS#1', encrypted('pkcs1'), /encrypted/, /口令/], ['an elliptic key', ec, /type ec/, /ec 的私钥/],
    ['a password', 'hunter2!', /no key/, /无法识别/],
    ['half a key', bare('pkcs8').slice(0, 400), /no key/, /无法识别/],
    ['a file name', '/home/me/key.pem', /no key/, /无法识别/],
  ])('%s', (_, text, english, chinese) => {
    const failure = (() => {
      try {
        return read(text)
      } catch (error) {
        return error
      }
    })() as Failure
    expect(failure).toMatchObject({ code: 'setting-invalid' })
    const said = [en, zh].map(catalogue => describeFailure(asItIs(failure), catalogue).message)
    expect(said).toEqual([expect.stringMatching(english), expect.stringMatching(chinese)])
    expect(JSON.stringify(failure.details)).not.toContain(text.slice(30, 60) || text)
  })
})
