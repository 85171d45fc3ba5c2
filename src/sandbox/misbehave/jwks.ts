import { json, page, redirect } from './answers.ts'
import { accepted, cutAt, refusedAt, stopsBeforeUserinfo } from './expectations.ts'
import type { Hooks, World } from './hooks.ts'
import { forge, hmac, rawSignature, signWith } from './signing.ts'
import { advertised } from './basic-modules.ts'
import { fault, type Variant } from './variant.ts'

const badSignature = stopsBeforeUserinfo('id-token-signature')
const published = (make: (world: World) => unknown): Hooks => ({ keys: (set, world) => { set.keys = make(world) } })
const row = (name: string, en: string, zh: string, hooks: Hooks, expected = badSignature) =>
  fault(name, en, zh, expected, hooks)
const own = ({ keys }: World) => keys.own.publicJwk
const other = ({ keys }: World) => keys.get('ES256').publicJwk

const sets = [
  row('h30-jwks-empty', 'no key is published', '没有公布密钥', published(() => [])),
  row(
    'h30-jwks-not-a-list', 'keys is no list', 'keys 不是列表', published(() => ({})),
    refusedAt('jwks', 'unreadable-answer'),
  ),
  row(
    'h30-jwks-without-keys', 'the key set has no member keys', '密钥集没有 keys', published(() => undefined),
    refusedAt('jwks', 'unreadable-answer'),
  ),
  row('h30-jwks-key-null', 'a key is null', '有一把密钥是 null', published(() => [null])),
  row(
    'h30-jwks-key-for-encryption', 'the key is for encryption only', '密钥只用于加密',
    published(world => [{ ...own(world), use: 'enc' }]),
  ),
  row(
    'h30-jwks-html', 'the keys are a web page', '密钥处是网页', { answer: { jwks: page(200) } },
    refusedAt('jwks', 'unreadable-answer'),
  ),
  row(
    'h30-jwks-404', 'there are no keys at jwks_uri', 'jwks_uri 处没有密钥', { answer: { jwks: json(404, {}) } },
    refusedAt('jwks', 'unreadable-answer'),
  ),
  row(
    'h30-jwks-500', 'jwks_uri answers 500', 'jwks_uri 返回 500', { answer: { jwks: json(500, {}) } },
    refusedAt('jwks', 'unreadable-answer'),
  ),
  row('h38-jwks-of-10000-keys', 'ten thousand keys are published', '公布了一万把密钥',
    published(world => Array.from({ length: 10_000 }, (_, place) => ({ ...other(world), kid: `key-${place}` }))),
    cutAt('jwks', 'answer-too-large')),
  row(
    'h39-jwks-redirect', 'the keys are redirected elsewhere', '密钥被重定向到别处', { answer: { jwks: redirect(302) } },
    refusedAt('jwks', 'redirect-refused'),
  ),
]

const refetched = { ...accepted, requests: { token: 1, jwks: 2 } }
const rotation = [
  row('h31-unknown-kid', 'the ID token names a key that is not published', 'ID 令牌的 kid 未公布', {
    idToken: ({ header }) => { header['kid'] = 'nobody' },
  }, { ...badSignature, requests: { token: 1, jwks: 2 } }),
  row('h31-key-appears-later', 'the key is published a moment later', '密钥稍后才公布',
    published(world => [world.asked.jwks < 2 ? other(world) : own(world)]), refetched),
  row('h31-key-exchanged-under-its-name', 'another key is published under the same kid at first', '同一 kid 起初公布的是另一把密钥',
    published(world => [world.asked.jwks < 2 ? { ...other(world), kid: own(world).kid } : own(world)]), refetched),
]

const pair = ({ keys }: World, alg: string) => [keys.own.publicJwk, keys.get(alg).publicJwk]
const kinds = [
  row('h33-rsa-1024', 'the RSA key has 1024 bits', 'RSA 密钥只有 1024 位', {
    ...advertised('RS256'), ...published(world => pair(world, 'RS256-1024')),
    idToken: ({ header, ...token }, { keys }) => {
      const key = keys.get('RS256-1024')
      return forge({ ...token, header: { ...header, kid: key.kid } }, 'RS256', rawSignature(key.privateKey))
    },
  }),
  row(
    'h34-hs256-with-published-key', 'a symmetric key is published, and the ID token is signed with it', '公布了对称密钥并用它签名',
    {
      ...advertised('HS256'),
      ...published(world => [
        own(world), { kty: 'oct', kid: 'shared', alg: 'HS256', k: Buffer.alloc(32, 7).toString('base64url') },
      ]),
      idToken: ({ header, ...token }) =>
        forge({ ...token, header: { ...header, kid: 'shared' } }, 'HS256', hmac(Buffer.alloc(32, 7))),
    }, stopsBeforeUserinfo('id-token-algorithm'),
  ),
  row('h35-private-key-published', 'the private key is published', '公布了私钥',
    published(({ keys }) => [{ ...keys.own.publicJwk, ...keys.own.privateKey.export({ format: 'jwk' }) }]), accepted),
  row(
    'h37-point-not-on-curve', 'the key is no point of its curve', '密钥不在曲线上',
    published(world => [{ ...own(world), y: Buffer.alloc(32, 1).toString('base64url') }]),
  ),
  row('h37-unusual-curve', 'the key is on the curve secp256k1', '密钥在 secp256k1 曲线上', {
    ...advertised('ES256K'), ...published(world => pair(world, 'ES256K')),
    idToken: ({ header, ...token }, { keys }) => {
      const key = keys.get('ES256K')
      return forge({ ...token, header: { ...header, kid: key.kid } }, 'ES256K', rawSignature(key.privateKey))
    },
  }, stopsBeforeUserinfo('id-token-algorithm')),
  row('h37-ed448', 'the ID token says EdDSA over Ed448', 'ID 令牌声称使用 Ed448', {
    ...advertised('EdDSA'),
    ...published(world => [
      own(world), { kty: 'OKP', crv: 'Ed448', kid: 'ed448', x: Buffer.alloc(57, 1).toString('base64url') },
    ]),
    idToken: ({ header, ...token }) =>
      forge({ ...token, header: { ...header, kid: 'ed448' } }, 'EdDSA', () => Buffer.alloc(114, 1)),
  }),
]

const inHeader = (['jwk', 'jku', 'x5u'] as const).map(member => row(
  `h40-key-in-header-${member}`, `the ID token brings its own key (${member})`, `ID 令牌自带密钥（${member}）`, {
    idToken: async (token, { keys, elsewhere }) => {
      const key = keys.get('ES256', 'intruder')
      return signWith(
        { ...token, header: { ...token.header, [member]: member === 'jwk' ? key.publicJwk : `${elsewhere}/jwks` } },
        key,
      )
    } }))

export const jwks: Variant[] = [...sets, ...rotation, ...kinds, ...inHeader]
