import { text } from 'node:stream/consumers'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { authorizationPath } from '../../configuration.ts'
import { quietlyUntil } from '../../library.ts'
import type { Hooks, Json } from '../hooks.ts'
import type { Variant } from '../variant.ts'
import { answered, asked, weak } from './row.ts'

/** What a form would say stands in the address. */
const formInAddress: Hooks = {
  everywhere: async (context, _world, next) => {
    if (context.path !== '/token' || context.method !== 'GET') {
      await next()
      return
    }
    await text(context.req)
    Object.assign(context.req, { body: context.query })
    Object.assign(context.req.headers, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '1' })
    context.method = 'POST'
    await quietlyUntil(next)
  },
}

/** Of what is said twice, the last counts. */
const lastOf = (query: KoaContextWithOIDC['query']) =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]))

/** The lines that a parameter brings along, as header fields. */
function smuggled(query: KoaContextWithOIDC['query']): [name: string, value: string][] {
  const lines = Object.values(query).flat().flatMap(value => (value ?? '').split(/[\r\n]+/).slice(1))
  return lines.flatMap((line) => {
    const [, name, value] = /^([\w-]+): ?([\x20-\x7E]*)$/.exec(line) ?? []
    return name === undefined || value === undefined ? [] : [[name, value]]
  })
}

/** The claims of a JWT that nobody signed. */
function unsigned(jwt: unknown): Json | undefined {
  if (typeof jwt !== 'string') return undefined
  try {
    const [header, claims] = jwt.split('.').slice(0, 2).map(part =>
      JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Json)
    return /^none$/i.test(String(header?.['alg'])) ? claims : undefined
  } catch {
    return undefined
  }
}

/**
 * What an authorization server makes of the requests that it gets in a browser, and one that it should not get at all.
 */
export const requests: Variant[] = [
  weak('token-get', 'tokens are given for a GET too', '用 GET 也能换令牌', formInAddress),
  weak(
    'authorize-cors', 'scripts of every origin may read the authorization endpoint', '任何来源的脚本都能读取授权端点',
    answered(authorizationPath, (context) => {
      const origin = context.get('origin')
      if (origin !== '') context.set('access-control-allow-origin', origin)
    }),
  ),
  weak('login-framing', 'the sign-in page may be shown in a frame', '登录页可以被嵌入框架', answered('/', (context) => {
    const policy = String(context.res.getHeader('content-security-policy') ?? '')
    context.set('content-security-policy', policy.replace(/; frame-ancestors [^;]*/, ''))
    context.remove('x-frame-options')
  })),
  weak('response-type', 'a request without response_type is taken for one of a code', '没有 response_type 的请求当作请求 code',
    asked(query => ({ response_type: 'code', ...query }))),
  weak('duplicate-parameters', 'of a parameter that stands twice, the last counts', '参数出现两次时以后者为准', asked(lastOf)),
  weak('state-echo', 'state comes back without its odd characters', '返回的 state 丢掉了特殊字符', {
    authorizationResponse: (parameters) => {
      const state = parameters.get('state')
      if (state !== null) parameters.set('state', state.replaceAll(/[^\w.~-]/g, ''))
    },
  }),
  weak('iss-sent', 'iss is missing where an error is answered', '返回错误时没有 iss', {
    authorizationResponse: (parameters) => { if (parameters.has('error')) parameters.delete('iss') },
  }),
  weak(
    'header-injection', 'a line break in a parameter begins a header field', '参数里的换行会变成新的响应头',
    answered(authorizationPath, (context) => {
      for (const [name, value] of smuggled(context.query)) context.set(name, value)
    }),
  ),
  weak('request-object-unsigned', 'request objects need no signature', '请求对象不需要签名', asked((query) => {
    const { request, ...others } = query
    const claims = unsigned(request)
    if (claims === undefined) return query
    return {
      ...others,
      ...Object.fromEntries(
        Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
    }
  })),
]
