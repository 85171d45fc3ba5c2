import type { Endpoint } from '../endpoint.ts'
import type { Expectation } from './variant.ts'

/** The walk succeeds. */
export const accepted: Expectation = {
  exit_code: 0, furthest: 'userinfo', session: 'saved', requests: { token: 1 },
  reaction: { en: 'accepts it', zh: '接受' },
}

/** A check fails before the browser is sent anywhere. */
export function stopsBeforeBrowser(code: string): Expectation {
  return {
    exit_code: 4, code, furthest: 'discovery', session: 'none',
    reaction: { en: 'opens no browser', zh: '不打开浏览器' },
  }
}

/** A check of the authorization response fails: its code is not redeemed. */
export function stopsBeforeToken(code: string): Expectation {
  return {
    exit_code: 4, code, furthest: 'authorization', session: 'none',
    reaction: { en: 'sends no token request', zh: '不发令牌请求' },
  }
}

/** A check of the token response fails: the access token is not used and nothing is saved. */
export function stopsBeforeUserinfo(code: string): Expectation {
  return {
    exit_code: 4, code, furthest: 'jwks', session: 'none', requests: { token: 1 },
    reaction: { en: 'uses no token and saves nothing', zh: '不使用令牌，也不保存' },
  }
}

/** A check of the userinfo response fails: nothing is saved. */
export function stopsAfterUserinfo(code: string): Expectation {
  return {
    exit_code: 4, code, furthest: 'userinfo', session: 'none', requests: { token: 1, userinfo: 1 },
    reaction: { en: 'shows no claims and saves nothing', zh: '不显示声明，也不保存' },
  }
}

/**
 * The provider refuses, or says what nobody understands. The code of a step 5 that has begun is spent: it is not sent
 * again.
 */
export function refusedAt(furthest: Endpoint, code: string): Expectation {
  const began = furthest !== 'discovery' && furthest !== 'authorization'
  return {
    exit_code: 3, code, furthest, session: furthest === 'userinfo' ? 'saved' : 'none',
    ...began ? { requests: { token: 1 } } : {},
    reaction: { en: 'ends with what the provider said', zh: '结束并转述授权服务器的话' },
  }
}

/** The pushed request is not taken, or nobody can tell: no browser is opened. */
export function stopsAtPush(exit_code: number, code: string): Expectation {
  return {
    exit_code, code, furthest: 'push', session: 'none', requests: { push: 1 },
    reaction: { en: 'opens no browser', zh: '不打开浏览器' },
  }
}

/** No usable answer comes. */
export function cutAt(furthest: Endpoint, code: string): Expectation {
  return {
    ...refusedAt(furthest, code), exit_code: 5,
    reaction: { en: 'gives up in time', zh: '及时放弃' },
  }
}

/** The redirect holds nothing that belongs to the walk: it is ignored, and the wait goes on until its end. */
export const keepsWaiting: Expectation = {
  exit_code: 5, code: 'nobody-came', furthest: 'authorization', session: 'none',
  reaction: { en: 'ignores it and goes on waiting', zh: '忽略并继续等待' },
}

/** A configuration that can't be walked. */
export function unusable(code: string): Expectation {
  return {
    exit_code: 2, code, furthest: 'discovery', session: 'none',
    reaction: { en: 'says what is missing', zh: '说明缺什么' },
  }
}

/** The refresh succeeds: the answer is stored. */
export const renewed: Expectation = {
  exit_code: 0, furthest: 'jwks', session: 'renewed', requests: { token: 1 },
  reaction: { en: 'accepts it and stores the new token', zh: '接受并保存新令牌' },
}

/** The refresh fails: the stored session is as it was. */
export function keptAfter(exit_code: number, code: string): Expectation {
  return {
    exit_code, code, furthest: 'jwks', session: 'kept', requests: { token: 1 },
    reaction: { en: 'leaves the stored session as it was', zh: '已存会话保持原样' },
  }
}
