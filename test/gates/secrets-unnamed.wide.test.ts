import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { claims, tokens } from '../support/stub-answers.ts'
import { startStub, type Said, type Stub } from '../support/stub-provider.ts'
import { walk, type Walked } from '../support/walks.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(() => stub.close())

const canary = 'CNRYk9Xzk9Xzk9Xzk9Xzk9Xzk9Xzk9Xz'
const json = (body: object): Said => ({ body })
const text = (body: string, status = 200): Said => ({ status, headers: { 'content-type': 'text/plain' }, body })

async function seen(words: string[] = []): Promise<Walked & { all: string }> {
  const home = freshHome()
  const files = ['w.json', 'w.har', 'w.html'].map(name => join(home, name))
  const [saved = '', har = '', html = ''] = files
  const ended = await walk([
    stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '-vvv', '--save', saved, '--har', har,
    '--html', html, ...words,
  ], { home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret } }, {}, startInside)
  const written = files.map(file => readFileSync(file, 'utf8'))
  return { ...ended, all: [ended.stdout, ended.stderr, ...written].join('\n') }
}

describe('a token that comes without its name is hidden wherever the answer is shown', () => {
  test.each<[string, Said]>([
    ['as the key', json({ key: canary })], ['as the message', json({ message: canary })],
    ['as the result', json({ result: canary, state: 'abc' })],
    ['in an object', json({ data: { value: canary }, token_type: 'Bearer' })],
    ['behind its scheme', json({ auth: `Bearer ${canary}` })],
    ['short for both', json({ at: canary, rt: `${canary}2` })],
    ['in an address', json({ url: `https://app.example/x/${canary}` })],
    ['in base64', text(Buffer.from(JSON.stringify({ access_token: canary })).toString('base64'))],
    [
      'in the address of a redirect',
      { status: 302, headers: { location: `http://127.0.0.1:1/x/${canary}` }, body: '' },
    ],
    ['in a sentence of a refusal', text(`invalid: token ${canary} is not good`, 400)],
    [
      'in a description',
      { status: 400, body: { error: 'invalid_grant', error_description: `no access token ${canary}` } },
    ],
  ])('%s', async (_, said) => {
    stub.reset({ token: () => said })
    const { status, stderr, all } = await seen(['--json'])
    expect([3, 4]).toContain(status)
    expect(stderr).toMatch(/<(?:access_token|token|secret)#[0-9a-f]{4}>/)
    if (typeof said === 'object' && said.status === undefined) expect(stderr).not.toContain('refused to give tokens')
    for (const part of [canary.slice(0, 12), Buffer.from(canary).toString('base64').slice(3, 20)])
      expect(all).not.toContain(part)
  })

  test('also beside a token, but not what names somebody, and not what an error says', async () => {
    stub.reset({ token: tokens(good => ({ ...good, rt: canary, open_id: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE' })) })
    const { status, stderr, all } = await seen()
    expect(status).toBe(0)
    expect(all).not.toContain(canary.slice(0, 12))
    expect(stderr).toContain('oGZUI0egBJY1zhBYw2KhdUfwVJJE')
    const trace = 'rid: 5f9e1b2c-1a2b3c4d-77e0f1a2'
    stub.reset({ token: () => json({ errcode: 40029, errmsg: `invalid code, ${trace}` }) })
    expect((await seen()).stderr).toContain(`provider says: invalid code, ${trace}`)
  })
})

describe('credentials of others are hidden where their place tells what they are', () => {
  test.each<[string, Said]>([
    ['a claim', json({ sub: claims.sub, note: `Bearer ${canary}` })],
    ['a proof', json({ sub: claims.sub, note: [`it sent DPoP ${canary}.`] })],
    [
      'a user with a password',
      json({ sub: claims.sub, note: `Basic ${Buffer.from(`u:${canary}`).toString('base64')}` }),
    ],
    ['an address', json({ sub: claims.sub, picture: `https://x.example/p.png?access_token=${canary}` })],
    ['a session', json({ sub: claims.sub, session: canary })],
    [
      'a page',
      { status: 500, headers: { 'content-type': 'text/html' }, body: `<pre>Authorization: Bearer ${canary}</pre>` },
    ],
    ['words', text(`token ${canary}`)], ['a line', text(`access_token: ${canary}`)],
    ['a challenge', { status: 401, headers: { 'www-authenticate': `Bearer realm="x", token="${canary}"` }, body: '' }],
  ])('%s', async (_, said) => {
    stub.reset({ userinfo: () => said })
    for (const words of [[], ['--events']]) {
      const { all } = await seen(words)
      for (const part of [canary.slice(0, 12), Buffer.from(canary).toString('base64').slice(3, 20)])
        expect(all).not.toContain(part)
    }
  })

  test('and ordinary claims and words stay', async () => {
    const own = {
      sub: claims.sub, name: 'Basic Bearer', note: 'Bearer authentication, token 12345678, Basic credentials',
      phone_number: '+49 170 1234567', picture: 'https://cdn.example/a1b2c3d4e5f6a7b8/p.png?size=9x9&h=k9Xzk9Xzk9Xz',
      account: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE', session: { device: 'phone', p: 'q' },
    }
    stub.reset({ userinfo: () => json(own) })
    const { stdout, stderr } = await seen()
    expect(JSON.parse(stdout)).toMatchObject(own)
    expect(stderr).toContain(JSON.stringify(own).slice(1, -1))
  })
})

test('a private key that a registration repeats is hidden', async () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'public-part', d: canary }
  const { stub: registering } = await openRegisteringStub({
    answer: good => ({ status: 201, body: { ...good, jwks: { keys: [jwk] } } }),
  })
  const home = freshHome()
  const { status, stderr } = await walk(
    [registering.issuer, '--register', '--port', '0', '-vvv', '--save', join(home, 'w.json')], { home }, {},
    startInside,
  )
  expect(status).toBe(0)
  expect(stderr).toContain('"d":"<private_key#')
  expect(stderr + readFileSync(join(home, 'w.json'), 'utf8')).not.toContain(canary.slice(0, 12))
})
