import { CompactEncrypt, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { accepted, stopsAfterUserinfo, stopsBeforeUserinfo, unusable } from './expectations.ts'
import type { Hooks, Json, World } from './hooks.ts'
import { decode, forge, hmac, sign } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const locked: Pick<Variant, 'require' | 'encrypts'> = { require: ['encrypted-id-token'], encrypts: true }

type Encrypt = (text: string, own: JWK, world: World) => Promise<string>

async function encrypt(
  text: string, key: CryptoKey | Uint8Array, header: { alg: string, kid?: string | undefined },
): Promise<string> {
  const { kid, ...rest } = header
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader({
    ...rest, ...kid === undefined ? {} : { kid }, enc: 'A256GCM', cty: 'JWT',
  }).encrypt(key)
}

/** To the key that the client gave. */
const toClient: Encrypt = async (text, own) =>
  encrypt(text, await importJWK(own, algorithmOf(own)), { alg: algorithmOf(own), kid: own.kid })

const algorithmOf = ({ alg, kty }: JWK) => alg ?? (kty === 'RSA' ? 'RSA-OAEP-256' : 'ECDH-ES')

/** To a key of somebody else, by this name. */
const toStranger = (kid: (own: JWK) => string | undefined): Encrypt => async (text, own) =>
  encrypt(text, (await generateKeyPair(algorithmOf(own))).publicKey, { alg: algorithmOf(own), kid: kid(own) })

/** The same with other words in its header: what is within can't be opened any more, and nobody should try. */
const headed = (change: Json): Encrypt => async (text, own, world) => {
  const [header = '', ...rest] = (await toClient(text, own, world)).split('.')
  const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()) as Json, ...change }
  return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.')
}

/** With one letter of its content turned into another. */
const changed: Encrypt = async (text, own, world) => {
  const parts = (await toClient(text, own, world)).split('.')
  parts[3] = (parts[3] ?? '').replace(/^./, letter => letter === 'A' ? 'B' : 'A')
  return parts.join('.')
}

function keyOf({ oidc }: KoaContextWithOIDC): JWK {
  const { jwks } = oidc.client as unknown as { jwks?: { keys: JWK[] } }
  return jwks?.keys.find(({ use }) => use === 'enc') ?? {}
}

const idToken = (how: Encrypt, change: (jwt: string, world: World) => string = jwt => jwt): Hooks => ({
  tokenResponse: async (body, world, context) => {
    body['id_token'] = await how(change(String(body['id_token']), world), keyOf(context), world)
  },
})
const userinfo = (how: Encrypt, say: (claims: Json, world: World) => Promise<string> | string): Hooks => ({
  userinfo: async (claims, world, context) => how(await say(claims, world), keyOf(context), world),
})
const signed = async (claims: Json, { issuer, keys }: World) =>
  sign({ header: { kid: keys.own.kid }, claims: { ...claims, iss: issuer, aud: 'oauth-walk' }, key: keys.own })

const row = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks & Pick<Variant, 'settings'>) =>
  fault(name, en, zh, expected, { ...locked, ...hooks })
const notOpened = stopsBeforeUserinfo('decryption')
const missing: Expectation = { ...unusable('decryption-key-missing'), furthest: 'jwks', requests: { token: 1 } }

/** What goes wrong with what is encrypted to the client. */
export const encryption: Variant[] = [
  row(
    'encrypted-id-token', 'the ID token is encrypted, and nothing is wrong', 'ID 令牌已加密，一切正常', accepted,
    idToken(toClient),
  ),
  row(
    'encrypted-id-token-foreign-key', 'the ID token is encrypted to another key, under the client’s kid',
    'ID 令牌用别的密钥加密，却冒用客户端的 kid', notOpened, idToken(toStranger(own => own.kid)),
  ),
  row(
    'encrypted-id-token-unknown-kid', 'the ID token is encrypted to a key that the client does not have',
    'ID 令牌用客户端没有的密钥加密', missing, idToken(toStranger(() => 'another-key')),
  ),
  row(
    'encrypted-id-token-dir', 'the ID token is encrypted with the client’s secret (dir)', 'ID 令牌用客户端密钥直接加密（dir）',
    notOpened,
    idToken(async (text, _own, world) =>
      encrypt(text, hmac(world.secretOf('oauth-walk'))('dir'), { alg: 'dir' })),
  ),
  row(
    'encrypted-id-token-rsa1_5', 'the ID token is said to be encrypted by RSA1_5', 'ID 令牌声称用 RSA1_5 加密', notOpened,
    idToken(headed({ alg: 'RSA1_5' })),
  ),
  row(
    'encrypted-id-token-compressed', 'the ID token is said to be compressed', 'ID 令牌声称经过压缩', notOpened,
    idToken(headed({ zip: 'DEF' })),
  ),
  row(
    'encrypted-id-token-changed', 'the encrypted ID token was changed on its way', '加密的 ID 令牌途中被改动', notOpened,
    idToken(changed),
  ),
  row(
    'encrypted-id-token-unsigned', 'the ID token within is not signed', '其中的 ID 令牌没有签名',
    stopsBeforeUserinfo('id-token-algorithm'),
    idToken(toClient, (jwt, { keys }) => forge(decode(jwt, keys.own), 'none', () => '')),
  ),
  row(
    'encrypted-id-token-bare-claims', 'within are the claims alone, without any JWT', '其中只有声明，不是 JWT',
    stopsBeforeUserinfo('id-token-readable'),
    idToken(toClient, (jwt, { keys }) => JSON.stringify(decode(jwt, keys.own).claims)),
  ),
  row(
    'encrypted-id-token-twice', 'the ID token is encrypted twice', 'ID 令牌加密了两次',
    stopsBeforeUserinfo('id-token-readable'),
    idToken(async (text, own, world) => toClient(await toClient(text, own, world), own, world)),
  ),
  row(
    'encrypted-id-token-not', 'the ID token is not encrypted, though the client is registered so',
    '客户端注册为加密，ID 令牌却没有加密', stopsBeforeUserinfo('id-token-encryption'),
    { settings: { 'id-token-encrypted-response-alg': 'ECDH-ES' } },
  ),
  row(
    'encrypted-userinfo', 'the userinfo is signed and encrypted, and nothing is wrong', 'userinfo 已签名并加密，一切正常',
    accepted, userinfo(toClient, signed),
  ),
  row(
    'encrypted-userinfo-bare', 'the userinfo is encrypted and not signed, as is allowed', 'userinfo 只加密、未签名，标准允许',
    accepted, userinfo(toClient, claims => JSON.stringify(claims)),
  ),
  row(
    'encrypted-userinfo-foreign-key', 'the userinfo is encrypted to another key', 'userinfo 用别的密钥加密',
    stopsAfterUserinfo('decryption'), userinfo(toStranger(own => own.kid), signed),
  ),
  row(
    'encrypted-userinfo-other-sub', 'the encrypted userinfo is about another user', '加密的 userinfo 说的是另一个用户',
    stopsAfterUserinfo('userinfo-subject'), userinfo(toClient, claims => JSON.stringify({ ...claims, sub: '654321' })),
  ),
]
