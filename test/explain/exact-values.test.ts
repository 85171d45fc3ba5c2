import { createSign, generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

interface Finding { name: string, said: string }

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = Math.floor(Date.now() / 1000)
const claims = {
  iss: 'https://op.example', sub: 'u', aud: 'app', iat: now, exp: now + 600, nonce: 'n-0S6_WzA2MjA2MjA2Mj',
}

async function findings(input: string, ...words: string[]): Promise<Finding[]> {
  const { stdout } = await runInside(['explain', '-', '--json', ...words], { home: freshHome(), input })
  return (JSON.parse(stdout) as { findings: Finding[] }).findings
}

describe('two values that differ in what nobody sees are told apart', () => {
  test.each<[string, object, string[], string, string]>([
    ['an audience with a blank', { aud: 'app ' }, ['--client-id', 'app'], 'audience-not-client', 'app⟨U+0020⟩'],
    ['an audience with a mark', { aud: 'app\u200b' }, ['--client-id', 'app'], 'audience-not-client', 'app⟨U+200B⟩'],
    ['another client', { azp: ' app' }, ['--client-id', 'app'], 'authorized-party-differs', '⟨U+0020⟩app'],
    [
      'an issuer with a blank', { iss: 'https://op.example ' }, ['--issuer', 'https://op.example'], 'issuer-differs',
      'https://op.example⟨U+0020⟩',
    ],
  ])('%s', async (_, own, words, name, shown) => {
    const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ ...claims, ...own })}.${'A'.repeat(342)}`
    for (const language of ['en', 'zh']) {
      const told = await findings(token, ...words, '--lang', language)
      expect(told.find(one => one.name === name)?.said).toContain(shown)
    }
  })
})

describe('an ECDSA signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const input = `${part({ alg: 'ES256', kid: 'k' })}.${part(claims)}`
  const keys = (): string => {
    const file = join(freshHome(), 'keys.json')
    writeFileSync(file, JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256' }] }))
    return file
  }

  test('in DER is told by its length, with keys and without', async () => {
    const token = `${input}.${createSign('sha256').update(input).sign(privateKey).toString('base64url')}`
    for (const words of [['--jwks', keys()], []]) {
      const told = (await findings(token, ...words)).filter(({ name }) => name.startsWith('signature'))
      expect(told).toEqual([
        expect.objectContaining({
          name: 'signature-der', said: expect.stringMatching(/[67]\d bytes, and must have 64/) as string,
        }),
      ])
    }
  })

  test('of its own form is not', async () => {
    const signed = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    expect((await findings(`${input}.${signed.toString('base64url')}`, '--jwks', keys())).map(({ name }) => name))
      .not.toContain('signature-der')
  })
})
