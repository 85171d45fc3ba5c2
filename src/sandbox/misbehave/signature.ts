import { stopsBeforeUserinfo, accepted } from './expectations.ts'
import type { Hooks } from './hooks.ts'
import { advertised, signedBy, signedUnlisted } from './basic-modules.ts'
import { forge, hmac, rawSignature, sign } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

const badAlgorithm = stopsBeforeUserinfo('id-token-algorithm')
const badSignature = stopsBeforeUserinfo('id-token-signature')
const row = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks) =>
  fault(name, en, zh, expected, hooks)

const algorithms = [
  ...Object.entries({ none: 'none', 'none-in-mixed-case': 'nOnE', empty: '', missing: undefined, number: 256 }).map((
    [name, alg],
  ) =>
    row(`h71-alg-${name}`, `alg is ${name}, and there is no signature`, `alg 为 ${name}，没有签名`, badAlgorithm, {
      idToken: token => forge(token, alg, () => ''),
    })),
  row('h71-alg-none-advertised', 'alg is none, and the metadata lists it', 'alg 为 none，且元数据列出了它', badAlgorithm,
    { ...advertised('none'), idToken: token => forge(token, 'none', () => '') }),
  row('h71-hs256-with-client-secret', 'it is signed with the client’s secret', '用客户端密钥签名', badAlgorithm,
    { ...advertised('HS256'), idToken: (token, { secretOf }) => forge(token, 'HS256', hmac(secretOf('oauth-walk'))) }),
  row('h71-hs256-with-public-key', 'it is signed with the public key as a password', '把公钥当口令签名', badAlgorithm, {
    ...advertised('HS256'),
    idToken: (token, { keys }) => forge(token, 'HS256', hmac(JSON.stringify(keys.own.publicJwk))),
  }),
  row('h71-es256-by-rsa-key', 'alg is ES256, but an RSA key has signed', 'alg 为 ES256，实际由 RSA 密钥签名', badSignature,
    {
      ...signedBy('RS256'),
      idToken: (token, { keys }) => forge(token, 'ES256', rawSignature(keys.get('RS256').privateKey)),
    }),
  row('h71-ps256-not-advertised', 'alg is PS256, which is not advertised', 'alg 为未公布的 PS256', badAlgorithm,
    signedUnlisted('PS256')),
  row('h71-ps256', 'alg is PS256, and it is advertised', 'alg 为已公布的 PS256', accepted, signedBy('PS256')),
]

const own: Hooks['idToken'] = async token => sign(token)
const changed = (change: (signature: Buffer) => Buffer): Hooks => ({
  idToken: async (token, world) => {
    const [header = '', claims = '', signature = ''] = (await own(token, world) ?? '').split('.')
    return `${header}.${claims}.${change(Buffer.from(signature, 'base64url')).toString('base64url')}`
  },
})
const signatures = [
  row('h72-signature-empty', 'the signature is empty', '签名为空', badSignature, changed(() => Buffer.alloc(0))),
  row(
    'h72-signature-truncated', 'the signature is cut short', '签名被截短', badSignature,
    changed(bytes => bytes.subarray(0, 40)),
  ),
  row('h72-signature-zero', 'the signature is all zero', '签名全为零', badSignature, changed(() => Buffer.alloc(64))),
  row('h72-signature-in-der', 'the signature is in DER', '签名是 DER 格式', badSignature, {
    idToken: (token, { keys }) => forge(token, 'ES256', rawSignature(keys.own.privateKey, 'der')),
  }),
  row('h72-signed-by-another-key', 'another key has signed under the published kid', '用另一把密钥冒用 kid 签名', badSignature, {
    idToken: async (token, { keys }) => sign({ ...token, key: keys.get('ES256', 'intruder') }),
  }),
  row('h73-crit', 'the header has an unknown critical member', '头部有未知的 crit 成员', badAlgorithm, {
    idToken: (token, { keys }) => forge(
      { ...token, header: { ...token.header, crit: ['b64x'], b64x: true } }, 'ES256', rawSignature(keys.own.privateKey),
    ),
  }),
  row('h74-typ-at-jwt', 'the header says that it is an access token', '头部声称是访问令牌', accepted, {
    idToken: ({ header }) => { header['typ'] = 'at+jwt' },
  }),
]

export const signature: Variant[] = [...algorithms, ...signatures]
  .map(variant => ({ ...variant, fault: { en: `the ID token: ${variant.fault.en}`, zh: `ID 令牌：${variant.fault.zh}` } }))
