import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { style } from '../../src/sandbox/pages/style.ts'
import { openCallback, temporaryFolder } from './support.ts'
import { call, openSignedIn, openWechat, qrAddress, signInAtWechat, spend } from './wechat.ts'

const minutes = (count: number) => count * 60_000
const refused = (errcode: number, errmsg: RegExp) => ({ errcode, errmsg: expect.stringMatching(errmsg) as string })
const requestId = /, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/

describe('the sandbox as WeChat', () => {
  test('brings a code and the state back, and gives tokens for it by GET, as JSON that calls itself text', async () => {
    const wechat = await openWechat()
    const back = await signInAtWechat(wechat)
    expect([...back.keys()]).toEqual(['code', 'state'])
    expect(back.get('state')).toBe('the-state')
    const { app_id: appid, app_secret: secret, endpoints } = wechat
    const answer = await call(endpoints.token, {
      appid, secret, code: back.get('code') ?? '', grant_type: 'authorization_code',
    })
    expect(answer).toMatchObject({ status: 200, type: 'text/plain' })
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^\d\d_[\w-]{64}$/) as string, expires_in: 7200,
      refresh_token: expect.stringMatching(/^\d\d_/) as string,
      openid: wechat.user.openid, scope: 'snsapi_login', unionid: wechat.user.unionid,
    })
  })

  test('says no with the state alone', async () => {
    const back = await signInAtWechat(await openWechat(), {}, true)
    expect([...back]).toEqual([['state', 'the-state']])
  })

  test('sends no state back where none came, and keeps the query of the redirect URI', async () => {
    const wechat = await openWechat()
    const callback = await openCallback()
    const page = await (await fetch(qrAddress(wechat, `${callback.uri}?from=qr`, { state: undefined }))).text()
    const [, path = ''] = /action="([^"]*\/confirm)"/.exec(page) ?? []
    const answer = await fetch(wechat.origin + path, { method: 'POST', redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect([...new URL(answer.headers.get('location') ?? '').searchParams.keys()]).toEqual(['from', 'code'])
  })

  test('knows 张三 by openid and token, and refuses another openid', async () => {
    const { wechat, tokens: { access_token = '', openid = '' } } = await openSignedIn()
    const { body } = await call(wechat.endpoints.userinfo, { access_token, openid, lang: 'zh_CN' })
    expect(body).toMatchObject({ openid, unionid: wechat.user.unionid, nickname: '张三', privilege: [] })
    const picture = await fetch(String(body['headimgurl']))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    expect((await call(wechat.endpoints.check, { access_token, openid })).body).toEqual({ errcode: 0, errmsg: 'ok' })
    expect((await call(wechat.endpoints.userinfo, { access_token, openid: 'other' })).body)
      .toEqual(refused(40003, requestId))
  })
})

describe('refusals have WeChat’s own numbers, and status 200', () => {
  test('a code: unknown, spent, too old', async () => {
    let now = Date.now()
    const { wechat, code } = await openSignedIn({ now: () => now })
    expect(await spend(wechat, 'unknown')).toEqual(refused(40029, /^invalid code, rid: /))
    expect(await spend(wechat, code)).toEqual(refused(40163, /^code been used, rid: /))
    const late = (await signInAtWechat(wechat)).get('code') ?? ''
    now += minutes(5)
    expect(await spend(wechat, late)).toEqual(refused(40029, requestId))
  })

  test('a good code survives a refused request', async () => {
    const wechat = await openWechat()
    const code = (await signInAtWechat(wechat)).get('code') ?? ''
    expect(await spend(wechat, code, { appid: 'wx0' })).toEqual(refused(40013, requestId))
    expect(await spend(wechat, code, { secret: 'wrong' })).toEqual(refused(40125, requestId))
    expect(await spend(wechat, code, { grant_type: 'password' })).toEqual(refused(40002, requestId))
    expect(await spend(wechat, code)).toHaveProperty('access_token')
  })

  test.each([
    ['token', { appid: '' }, 41002], ['token', { secret: '' }, 41004], ['token', { code: '' }, 41008],
    ['refresh', { appid: '' }, 41002], ['refresh', { refresh_token: '' }, 41003], ['refresh', {}, 40030],
    ['refresh', { grant_type: 'x' }, 40002],
    ['userinfo', { access_token: '' }, 41001], ['userinfo', { openid: '' }, 41009], ['userinfo', {}, 40001],
    ['check', {}, 40001],
  ] as const)('%s with %j: %i', async (name, change, errcode) => {
    const { app_id: appid, app_secret: secret, endpoints } = await openWechat()
    const all = {
      appid, secret, code: 'c', grant_type: 'refresh_token', refresh_token: 'r', access_token: 'a', openid: 'o',
      ...change,
    }
    expect(await call(endpoints[name], all)).toMatchObject({ status: 200, body: { errcode } })
  })

  test('POST', async () => {
    const { endpoints } = await openWechat()
    expect((await call(endpoints.token, {}, 'POST')).body).toEqual(refused(43001, requestId))
  })
})

