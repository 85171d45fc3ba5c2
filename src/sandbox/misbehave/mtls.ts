import { cutAt, refusedAt, stopsBeforeUserinfo } from './expectations.ts'
import type { Hooks } from './hooks.ts'
import type { SigningKey } from './keys.ts'
import { signWith } from './signing.ts'
import { fault, type Expectation, type Variant } from './variant.ts'

type Aliases = Record<string, string>
const row = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks & Pick<Variant, 'impostor'>) =>
  fault(name, en, zh, expected, { require: ['mtls'], ...hooks })

/** The endpoints for clients with a certificate, changed. */
const aliases = (change: (all: Aliases) => void): Hooks => ({
  metadata: (document) => { change(document['mtls_endpoint_aliases'] as Aliases) },
})
/** A JWT that names another certificate (RFC 8705, section 3.1). */
const otherToken = async (key: SigningKey) =>
  signWith({ header: {}, claims: { cnf: { 'x5t#S256': 'of-another-certificate' } }, key }, key)
// No program of a user may listen at this port.
const nobodyListens = (all: Aliases) => {
  for (const [name, address] of Object.entries(all)) all[name] = address.replace(/:\d+(?=\/)/, ':1')
}

/** Of clients that show a certificate, and of tokens that are bound to it (RFC 8705). */
export const mtls: Variant[] = [
  row(
    'mtls-bound-to-another-certificate', 'the access token is bound to another certificate', '访问令牌绑定的是另一张证书',
    stopsBeforeUserinfo('token-confirmation'), {
      tokenResponse: async (body, { keys }) => { body['access_token'] = await otherToken(keys.own) },
    },
  ),
  row(
    'mtls-aliases-unreached', 'nobody listens at the endpoints for clients with a certificate', '证书客户端专用的端点无人监听',
    cutAt('authorization', 'network-failed'), aliases(nobodyListens),
  ),
  row(
    'mtls-aliases-untrusted', 'the endpoints for clients with a certificate show one that no authority signed',
    '证书客户端专用的端点出示的证书没有任何机构签发', cutAt('authorization', 'network-failed'), { impostor: true },
  ),
  row(
    'mtls-aliases-missing',
    'the metadata names no endpoints for clients with a certificate, and the others ask for none',
    '元数据没有证书客户端专用的端点，其他端点又不索要证书', refusedAt('token', 'token-refused'), {
      metadata: (document) => { delete document['mtls_endpoint_aliases'] },
    },
  ),
]
