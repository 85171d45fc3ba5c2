import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { compareAddresses } from '../../src/explain/compare/addresses.ts'
import { belongTogether, challengeOf, findChallengeFault, knownVerifier } from '../../src/explain/compare/challenge.ts'
import { compareValues } from '../../src/explain/compare/values.ts'

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const sha = (algorithm: string, text: string | Buffer) => createHash(algorithm).update(text).digest()

describe('a verifier and a challenge', () => {
  test('belong together by the example of RFC 7636, appendix B', () => {
    expect(challengeOf(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
    expect(belongTogether(verifier, challengeOf(verifier), 'S256')).toBe(true)
    expect(belongTogether(verifier, verifier, undefined)).toBe(true)
    expect(belongTogether(verifier, challengeOf(verifier), undefined)).toBe(false)
  })

  test.each([
    ['challenge-is-verifier', verifier],
    ['challenge-hex', sha('sha256', verifier).toString('hex')],
    ['challenge-base64', sha('sha256', `${verifier}x`).toString('base64').replace(/=+$/, ''), `${verifier}x`],
    ['challenge-padded', `${challengeOf(verifier)}=`],
    ['challenge-hex-encoded', Buffer.from(sha('sha256', verifier).toString('hex')).toString('base64')],
    ['challenge-of-decoded', sha('sha256', Buffer.from(verifier, 'base64url')).toString('base64url')],
    ['challenge-sha1', sha('sha1', verifier).toString('base64url')],
    ['challenge-sha512', sha('sha512', verifier).toString('base64url')],
    ['challenge-double', challengeOf(challengeOf(verifier))],
    ['challenge-of-line', challengeOf(`${verifier}\n`)],
    ['challenge-of-quoted', challengeOf(JSON.stringify(verifier))],
    ['challenge-of-wide', sha('sha256', Buffer.from(verifier, 'utf16le')).toString('base64url')],
    [
      'verifier-is-challenge', 'some-text-that-was-meant-to-be-the-verifier',
      challengeOf('some-text-that-was-meant-to-be-the-verifier'),
    ],
    [undefined, challengeOf('another')],
  ])('differ by %s', (fault, challenge, sent = verifier) => {
    expect(findChallengeFault(sent, challenge)).toBe(fault)
  })

  test('are known to everybody where a program hashed nothing, or a word', () => {
    expect(knownVerifier('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU')).toBe('')
    expect(knownVerifier(challengeOf('undefined'))).toBe('undefined')
    expect(knownVerifier(challengeOf('a verifier of its own'))).toBeUndefined()
  })
})

test.each([
  ['http://localhost:80/cb', 'http://127.0.0.1:80/cb', 'loopback-name'],
  ['http://a.example/cb', 'https://a.example/cb', 'scheme'],
  ['https://www.a.example/cb', 'https://a.example/cb', 'www'],
  ['https://A.example/cb', 'https://a.example/cb', 'host-case'],
  ['https://a.example/cb', 'https://b.example/cb', 'host'],
  ['http://localhost:3000/', 'http://localhost:3001/', 'port'],
  ['https://a.example/cb', 'https://a.example/cb/', 'final-slash'],
  ['https://a.example', 'https://a.example/', 'final-slash'],
  ['https://a.example/CB', 'https://a.example/cb', 'path-case'],
  [
    'https://a.example/x', 'https://a.example/y', 'path',
  ], ['https://a.example/?a=1', 'https://a.example/?a=2', 'query'],
  ['https://a.example/#a', 'https://a.example/#b', 'fragment'],
  ['https%3A%2F%2Fa.example', 'https://a.example', 'encoded-twice'],
  ['https://a.example/%7Ea', 'https://a.example/~a', 'encoded-twice'],
  ['https://a.example/ ', 'https://a.example/', 'blank'], ['cb', 'cp', 'spelling'],
  ['https://a.example/cb', 'https://a.example/cb', undefined],
])('%s and %s differ in: %s', (one, other, how) => {
  expect([compareAddresses(one, other), compareAddresses(other, one)]).toEqual([how, how])
})

test.each([
  ['a+b', 'a b', 'plus-lost'], ['a/b', 'a%2Fb', 'still-encoded'], ['a%2Fb', 'a/b', 'decoded-again'],
  ['abcdefgh', 'abcde', 'cut'], ['abcde', 'abcde#_=_', 'longer'], ['abc', '"abc"', 'quoted'], ['abc', 'abc\n', 'blank'],
  ['YWI=', 'YWI', 'padding'], ['a-b_', 'a+b/', 'base64'], ['Abc', 'abc', 'letter-case'], ['abc', '', 'empty'],
  ['abc', 'xyz', 'another'], ['abc', 'abc', undefined],
])('%j came as %j: %s', (sent, came, how) => {
  expect(compareValues(sent, came)).toBe(how)
})