describe('a refresh', () => {
  test('leaves a live access token as it is and lets it live on; a dead one is replaced; the refresh token stays', async () => {
    let now = Date.now()
    const { wechat, tokens: { access_token = '', refresh_token = '', openid = '' } } = await openSignedIn({
      now: () => now,
    })
    const ask = async () =>
      (await call(wechat.endpoints.refresh, { appid: wechat.app_id, grant_type: 'refresh_token', refresh_token })).body
    const check = async (token: unknown) =>
      (await call(wechat.endpoints.check, { access_token: String(token), openid })).body['errcode']
    now += minutes(119)
    expect(await ask()).toEqual({ access_token, expires_in: 7200, refresh_token, openid, scope: 'snsapi_login' })
    now += minutes(119)
    expect(await check(access_token)).toBe(0)
    now += minutes(1)
    expect(await check(access_token)).toBe(42001)
    const replaced = await ask()
    expect(replaced['access_token']).not.toBe(access_token)
    expect([replaced['refresh_token'], await check(replaced['access_token']), await check(access_token)])
      .toEqual([refresh_token, 0, 42001])
    now += minutes(30 * 24 * 60)
    expect(await ask()).toEqual(refused(42002, requestId))
  })
})

describe('the QR page', () => {
  test('is Chinese, loads nothing from elsewhere, runs nothing, and lets its forms lead to the client only', async () => {
    const answer = await fetch(qrAddress(await openWechat(), 'https://127.0.0.1:4430/callback'))
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toMatch(/<html lang="zh-CN">/)
    expect(page.match(/<h1>/g)).toHaveLength(1)
    expect(page).toMatch(/<svg class="scan"[^>]*aria-hidden="true"/)
    expect(page.match(/<button[^>]*type="submit">([^<]+)/g)?.map(button => button.split('>')[1])).toEqual(['同意', '拒绝'])
    expect(page).not.toMatch(/<script|\son\w+=|style="|undefined|(?:src|href)="(?:https?:)?\/\//)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(policy)
      .toMatch(/default-src 'none';.*frame-ancestors 'none'; form-action 'self' .*https:\/\/127\.0\.0\.1:4430$/)
  })

  test('can be decided once, and only by its form', async () => {
    const wechat = await openWechat()
    const page = await (await fetch(qrAddress(wechat, 'http://127.0.0.1:9/cb'))).text()
    const paths = [...page.matchAll(/action="([^"]+)"/g)].map(([, path = '']) => wechat.origin + path)
    const send = async (method: string, place: number) =>
      (await fetch(paths[place] ?? '', { method, redirect: 'manual' })).status
    expect([await send('GET', 0), await send('POST', 1), await send('POST', 0)]).toEqual([400, 303, 400])
  })

  test.each([
    ['another app', { appid: 'wx0' }, /AppID 参数错误/],
    [
      'another host', { redirect_uri: 'https://app.example/cb' },
      /10003.*<code>https:\/\/app\.example\/cb<\/code>.*授权回调域/s,
    ],
    ['a scheme of its own', { redirect_uri: 'myapp://127.0.0.1/cb' }, /10003/],
    ['no redirect URI', { redirect_uri: undefined }, /10003/],
    ['another scope', { scope: 'openid' }, /10005/],
    ['no code', { response_type: 'token' }, /response_type/],
    ['client_id for appid', { appid: undefined, client_id: 'x' }, /AppID 参数错误/],
  ])('refuses %s with a page and no way back', async (_, change, says) => {
    const answer = await fetch(qrAddress(await openWechat(), 'http://127.0.0.1:9/cb', change), { redirect: 'manual' })
    expect(answer.status).toBe(400)
    const page = await answer.text()
    expect(page).toMatch(says)
    expect(page).not.toContain('<form')
  })

  test('refuses another order of the parameters', async () => {
    const wechat = await openWechat()
    const [place = '', query = ''] = qrAddress(wechat, 'http://127.0.0.1:9/cb').replace(/#.*/, '').split('?')
    const turned = query.split('&').reverse().join('&')
    expect(await (await fetch(`${place}?${turned}`)).text()).toMatch(/顺序/)
  })

  test('compares hosts only: registered ones with any port and path', async () => {
    const wechat = await openWechat({ redirectUris: ['https://app.example'] })
    expect(wechat.callback_domains).toContain('app.example')
    expect((await fetch(qrAddress(wechat, 'https://app.example:444/any/where'))).status).toBe(200)
  })

  test('hides what comes from outside in plain text', async () => {
    const page = await (await fetch(qrAddress(await openWechat(), 'http://127.0.0.1/"><script>'))).text()
    expect(page).not.toContain('<script')
    expect(page).toContain('&#60;script&#62;')
  })
})

describe('the state', () => {
  test('outlives the process: app, code, tokens; nothing in the file can be used', async () => {
    const folder = temporaryFolder()
    const { wechat, tokens: { access_token = '', refresh_token = '', openid = '' } } = await openSignedIn({ folder })
    const code = (await signInAtWechat(wechat)).get('code') ?? ''
    await wechat.close()
    // fetch must notice that its kept connections are dead.
    await expect(fetch(wechat.origin)).rejects.toThrow()
    const file = readFileSync(join(folder, 'wechat', 'sandbox.json'), 'utf8')
    expect([code, access_token, refresh_token].filter(secret => file.includes(secret))).toEqual([])
    const again = await openWechat({ folder })
    expect({ ...again, close: undefined }).toEqual({ ...wechat, close: undefined })
    expect(await spend(again, code)).toHaveProperty('unionid')
    expect((await call(again.endpoints.check, { access_token, openid })).body['errcode']).toBe(0)
  })

  test('has one host; who comes later joins', async () => {
    const folder = temporaryFolder()
    const wechat = await openWechat({ folder })
    const guest = await openWechat({ folder })
    expect([guest.hosting, guest.origin, guest.app_secret]).toEqual([false, wechat.origin, wechat.app_secret])
  })

  test('another host name is refused', async () => {
    const { endpoints } = await openWechat()
    const status = await new Promise((resolve, reject) => {
      request(endpoints.token, { headers: { host: 'attacker.example' } }).once('error', reject)
        .once('response', answer => resolve(answer.resume().statusCode)).end()
    })
    expect(status).toBe(421)
  })

  test('requests are noted by path and names, never with a value', async () => {
    const lines: string[] = []
    const { tokens: { access_token = '' }, wechat, code } = await openSignedIn({ note: line => lines.push(line) })
    const log = lines.join('')
    expect(log.split('\n').slice(0, 3)).toEqual([
      'GET /connect/qrconnect appid,redirect_uri,response_type,scope,state', 'POST /connect/qrconnect ',
      'GET /sns/oauth2/access_token appid,secret,code,grant_type',
    ])
    expect([access_token, wechat.app_secret, code].filter(secret => log.includes(secret))).toEqual([])
  })
})
