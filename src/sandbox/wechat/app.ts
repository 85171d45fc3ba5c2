import { createHmac } from 'node:crypto'
import { issuerOf } from '../clients.ts'
import type { SandboxState } from '../storage/state.ts'

/** The website app that is registered here, and the addresses at which this WeChat answers. */
export interface WechatFacts {
  origin: string
  app_id: string
  app_secret: string
  /** 授权回调域: hosts without scheme, port and path, as WeChat registers them. */
  callback_domains: string[]
  scope: 'snsapi_login'
  endpoints: Record<'authorization' | 'token' | 'refresh' | 'userinfo' | 'check', string>
  user: { openid: string, unionid: string, nickname: '张三' }
}

export const paths = {
  authorization: '/connect/qrconnect', token: '/sns/oauth2/access_token', refresh: '/sns/oauth2/refresh_token',
  userinfo: '/sns/userinfo', check: '/sns/auth', avatar: '/mmopen/123456/132',
} as const

export const loginScope = 'snsapi_login'

/** An openid belongs to one app, a unionid to all apps of one developer. */
export const identity = {
  openid: 'oWalkZhangSan_123456_webapp01', unionid: 'oWalkZhangSan_123456_unionid', nickname: '张三',
} as const

// WeChat itself refuses loopback; without it nobody could try this at home.
const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

/** What `state` says about app and addresses. Id and secret follow from its key, so they last as long as it does. */
export function factsOf(state: SandboxState): WechatFacts {
  const origin = issuerOf(state.port)
  const { authorization, token, refresh, userinfo, check } = paths
  const at = (path: string) => origin + path
  return {
    origin,
    app_id: `wx${derive(state, 'appid').slice(0, 16)}`,
    app_secret: derive(state, 'secret').slice(0, 32),
    callback_domains: [...new Set([...loopbackHosts, ...state.redirect_uris.map(hostOf)])].filter(host => host !== ''),
    scope: loginScope,
    endpoints: {
      authorization: at(authorization), token: at(token), refresh: at(refresh), userinfo: at(userinfo),
      check: at(check),
    },
    user: { ...identity },
  }
}

/** The host of an address, which is all that WeChat compares; empty for what has none. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : ''
}

function derive(state: SandboxState, purpose: string): string {
  return createHmac('sha256', state.identity_key).update(`wechat ${purpose}`).digest('hex')
}
