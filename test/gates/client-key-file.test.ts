import { spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadClientKeys } from '../../src/cli/client-authentication/client-keys.ts'
import type { Run } from '../../src/cli/run.ts'
import { enKeyFailures } from '../../src/messages/en/key.ts'
import { zhKeyFailures } from '../../src/messages/zh/key.ts'
import { Secrets } from '../../src/secrets/secrets.ts'
import { rsaPair } from '../support/key-pairs.ts'

const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)
const write = (name: string, content: string | Buffer) => writeFileSync(path(name), content, { mode: 0o600 })
const openssl = (...words: string[]) =>
  expect(spawnSync('openssl', words, { cwd: folder }).status, words.join(' ')).toBe(0)

const byRsa = ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512']
const encodings = {
  publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const
const pair = (type: 'ec' | 'rsa' | 'ed25519' | 'x25519', options: object = {}) => createPrivateKey(
  (generateKeyPairSync as (...words: unknown[]) => { privateKey: string })(type, {
    ...encodings, ...options,
  }).privateKey,
)
const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }) as Record<string, string>
const [p256, p384, p521] = ['P-256', 'P-384', 'P-521'].map(namedCurve => pair('ec', { namedCurve })) as [
  KeyObject, KeyObject, KeyObject,
]
const [rsa, short, ed] = [rsaPair(1).privateKey, rsaPair(1, 1024).privateKey, pair('ed25519')]
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  key.export({ type, format: 'pem' }).toString()
const [one, two] = [jwkOf(p256), jwkOf(ed)]
const open = (key: KeyObject) => jwkOf(createPublicKey(key))

