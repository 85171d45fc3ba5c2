import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

interface Told { findings: { name: string, said: string }[], tokens: { claims?: { name?: string } }[] }

const at = 1_795_860_000
const header = JSON.stringify({ alg: 'ES256', kid: 'k1', typ: 'JWT' })
const claims = JSON.stringify({
  iss: 'https://op.example', sub: '248289', aud: 'app', iat: at - 5, exp: at + 300, name: '张三 ~~??>>',
})
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

type Encode = (content: string | Buffer) => string
const url: Encode = content => Buffer.from(content).toString('base64url')
const plain: Encode = content => Buffer.from(content).toString('base64')
const padded: Encode = content => url(content).padEnd(Math.ceil(url(content).length / 4) * 4, '=')
const unpadded: Encode = content => plain(content).replaceAll('=', '')

/** A token that was signed as it should be, and written in another base64 afterwards. */
function tokenIn(encode: Encode): string {
  const signature = sign('sha256', Buffer.from(`${url(header)}.${url(claims)}`), {
    key: privateKey, dsaEncoding: 'ieee-p1363',
  })
  return [header, claims, signature].map(encode).join('.')
}

async function explain(input: string, ...flags: string[]): Promise<Told & { text: string }> {
  const home = freshHome()
  const words = ['explain', input, '--lang', 'en', '--at', new Date(at * 1000).toISOString(), ...flags]
  const [told, text] = [await runInside([...words, '--json'], { home }), await runInside(words, { home })]
  expect(told.status, told.stderr).toBe(0)
  return { ...JSON.parse(told.stdout) as Told, text: text.stdout }
}

const namesIn = ({ findings }: Told) => findings.map(({ name }) => name)

describe('a JWT in another base64 than base64url', () => {
  test.each([
    ['plain, with padding', plain, /plain base64/], ['plain, without padding', unpadded, /plain base64/],
    ['padded', padded, /padded with =/],
  ])('is decoded, and told to be so: %s', async (_, encode, said) => {
    const token = tokenIn(encode)
    expect(token).toMatch(/[+/=]/)
    for (const input of [token, `the token: ${token}.`, `HTTP/1.1 200 OK\n\n{"id_token":"${token}","token_type":"Bearer"}`]) {
      const told = await explain(input)
      expect(told.text).toContain('张三')
      expect(told.findings).toContainEqual(expect.objectContaining({
        name: 'token-not-base64url', said: expect.stringMatching(said) as unknown,
      }))
      expect(namesIn(told)).not.toContain('id-token-unreadable')
      expect(told.text).not.toContain(token.split('.')[1]?.slice(0, 30))
    }
  })

  test('is verified as it was signed', async () => {
    const file = join(freshHome(), 'keys.json')
    writeFileSync(file, JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] }))
    expect((await explain(tokenIn(plain), '--jwks', file)).text).toContain('The signature holds')
    const other = `${tokenIn(plain).replace(/[^.]+$/, '')}${plain(createHmac('sha512', 'x').digest())}`
    expect((await explain(other, '--jwks', file)).text).toContain('The signature does not hold')
  })

  test.each([
    ['base64url', tokenIn(url)], ['a path behind it', `GET /callback/${tokenIn(url)}/next`],
    ['a member of a form', `id_token=${tokenIn(url)}&state=af0ifjsldkj`],
  ])('is not what it is taken for where the signs stand around it: %s', async (_, input) => {
    expect(namesIn(await explain(input))).not.toContain('token-not-base64url')
  })
})
