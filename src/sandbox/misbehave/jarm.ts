import { randomUUID } from 'node:crypto'
import { accepted, refusedAt, stopsBeforeToken } from './expectations.ts'
import { underSigning } from './fapi.ts'
import type { Hooks } from './hooks.ts'
import { forge, hmac, sign, tamper } from './signing.ts'
import { fault, module, type Expectation, type Variant } from './variant.ts'

const locked: Pick<Variant, 'settings' | 'require'> = { settings: { 'response-mode': 'jwt' }, require: ['jarm'] }
const changed = (change: (claims: Record<string, unknown>) => void): Hooks => ({
  signedResponse: ({ claims }) => change(claims),
})
const without = (claim: string) => changed((claims) => { Reflect.deleteProperty(claims, claim) })

const suite = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks) => module(
  'fapi2-message-signing-final-client-test-plan', `fapi2-security-profile-final-client-test-ensure-jarm-${name}`, en,
  zh, expected, { ...underSigning, ...hooks },
)
const modules = [
  suite('without-iss-fails', 'it has no iss', '没有 iss', stopsBeforeToken('response-jwt-issuer'), without('iss')),
  suite('with-invalid-iss-fails', 'iss is another provider’s', 'iss 属于别的授权服务器', stopsBeforeToken('response-jwt-issuer'),
    changed((claims) => { claims['iss'] = 'https://other.example' })),
  suite('without-aud-fails', 'it has no aud', '没有 aud', stopsBeforeToken('response-jwt-audience'), without('aud')),
  suite('with-invalid-aud-fails', 'aud is another client', 'aud 是别的客户端', stopsBeforeToken('response-jwt-audience'),
    changed((claims) => { claims['aud'] = 'another-client' })),
  suite('without-exp-fails', 'it has no exp', '没有 exp', stopsBeforeToken('response-jwt-expiry'), without('exp')),
  suite('with-expired-exp-fails', 'it expired five minutes ago', '五分钟前已过期', stopsBeforeToken('response-jwt-expiry'),
    changed((claims) => { claims['exp'] = Math.floor(Date.now() / 1000) - 300 })),
  suite('with-invalid-sig-fails', 'its signature is wrong', '签名错误', stopsBeforeToken('response-signature'), {
    signedResponse: async token => tamper(await sign(token)),
  }),
  suite(
    'signature-is-not-none', 'it is not signed, and alg is none', '没有签名，alg 为 none',
    stopsBeforeToken('response-algorithm'), {
      signedResponse: token => forge(token, 'none', () => ''),
    },
  ),
]

const row = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks) =>
  fault(name, en, zh, expected, { ...locked, ...hooks })
const others = [
  row(
    'jarm-hs256-with-client-secret', 'it is signed with the client’s secret', '用客户端密钥签名',
    stopsBeforeToken('response-algorithm'), {
      signedResponse: (token, { secretOf }) => forge(token, 'HS256', hmac(secretOf('oauth-walk'))),
    },
  ),
  row(
    'jarm-hs256-with-public-key', 'it is signed with the public key as a password', '把公钥当口令签名',
    stopsBeforeToken('response-algorithm'), {
      signedResponse: (token, { keys }) => forge(token, 'HS256', hmac(JSON.stringify(keys.own.publicJwk))),
    },
  ),
  row(
    'jarm-signed-by-another-key', 'another key has signed under the published kid', '用另一把密钥冒用 kid 签名',
    stopsBeforeToken('response-signature'), {
      signedResponse: (token, { keys }) => sign({ ...token, key: keys.get('ES256', 'intruder') }),
    },
  ),
  fault(
    'jarm-plain-beside', 'code and state stand beside it, and nobody signed them', '旁边还有未签名的 code 和 state',
    stopsBeforeToken('response-signature'), {
      ...locked,
      location: location => `${location}&code=of-somebody-else&state=${randomUUID()}`,
    },
  ),
  row(
    'jarm-aud-list', 'aud is a list with the client alone', 'aud 是只含本客户端的列表', accepted,
    changed((claims) => { claims['aud'] = [claims['aud']] }),
  ),
  row(
    'jarm-error', 'the signed answer is an error', '签名的答案是错误', refusedAt('authorization', 'access-denied'),
    changed((claims) => {
      delete claims['code']
      claims['error'] = 'access_denied'
    }),
  ),
]

/** Of the authorization response as a signed JWT. */
export const jarm: Variant[] = [...modules, ...others]
  .map(variant => ({
    ...variant,
    fault: { en: `the signed authorization response: ${variant.fault.en}`, zh: `签名的授权响应：${variant.fault.zh}` },
  }))
