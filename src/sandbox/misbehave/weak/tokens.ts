import { text } from 'node:stream/consumers'
import type { Provider } from 'oidc-provider'
import type { Answer } from '../hooks.ts'
import { heard } from '../heard.ts'
import type { Variant } from '../variant.ts'
import { both, finding } from './found.ts'
import { answered, weak } from './row.ts'

const tenYears = 10 * 365 * 24 * 60 * 60

/** At one address the answer is given, or the question changed. */
const at = (path: string, answer: Answer): { everywhere: Answer } => ({
  everywhere: async (context, world, next) => { await (context.path === path ? answer(context, world, next) : next()) },
})

/** Where nobody authenticates, the provider answers as if a client had. */
const unasked: Answer = async (context, world, next) => heard((body) => {
  const named = ['authorization', 'client_secret', 'client_assertion'].some(name =>
    context.get(name) !== '' || body[name] !== undefined)
  if (!named)
    context.req.headers.authorization
      = `Basic ${Buffer.from(`oauth-walk:${world.secretOf('oauth-walk')}`).toString('base64')}`
  return undefined
})(context, world, next)

/** What becomes of tokens once they are given. */
export const tokens: Variant[] = [
  weak(
    'no-store-headers', 'the token response may be cached', '令牌响应可以被缓存',
    answered('/token', context => context.remove('cache-control')),
  ),
  weak('nonce-echo', 'the ID token has the nonce without its odd characters', 'ID 令牌里的 nonce 丢掉了特殊字符', {
    idToken: ({ claims }) => {
      if (typeof claims['nonce'] === 'string') claims['nonce'] = claims['nonce'].replaceAll(/[^\w.~-]/g, '')
    },
  }),
  weak('id-token-sane', 'the ID token lives for ten years', 'ID 令牌有效十年', {
    idToken: ({ claims }) => { claims['exp'] = Number(claims['iat']) + tenYears },
  }),
  weak('userinfo-token-handling', 'userinfo takes the token from the address', 'userinfo 接受地址里的令牌', {
    configuration: (configuration) => { configuration.acceptQueryParamAccessTokens = true },
  }),
  weak('refresh-rotation', 'a refresh token is never replaced', '刷新令牌从不更换', {
    // Who proves to be the client needs no other token each time (RFC 9700, section 2.2.2).
    settings: { 'client-id': 'oauth-walk-public', 'auth-method': 'none' },
    configuration: (configuration) => { configuration.rotateRefreshToken = false },
  }),
  weak('refresh-reuse', 'a refresh token that was replaced still works', '已更换的刷新令牌仍然有效', {
    provider: ({ RefreshToken: { prototype } }) => { prototype.consume = async () => undefined },
  }),
  weak(
    'refresh-bounds', 'every client may use a refresh token', '任何客户端都能使用刷新令牌',
    both(...(['RefreshToken', 'Grant'] as const).map(model =>
      finding(model, 'refresh_token', (found: { clientId?: string | undefined }, { oidc: { client } }) => {
        found.clientId = client?.clientId
      }))),
  ),
  weak('revocation', 'a revocation is confirmed and not done', '确认撤销却没有撤销', at('/revoke', async (context) => {
    await text(context.req)
    context.status = 200
    context.body = ''
  })),
  weak('introspection-open', 'everybody may introspect tokens', '任何人都能内省令牌', at('/introspect', unasked)),
  weak('pushed-request-reuse', 'a pushed request is good for more than one answer', '推送的请求可以重复使用', {
    provider: ({ PushedAuthorizationRequest: { prototype } }) => { prototype.consume = async () => undefined },
  }),
  weak('dpop-proof', 'a proof for another address is taken', '接受为别的地址签的证明', {
    provider: (provider) => {
      const { OIDCContext: { prototype }, constructor } = provider
      const own = Reflect.get(prototype, 'urlFor')
      prototype.urlFor = function urlFor(name, options) {
        const said = name === this.route
          ? addressIn((constructor as typeof Provider).ctx?.get('dpop') ?? '')
          : undefined
        return said ?? own.call(this, name, options)
      }
    },
  }),
]

/** The address that a proof is for, as it says itself. */
function addressIn(proof: string): string | undefined {
  const [, claims] = proof.split('.')
  if (claims === undefined) return undefined
  try {
    const { htu } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { htu?: unknown }
    return typeof htu === 'string' && URL.canParse(htu) ? htu : undefined
  } catch {
    return undefined
  }
}
