import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scriptedBrowser } from '../support/browser.ts'
import { freshHome, run, start, type Ended } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

type Json = Record<string, unknown>
interface Facts { origin: string, app_id: string, app_secret: string, user: { openid: string, unionid: string } }

/** A WeChat in a process of its own, as a user starts it, and a login that is pointed at it. */
async function serveWechat() {
  const home = freshHome()
  const requestLog = join(home, 'requests')
  const serving = start(
    ['sandbox', '--as', 'wechat', '--json'], { home, environment: { OAUTH_WALK_SANDBOX_REQUESTS: requestLog } },
  )
  const [line] = await serving.sees('stdout', /^\{.*\}\n/)
  const facts = JSON.parse(line) as Facts
  const environment = { OAUTH_WALK_CLIENT_SECRET: facts.app_secret }
  const login = async (words: string[], more: NodeJS.ProcessEnv = {}) => runInside(
    ['login', 'wechat-web', '--provider-origin', facts.origin, '--client-id', facts.app_id, '--port', '0', ...words],
    { home, environment: { ...environment, ...more } },
  )
  const requests = () => readFileSync(requestLog, 'utf8').trim().split('\n')
  return { home, facts, serving, login, requests }
}

function events({ stdout }: Ended): Json[] {
  return stdout.trim().split('\n').map(line => JSON.parse(line) as Json)
}

describe('the brief’s example: signing in with WeChat', () => {
  test('walks the six steps as WeChat speaks, and gives 张三’s id, name and avatar', async () => {
    const { home, facts, login, requests } = await serveWechat()
    const browser = scriptedBrowser()
    const ended = await login(['--browser', browser.command, '--events', '--lang', 'zh'])
    expect(ended.status, ended.stderr).toBe(0)
    const told = events(ended)
    expect(told.filter(({ type }) => type === 'step-finished').map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6])
    // What WeChat itself saw, in its order.
    expect(requests()).toEqual([
      'GET /connect/qrconnect appid,redirect_uri,response_type,scope,state', 'POST /connect/qrconnect ',
      'GET /sns/oauth2/access_token appid,secret,code,grant_type', 'GET /sns/userinfo access_token,openid,lang',
    ])
    const { address } = await browser.report()
    expect(address).toMatch(/#wechat_redirect$/)
    const { document } = told.at(-1) as { document: Json & { userinfo: Json } }
    expect(document).toMatchObject({
      ok: true, profile: 'wechat-web', subject: facts.user.unionid, scope: ['snsapi_login'], refreshable: true,
      userinfo: { sub: facts.user.unionid, openid: facts.user.openid, name: '张三' },
    })
    const avatar = await fetch(String(document.userinfo['picture']))
    expect(avatar.headers.get('content-type')).toBe('image/svg+xml')
    expect(ended.stderr).toContain('登录用户：')
    expect(ended.stdout + ended.stderr).not.toContain(facts.app_secret)

    const again = await run(['token', 'refresh'], { home })
    expect(again.status, again.stderr).toBe(0)
    const userinfo = await run(['userinfo', '--json'], { home })
    expect(JSON.parse(userinfo.stdout)).toMatchObject({ ok: true, userinfo: { sub: facts.user.unionid, name: '张三' } })
    expect(requests().slice(4)).toEqual([
      'GET /mmopen/123456/132 ', 'GET /sns/oauth2/refresh_token appid,grant_type,refresh_token',
      'GET /sns/userinfo access_token,openid,lang',
    ])
  })

  test('--auto presses 同意 without a browser', async () => {
    const { login } = await serveWechat()
    const ended = await login(['--auto', '--quiet'])
    expect(ended.status, ended.stderr).toBe(0)
    expect(JSON.parse(ended.stdout)).toMatchObject({ name: '张三' })
  })

  test('拒绝 brings the state alone, which is told as access_denied', async () => {
    const { login } = await serveWechat()
    const ended = await login(['--browser', scriptedBrowser({ deny: true }).command, '--json'])
    expect(ended.status).toBe(3)
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ok: false, error: { code: 'access-denied', step: 'callback', provider: { error: 'access_denied' } },
    })
  })

  test('a wrong secret is WeChat’s 40125, within a 200', async () => {
    const { login } = await serveWechat()
    const ended = await login(['--auto', '--json'], { OAUTH_WALK_CLIENT_SECRET: '0'.repeat(32) })
    expect(ended.status).toBe(3)
    const { error } = JSON.parse(ended.stdout) as { error: Json }
    expect(error).toMatchObject({ code: 'token-refused', step: 'token', provider: { error: '40125', status: 200 } })
    expect((error['provider'] as Json)['error_description']).toMatch(/^invalid appsecret, rid: [0-9a-f-]{26}$/)
  })
})

test('`sandbox --as` plays wechat and nothing else', async () => {
  const { status, stderr } = await runInside(['sandbox', '--as', 'weibo'], { home: freshHome() })
  expect(status).toBe(2)
  expect(stderr).toContain('--as')
})
