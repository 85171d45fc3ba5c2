import { createHash } from 'node:crypto'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Inside } from '../hooks.ts'
import type { Variant } from '../variant.ts'
import { both, finding } from './found.ts'
import { asked, weak } from './row.ts'

type Code = InstanceType<Provider['AuthorizationCode']>

const challengeOf = (verifier: string) => createHash('sha256').update(verifier, 'ascii').digest('base64url')
const redeemed = (change: (code: Code, context: KoaContextWithOIDC) => void) =>
  finding('AuthorizationCode', 'authorization_code', change)
const parameterOf = ({ oidc }: KoaContextWithOIDC, name: string) => oidc.params?.[name] as string | undefined

/** Redeems a code again where so much time has passed since the first use. `milliseconds`: since then. */
function redeemingAgain(allows: (milliseconds: number) => boolean): Inside {
  const uses = new Map<string, number>()
  return both({
    provider: ({ AuthorizationCode: { prototype } }) => {
      const own = Reflect.get(prototype, 'consume')
      prototype.consume = async function consume() {
        if (!uses.has(this.jti)) uses.set(this.jti, Date.now())
        await own.call(this)
      }
    },
  }, redeemed((code) => {
    if (allows(Date.now() - (uses.get(code.jti) ?? -Infinity))) Reflect.deleteProperty(code, 'consumed')
  }))
}

/**
 * Uses that are no further apart are at once, for a slow machine too; those that come one after the other are a second
 * apart.
 */
const atOnceMilliseconds = 900

/** What holds a code to the request that it was given for. */
export const codes: Variant[] = [
  weak('pkce-wrong-verifier', 'every code_verifier is taken', '任何 code_verifier 都被接受', redeemed((code, context) => {
    const verifier = parameterOf(context, 'code_verifier')
    if (verifier !== undefined && code.codeChallenge !== undefined) code.codeChallenge = challengeOf(verifier)
  })),
  weak(
    'pkce-no-verifier', 'a code is redeemed without its code_verifier', '没有 code_verifier 也能兑换授权码',
    redeemed((code, context) => {
      if (parameterOf(context, 'code_verifier') === undefined) Reflect.deleteProperty(code, 'codeChallenge')
    }),
  ),
  weak(
    'pkce-downgrade', 'a code_verifier is overlooked where the request had no code_challenge',
    '请求没有 code_challenge 时忽略 code_verifier', redeemed((code, { oidc }) => {
      if (code.codeChallenge === undefined && oidc.params) oidc.params['code_verifier'] = undefined
    }),
  ),
  weak('pkce-plain', 'the method plain is taken', '接受 plain 方法', asked((query) => {
    const { code_challenge: challenge, code_challenge_method: method } = query
    if (method !== 'plain' || typeof challenge !== 'string') return query
    return { ...query, code_challenge: challengeOf(challenge), code_challenge_method: 'S256' }
  })),
  weak('pkce-required', 'public clients need no PKCE', '公共客户端不必使用 PKCE', { careless: { pkce: true } }),
  weak(
    'redirect-mismatch-at-token', 'the redirect_uri of the token request is not compared', '不比对令牌请求中的 redirect_uri',
    redeemed((code, context) => {
      code.redirectUri = parameterOf(context, 'redirect_uri')
    }),
  ),
  weak(
    'code-other-client', 'a code is redeemed for every client', '任何客户端都能兑换授权码',
    both(...(['AuthorizationCode', 'Grant'] as const).map(model =>
      finding(model, 'authorization_code', (found: { clientId?: string | undefined }, { oidc: { client } }) => {
        found.clientId = client?.clientId
      }))),
  ),
  weak('client-auth-wrong', 'every client_secret is taken', '任何 client_secret 都被接受', {
    provider: ({ Client: { prototype } }) => { prototype.compareClientSecret = () => true },
  }),
  weak(
    'code-replay', 'a code is redeemed again a second later', '一秒后授权码可以再次兑换',
    redeemingAgain(since => since >= atOnceMilliseconds),
  ),
  weak('code-lifetime', 'a code lives for a day', '授权码有效一天', {
    configuration: (configuration) => { configuration.ttl = { ...configuration.ttl, AuthorizationCode: 24 * 60 * 60 } },
  }),
  weak(
    'code-in-parallel', 'requests at the same time all redeem the same code', '同时的请求都能兑换同一授权码',
    redeemingAgain(since => since < atOnceMilliseconds),
  ),
]
