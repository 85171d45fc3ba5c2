import { accepted, stopsAfterUserinfo, stopsBeforeUserinfo } from './expectations.ts'
import type { Hooks, IdToken } from './hooks.ts'
import { forge, signWith, tamper } from './signing.ts'
import { module, type Expectation, type Variant } from './variant.ts'

/** The metadata lists this algorithm beside the own one. */
export function advertised(alg: string): Hooks {
  return { metadata: (document) => { document['id_token_signing_alg_values_supported'] = ['ES256', alg] } }
}

/** Signs with a key of another algorithm, which is published beside the own one, and listed in the metadata. */
export function signedBy(alg: string, change?: (jwt: string) => string): Hooks {
  return { ...advertised(alg), ...signedUnlisted(alg, change) }
}

/** The same, and the metadata does not list the algorithm. */
export function signedUnlisted(alg: string, change: (jwt: string) => string = jwt => jwt): Hooks {
  return {
    keys: (set, world) => { set.keys = [world.keys.own.publicJwk, world.keys.get(alg).publicJwk] },
    idToken: async (token, world) => change(await signWith(token, world.keys.get(alg))),
  }
}

const withoutKid = ({ header }: IdToken) => { delete header['kid'] }
const basic = (name: string, en: string, zh: string, expected: Expectation, hooks: Partial<Variant> = {}) =>
  module('oidcc-client-basic-certification-test-plan', `oidcc-client-test${name}`, en, zh, expected, hooks)

/** The 14 modules of the plan "Basic RP". */
export const basicModules: Variant[] = [
  basic('', 'nothing is wrong', '一切正常', accepted),
  basic(
    '-invalid-iss', 'iss in the ID token is another provider’s', 'ID 令牌的 iss 属于别的授权服务器',
    stopsBeforeUserinfo('id-token-issuer'), {
      idToken: ({ claims }) => { claims['iss'] = 'https://other.example' },
    },
  ),
  basic('-missing-sub', 'the ID token has no sub', 'ID 令牌没有 sub', stopsBeforeUserinfo('id-token-subject'), {
    idToken: ({ claims }) => { delete claims['sub'] },
  }),
  basic(
    '-invalid-aud', 'aud in the ID token is another client', 'ID 令牌的 aud 是别的客户端',
    stopsBeforeUserinfo('id-token-audience'), {
      idToken: ({ claims }) => { claims['aud'] = 'another-client' },
    },
  ),
  basic('-missing-iat', 'the ID token has no iat', 'ID 令牌没有 iat', stopsBeforeUserinfo('id-token-issued-at'), {
    idToken: ({ claims }) => { delete claims['iat'] },
  }),
  basic(
    '-kid-absent-single-jwks', 'the ID token names no key, and only one is published', 'ID 令牌没有 kid，而只公布了一把密钥',
    accepted, {
      idToken: withoutKid,
    },
  ),
  basic(
    '-kid-absent-multiple-jwks', 'the ID token names no key, and two would fit', 'ID 令牌没有 kid，而有两把密钥可用',
    stopsBeforeUserinfo('id-token-signature'), {
      idToken: withoutKid,
      keys: (set, { keys }) => { set.keys = [keys.own.publicJwk, keys.get('ES256').publicJwk] },
    },
  ),
  basic('-idtoken-sig-rs256', 'the ID token is signed with RS256', 'ID 令牌用 RS256 签名', accepted, signedBy('RS256')),
  basic(
    '-idtoken-sig-none', 'the ID token is not signed, and the metadata allows that', 'ID 令牌没有签名，元数据却允许',
    stopsBeforeUserinfo('id-token-algorithm'), {
      ...advertised('none'),
      idToken: token => forge(token, 'none', () => ''),
    },
  ),
  basic(
    '-invalid-sig-rs256', 'the RS256 signature of the ID token is wrong', 'ID 令牌的 RS256 签名错误',
    stopsBeforeUserinfo('id-token-signature'), signedBy('RS256', tamper),
  ),
  basic(
    '-userinfo-invalid-sub', 'the userinfo is about another user', 'userinfo 说的是另一个用户',
    stopsAfterUserinfo('userinfo-subject'), {
      userinfo: (claims) => { claims['sub'] = '654321' },
    },
  ),
  basic(
    '-nonce-invalid', 'nonce in the ID token is another login’s', 'ID 令牌的 nonce 属于另一次登录',
    stopsBeforeUserinfo('id-token-nonce'), {
      idToken: ({ claims }) => { claims['nonce'] = 'a-nonce-of-another-login' },
    },
  ),
  basic(
    '-scope-userinfo-claims', 'nothing is wrong, and every standard scope is asked for', '一切正常，请求全部标准 scope', accepted,
    {
      settings: { scope: 'openid profile email address phone' },
    },
  ),
  basic('-client-secret-basic', 'only client_secret_basic is let in', '只接受 client_secret_basic', accepted, {
    metadata: (document) => { document['token_endpoint_auth_methods_supported'] = ['client_secret_basic'] },
  }),
]
