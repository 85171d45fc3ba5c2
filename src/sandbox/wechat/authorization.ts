import { hostOf, loginScope, type WechatFacts } from './app.ts'
import type { Grants, Visit } from './grants.ts'
import type { Objection } from './pages.ts'

/** WeChat's documentation gives the parameters in this order. */
const documentedOrder = ['appid', 'redirect_uri', 'response_type', 'scope', 'state']

/** Judges an authorization request as WeChat does: a visit that may begin, or the objection to show. */
export function judge(parameters: URLSearchParams, facts: WechatFacts): { visit: Visit } | { objection: Objection } {
  const objection = objectTo(parameters, facts)
  if (objection) return { objection }
  const redirect_uri = parameters.get('redirect_uri') ?? ''
  return { visit: { redirect_uri, state: parameters.get('state') ?? undefined, scope: loginScope } }
}

/** The first thing that is wrong; numbers only where WeChat's own troubleshooting page gives them. */
function objectTo(parameters: URLSearchParams, facts: WechatFacts): Objection | undefined {
  if (parameters.get('appid') !== facts.app_id)
    return {
      message: 'AppID 参数错误', hint: 'appid 应与运行 “oauth-walk sandbox --as wechat” 时显示的一致；注意参数名是 appid，而不是 client_id。',
    }
  const redirectUri = parameters.get('redirect_uri') ?? ''
  if (!facts.callback_domains.includes(hostOf(redirectUri)) || !/^https?:/.test(redirectUri)) {
    return {
      message: 'redirect_uri 域名与后台配置不一致，错误码：10003', hint: '微信只比较域名，不看端口和路径。', asked: redirectUri,
      registered: facts.callback_domains,
    }
  }
  if (parameters.get('response_type') !== 'code')
    return { message: 'response_type 参数错误', hint: 'response_type 只能是 code。' }
  if (parameters.get('scope') !== loginScope)
    return { message: 'Scope 参数错误或没有 Scope 权限，错误码：10005', hint: `网站应用的 scope 只能是 ${loginScope}。` }
  if (!isInOrder(parameters)) return { message: '请求参数的顺序不对', hint: `微信文档给出的顺序是：${documentedOrder.join('、')}。` }
  return undefined
}

function isInOrder(parameters: URLSearchParams): boolean {
  const places = [...parameters.keys()].map(name => documentedOrder.indexOf(name)).filter(place => place >= 0)
  return places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1))
}

/**
 * Where the browser goes after the decision: with a code and the state, or, which is how WeChat says no, with the state
 * alone.
 */
export function decide(id: string, allowed: boolean, grants: Grants): string | undefined {
  const visit = grants.findVisit(id)
  if (!visit) return undefined
  grants.closeVisit(id)
  const target = new URL(visit.redirect_uri)
  if (allowed) target.searchParams.append('code', grants.giveCode(visit.scope))
  if (visit.state !== undefined) target.searchParams.append('state', visit.state)
  return target.href
}
