import { authorizationRequests, sentAs } from '../../facts/messages.ts'
import { hostOf } from '../../facts/addresses.ts'
import { found, only } from '../../found.ts'
import { lacks } from '../../parameters.ts'
import type { Reading } from '../../reading.ts'
import type { Seen, WalkRecord } from '../../record.ts'

/** Requests to WeChat and WeCom, whose parameters have other names and go with one page each. */
export function readWechatRequests(record: WalkRecord): Reading[] {
  return record.seen.filter(({ request }) => hostOf(request?.url) === 'open.weixin.qq.com').flatMap(seen => [
    ...names(seen), ...page(seen), ...agent(seen), ...order(seen), ...ending(seen),
  ])
}

/** The code of a mini program has a name of its own (小程序登录, code2Session). */
export function readMiniProgram(record: WalkRecord): Reading[] {
  return record.seen.filter(({ request }) => /\/jscode2session(?:[?#]|$)/.test(request?.url ?? '')).flatMap(seen =>
    only(
      sentAs(seen.request, 'code') !== undefined
      && sentAs(seen.request, 'js_code') === undefined
      && found('wechat-js-code', 'broken', 'developers.weixin.qq.com, code2Session', {}, { in: seen, step: 'token' }),
    ))
}

function names(seen: Seen): Reading[] {
  const isWrong = sentAs(seen.request, 'client_id') !== undefined && sentAs(seen.request, 'appid') === undefined
  return only(isWrong && found('wechat-names', 'broken', 'developers.weixin.qq.com, 网站应用微信登录', {}, { in: seen }))
}

/** snsapi_login is for the QR page of a website, the others for the page within WeChat. */
function page(seen: Seen): Reading[] {
  const scope = (sentAs(seen.request, 'scope') ?? '').replace(/\s/g, '')
  const isQr = /\/connect\/qrconnect/.test(seen.request?.url ?? '')
  const isWrong = isQr ? /^snsapi_(?:base|userinfo|privateinfo)$/.test(scope) : scope === 'snsapi_login'
  return only(
    isWrong
    && found(
      'wechat-page', 'broken', 'developers.weixin.qq.com',
      { scope, page: isQr ? 'qrconnect' : 'oauth2/authorize', better: isQr ? 'snsapi_login' : 'snsapi_userinfo' },
      { in: seen },
    ),
  )
}

/** WeCom wants to know the application where members agree to show more of themselves. */
function agent(seen: Seen): Reading[] {
  const isWanted = sentAs(seen.request, 'scope') === 'snsapi_privateinfo'
    && lacks(seen, 'agentid')
  return only(isWanted && found('wecom-agent', 'broken', 'developer.work.weixin.qq.com, 构造网页授权链接', {}, { in: seen }))
}

const inOrder = ['appid', 'redirect_uri', 'response_type', 'scope', 'state']

/** WeChat compares the address with a pattern in which each parameter has its place. */
function order(seen: Seen): Reading[] {
  if (!/\/connect\/oauth2\/authorize/.test(seen.request?.url ?? '')) return []
  const names = (seen.request?.query ?? []).map(([name]) => name).filter(name => inOrder.includes(name))
  const isMixed = names.some((name, place) =>
    place > 0 && inOrder.indexOf(name) < inOrder.indexOf(names[place - 1] ?? ''))
  return only(
    isMixed && found('wechat-order', 'weak', 'developers.weixin.qq.com, 网页授权', { names, right: inOrder }, { in: seen }),
  )
}

function ending(seen: Seen): Reading[] {
  const isPage = /\/connect\/oauth2\/authorize/.test(seen.request?.url ?? '')
    && authorizationRequests({ seen: [seen] } as unknown as WalkRecord).length > 0
  const hasMark = /#wechat_redirect$/.test(seen.request?.url ?? '')
    || seen.request?.fragment.some(([name]) => name === 'wechat_redirect')
  return only(
    isPage
    && !hasMark
    && seen.response === undefined
    && found('wechat-ending', 'note', 'developers.weixin.qq.com, 网页授权', {}, { in: seen }),
  )
}
