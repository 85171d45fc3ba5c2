import type { Json } from '../hooks.ts'
import type { Variant } from '../variant.ts'
import { answered, weak } from './row.ts'

const adding = (member: string, more: string[]) => ({
  metadata: (document: Json) => { document[member] = [...document[member] as string[] | undefined ?? [], ...more] },
})

/** What a provider says of itself. */
export const published: Variant[] = [
  weak('issuer-exact', 'the issuer of one of the two documents ends in a slash', '两份元数据之一的 issuer 末尾多一个斜杠',
    answered('/.well-known/oauth-authorization-server', (context, { issuer }) => {
      context.body = { ...context.body as Json, issuer: `${issuer}/` }
    })),
  weak('https-everywhere', 'clients register over plain http', '客户端注册走明文 http', {
    metadata: (document) => { document['registration_endpoint'] = 'http://provider.example/register' },
  }),
  weak('pkce-advertised', 'the metadata does not say that PKCE is known', '元数据没有说明支持 PKCE', {
    metadata: (document) => { Reflect.deleteProperty(document, 'code_challenge_methods_supported') },
  }),
  weak('dead-flows-advertised', 'the implicit flow and the password grant are advertised', '公布了隐式流程与密码授权', {
    metadata: (document) => {
      adding('response_types_supported', ['token']).metadata(document)
      adding('grant_types_supported', ['implicit', 'password']).metadata(document)
    },
  }),
  weak('alg-none-advertised', 'client assertions may be unsigned, says the metadata', '元数据称客户端断言可以不签名',
    adding('token_endpoint_auth_signing_alg_values_supported', ['none'])),
  weak('jwks-hygiene', 'the private key stands in the key set', '密钥集里有私钥', {
    keys: (set, { keys }) => {
      set.keys = [{ ...keys.own.publicJwk, ...keys.own.privateKey.export({ format: 'jwk' }) }]
    },
  }),
]