const files: Record<string, string | Buffer> = {
  'p256.pem': pem(p256), 'p384.pem': pem(p384), 'p521.pem': pem(p521), 'rsa.pem': pem(rsa), 'ed.pem': pem(ed),
  'sec1.pem': pem(p256, 'sec1'), 'pkcs1.pem': pem(rsa, 'pkcs1'),
  'bom.pem': `\uFEFF${pem(p256)}`, 'explained.pem': `Bag Attributes\n    friendlyName: x\n${pem(p256)}`,
  'one.json': JSON.stringify({ ...one, kid: 'k1' }), 'rsa.json': JSON.stringify(jwkOf(rsa)),
  'ps.json': JSON.stringify({ ...jwkOf(rsa), alg: 'PS512', kid: 'p' }),
  'newer-name.json': JSON.stringify({ ...two, alg: 'Ed25519' }),
  'ops.json': JSON.stringify({ ...one, key_ops: ['sign', 'verify'], ext: true, use: 'sig' }),
  'set.json': JSON.stringify({
    keys: [
      { kty: 'oct', k: 'AAAA' }, { ...two, kid: 'b' }, open(rsa), { ...one, kid: 'a' }, { ...jwkOf(p384), use: 'enc' },
      7,
    ],
  }),
  'encrypted.pem': p256.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' }),
  'empty.pem': '', 'blank.pem': ' \n', 'text.pem': 'hello\n',
  'image.png': Buffer.from([0x89, 0x50, 0xFF, 0xFE, 0, 0xD8]),
  'key.der': p256.export({ type: 'pkcs8', format: 'der' }),
  'public.pem': createPublicKey(p256).export({ type: 'spki', format: 'pem' }),
  'public.json': JSON.stringify(open(p256)),
  'symmetric.json': JSON.stringify({ kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' }),
  'wrong-alg.json': JSON.stringify({ ...one, alg: 'RS256' }),
  'wrap.json': JSON.stringify({ ...jwkOf(rsa), alg: 'RSA-OAEP' }),
  'short.pem': pem(short), 'short.json': JSON.stringify(jwkOf(short)), 'x25519.pem': pem(pair('x25519')),
  'secp256k1.pem': pem(pair('ec', { namedCurve: 'secp256k1' })),
  'enc.json': JSON.stringify({ ...one, use: 'enc' }), 'verify.json': JSON.stringify({ ...one, key_ops: ['verify'] }),
  'broken.pem': pem(p256).replace(/^.{20}/m, '').replace(/^[^-].{30}/m, '!'.repeat(31)),
  'cut.json': JSON.stringify(one).slice(0, 60), 'other.json': '{"a":1}', 'list.json': '[1]',
  'empty-set.json': '{"keys":[]}', 'public-set.json': JSON.stringify({ keys: [open(p256), open(rsa)] }),
  'halves.json': JSON.stringify({ ...one, x: jwkOf(pair('ec', { namedCurve: 'P-256' }))['x'], y: one['y'] }),
  'other-d.json': JSON.stringify({ ...one, d: jwkOf(pair('ec', { namedCurve: 'P-256' }))['d'] }),
  'no-primes.json': JSON.stringify({ kty: 'RSA', n: jwkOf(rsa)['n'], e: 'AQAB', d: jwkOf(rsa)['d'] }),
  'numbers.json': JSON.stringify({ ...one, d: 7 }),
}
for (const [name, content] of Object.entries(files)) write(name, content)
openssl('ecparam', '-name', 'prime256v1', '-genkey', '-out', 'parameters.pem')
openssl('rsa', '-in', 'rsa.pem', '-aes128', '-passout', 'pass:hunter2', '-traditional', '-out', 'encrypted-old.pem')
openssl('req', '-new', '-key', 'rsa.pem', '-subj', '/CN=x', '-out', 'request.pem')
openssl('req', '-x509', '-key', 'rsa.pem', '-subj', '/CN=x', '-out', 'certificate.pem')
openssl('x509', '-in', 'certificate.pem', '-outform', 'der', '-out', 'certificate.der')
openssl(
  'pkcs12', '-export', '-inkey', 'rsa.pem', '-in', 'certificate.pem', '-passout', 'pass:hunter2', '-out', 'both.p12',
)

/** A run that has a passphrase on a file descriptor, or none. */
function makeRun(passphrase?: string) {
  const [secrets, warnings] = [new Secrets(), [] as unknown[]]
  const context = {
    secrets, readBytes: (file: string) => readFileSync(file),
    environment: passphrase === undefined ? {} : { OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD: '7' },
    openModeOf: (file: string) => (statSync(file).mode & 0o077) === 0 ? undefined : '0644',
    readDescriptor: () => `${passphrase}\n`, terminal: { stdin: false, stderr: false },
  }
  return { secrets, warnings, run: { context, warn: (warning: unknown) => warnings.push(warning) } as unknown as Run }
}

const algorithmsIn = async (name: string, passphrase?: string) => (await loadClientKeys(
  makeRun(passphrase).run, path(name),
)).keys.map(({ algorithm, kid }) => kid === undefined ? algorithm : `${algorithm} ${kid}`)

describe('client-key: a file', () => {
  test.each([
    ['p256.pem', ['ES256']], ['p384.pem', ['ES384']], ['p521.pem', ['ES512']], ['ed.pem', ['EdDSA']],
    ['rsa.pem', byRsa], ['sec1.pem', ['ES256']], ['pkcs1.pem', byRsa],
    ['bom.pem', ['ES256']], ['explained.pem', ['ES256']], ['parameters.pem', ['ES256']], ['one.json', ['ES256 k1']],
    ['rsa.json', byRsa], ['ps.json', ['PS512 p']],
    ['newer-name.json', ['Ed25519']], ['ops.json', ['ES256']], ['set.json', ['EdDSA b', 'ES256 a']],
  ])('%s signs by %j', async (name, algorithms) => expect(await algorithmsIn(name)).toEqual(algorithms))

  test.each([['encrypted.pem', ['ES256']], ['encrypted-old.pem', byRsa]])('%s is opened by its passphrase', async (
    name, algorithms,
  ) => {
    expect(await algorithmsIn(name, 'hunter2')).toEqual(algorithms)
    await expect(algorithmsIn(name, 'hunter3')).rejects.toMatchObject({
      code: 'key-unusable', details: { found: 'passphrase' },
    })
    await expect(algorithmsIn(name)).rejects.toMatchObject({
      code: 'person-needed', details: { what: 'client-key-passphrase' },
    })
  })

  test.each([
    ['empty.pem', 'empty'], ['blank.pem', 'empty'], ['text.pem', 'text'], ['image.png', 'binary'],
    ['key.der', 'der-key'], ['public.pem', 'public-key'], ['public.json', 'public-key'],
    ['symmetric.json', 'symmetric-key'], ['wrong-alg.json', 'other-algorithm'], ['short.pem', 'short-key'],
    ['short.json', 'short-key'],
    ['secp256k1.pem', 'other-type'], ['verify.json', 'other-use'], ['broken.pem', 'broken'],
    ['cut.json', 'broken-json'], ['other.json', 'other-json'], ['list.json', 'other-json'],
    ['empty-set.json', 'no-keys'], ['public-set.json', 'public-key'], ['halves.json', 'broken'],
    ['other-d.json', 'broken'], ['no-primes.json', 'broken'], ['numbers.json', 'broken'],
    ['request.pem', 'request'], ['certificate.pem', 'certificate'], ['certificate.der', 'der-certificate'],
    ['both.p12', 'pkcs12'],
  ])('%s is known as %s', async (name, found) => {
    const error = await loadClientKeys(makeRun().run, path(name)).catch((raised: unknown) => raised)
    expect(error).toMatchObject({
      code: 'key-unusable', details: { path: path(name), setting: '--client-key', found }, cause: undefined,
    })
    const { details } = error as { details: Record<string, unknown> }
    for (const failures of [enKeyFailures, zhKeyFailures]) expect(failures['key-unusable'](details).cause).not.toMatch(
      /not a private key that signs|不是能签名的私钥/,
    )
  })

  test.each([
    ['enc.json', [], [undefined], ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']],
    ['wrap.json', [], [undefined], ['RSA-OAEP']],
    ['x25519.pem', [], [undefined], ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']],
    ['rsa.pem', byRsa, [undefined], ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']],
    ['ed.pem', ['EdDSA'], [], []], ['ps.json', ['PS512'], [], []], ['ops.json', ['ES256'], [], []],
  ])('%s signs by %j, and what comes for it is opened', async (name, signs, kids, algorithms) => {
    const { keys, decryptionKeys } = await loadClientKeys(makeRun().run, path(name))
    expect(keys.map(({ algorithm }) => algorithm)).toEqual(signs)
    expect(decryptionKeys.map(({ kid }) => kid)).toEqual(kids)
    expect(decryptionKeys.flatMap(key => key.algorithms)).toEqual(algorithms)
    for (const { publicJwk } of decryptionKeys) expect(publicJwk).toMatchObject({ use: 'enc' })
    expect(JSON.stringify(decryptionKeys.map(({ publicJwk }) => Object.keys(publicJwk)))).not.toMatch(
      /"(?:d|p|q|dp|dq|qi)"/,
    )
  })

  test('a file that is not there is named', async () => {
    await expect(algorithmsIn('nothing.pem')).rejects.toMatchObject({
      code: 'file-unreadable', details: { source: '--client-key', reason: 'ENOENT' },
    })
  })

  test('that others may read is told, and used', async () => {
    chmodSync(path('one.json'), 0o640)
    const { run, warnings } = makeRun()
    expect((await loadClientKeys(run, path('one.json'))).keys).toHaveLength(1)
    expect(warnings).toMatchObject([{ code: 'key-is-readable', path: path('one.json') }])
    chmodSync(path('one.json'), 0o600)
  })

  test.each([
    'rsa.pem', 'rsa.json', 'symmetric.json', 'wrong-alg.json', 'other-d.json', 'set.json',
  ])('%s has its secrets masked from then on, whether it can be used or not', async (name) => {
    const { run, secrets } = makeRun()
    await loadClientKeys(run, path(name)).catch(() => undefined)
    const text = name === 'rsa.pem' ? JSON.stringify(jwkOf(rsa)) : String(files[name])
    const values = [...text.matchAll(/"(?:d|p|q|dp|dq|qi|k)":"([^"]+)"/g)].map(([, value = '']) => value)
      .filter(value => value.length > 8)
    expect(values.length).toBeGreaterThan(0)
    for (const value of values) expect(secrets.hide(`a ${value} b`)).toMatch(/^a <private_key#\w+> b$/)
  })

  test('nothing of a key can be taken out of what signs', async () => {
    for (const { privateKey } of (await loadClientKeys(makeRun().run, path('rsa.pem'))).keys) expect([
      privateKey.type, privateKey.extractable,
    ]).toEqual(['private', false])
  })
})
