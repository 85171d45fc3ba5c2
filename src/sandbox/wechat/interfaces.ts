import { identity, paths, type WechatFacts } from './app.ts'
import { accessTokenSeconds, type Grants, type Tokens } from './grants.ts'
import { Refusal, type RefusalCode } from './refusals.ts'

interface Asked { parameters: URLSearchParams, facts: WechatFacts, grants: Grants }
type Interface = (asked: Asked) => object

/** WeChat's interfaces behind the browser's back, by path. */
const interfaces: Record<string, Interface> = {
  [paths.token]: ({ parameters, facts, grants }) => {
    const { appid, secret, code } = need(parameters, { appid: 41002, secret: 41004, code: 41008 })
    if (appid !== facts.app_id) throw new Refusal(40013)
    if (secret !== facts.app_secret) throw new Refusal(40125)
    if (parameters.get('grant_type') !== 'authorization_code') throw new Refusal(40002)
    return { ...answerOf(grants.spendCode(code, identity.openid)), unionid: identity.unionid }
  },
  [paths.refresh]: ({ parameters, facts, grants }) => {
    const { appid, refresh_token: refreshToken } = need(parameters, { appid: 41002, refresh_token: 41003 })
    if (appid !== facts.app_id) throw new Refusal(40013)
    if (parameters.get('grant_type') !== 'refresh_token') throw new Refusal(40002)
    return answerOf(grants.refresh(refreshToken))
  },
  [paths.userinfo]: ({ parameters, facts, grants }) => {
    const { access_token: accessToken, openid } = need(parameters, { access_token: 41001, openid: 41009 })
    grants.check(accessToken, openid)
    return personOf(facts.origin)
  },
  [paths.check]: ({ parameters, grants }) => {
    const { access_token: accessToken, openid } = need(parameters, { access_token: 41001, openid: 41009 })
    grants.check(accessToken, openid)
    return { errcode: 0, errmsg: 'ok' }
  },
}

/** The answer of the interface at `path`, refusals included; undefined where there is none. */
export function callInterface(path: string, method: string | undefined, asked: Asked): object | undefined {
  const answer = Object.hasOwn(interfaces, path) ? interfaces[path] : undefined
  try {
    if (answer && method !== 'GET') throw new Refusal(43001)
    return answer?.(asked)
  } catch (error) {
    if (error instanceof Refusal) return error.body
    throw error
  }
}

/** The parameters of these names; raises the refusal of the first that is missing or empty. */
function need<Name extends string>(
  parameters: URLSearchParams, names: Record<Name, RefusalCode>,
): Record<Name, string> {
  const values = Object.entries<RefusalCode>(names).map(([name, missing]) => {
    const value = parameters.get(name)
    if (value === null || value === '') throw new Refusal(missing)
    return [name, value]
  })
  return Object.fromEntries(values) as Record<Name, string>
}

// No token_type: WeChat never names one.
function answerOf({ access_token, refresh_token, openid, scope }: Tokens): object {
  return { access_token, expires_in: accessTokenSeconds, refresh_token, openid, scope }
}

function personOf(origin: string): object {
  const { openid, nickname, unionid } = identity
  return {
    openid, nickname, sex: 1, language: 'zh_CN', province: '北京', city: '海淀', country: 'CN',
    headimgurl: origin + paths.avatar, privilege: [], unionid,
  }
}
