import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { style } from '../../src/sandbox/pages/style.ts'
import { chooseLocale } from '../../src/sandbox/pages/words.ts'
import { html } from '../../src/sandbox/pages/html.ts'
import { signInAsTheUser } from '../../src/sandbox/index.ts'
import { HandClient, openCallback, openSandbox } from './support.ts'

interface Seen { url: string, status: number, text: string, headers: Headers }

/** A browser with cookies that stops at each page, for looking at pages one by one. */
class SlowBrowser {
  readonly #cookies = new Map<string, string>()

  async go(url: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET', redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...this.#cookies.values()].join('; '), ...headers },
      ...form && { body: new URLSearchParams(form) },
    })
    for (const cookie of answer.headers.getSetCookie()) this.#cookies.set(
      cookie.slice(0, cookie.indexOf('=')), cookie.slice(0, cookie.indexOf(';')),
    )
    const location = answer.headers.get('location')
    if (location !== null) return await this.go(new URL(location, url).href, undefined, headers)
    return { url, status: answer.status, text: await answer.text(), headers: answer.headers }
  }

  forget(): void {
    this.#cookies.clear()
  }
}

const theUser = { username: 'zhangsan', password: 'walk-123456' }

async function openPages(more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const sandbox = await openSandbox()
  const callback = await openCallback()
  const client = new HandClient(sandbox, callback.uri)
  const browser = new SlowBrowser()
  const signIn = await browser.go(
    client.authorizationUrl({ scope: 'openid profile email address phone offline_access', ...more }), undefined,
    headers,
  )
  return { sandbox, callback, client, browser, signIn }
}

function expectGoodPage({ text, headers }: { text: string, headers: Headers }, language: string): void {
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(text).toMatch(`<html lang="${language}">`)
  expect(text.match(/<h1>/g)).toHaveLength(1)
  const title = /<title>(.+) · oauth-walk .+<\/title>/.exec(text)?.[1]
  expect(text).toContain(`<h1>${title ?? '?'}</h1>`)
  expect(text).toContain('width=device-width')
  expect(text).not.toMatch(/<script|\son\w+=|style="|undefined|\[object/)
  expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  for (const [, id] of text.matchAll(/<label for="(\w+)"/g)) expect(text).toMatch(`<input id="${id ?? '?'}"`)
  const hash = createHash('sha256').update(/<style>(.*)<\/style>/s.exec(text)?.[1] ?? '').digest('base64')
  const policy = headers.get('content-security-policy')
  expect(policy).toContain(`style-src 'sha256-${hash}'`)
  expect(policy).toContain('default-src \'none\'')
  expect(policy).toContain('frame-ancestors \'none\'')
  expect(policy).not.toContain('unsafe')
}

const said = {
  en: {
    language: 'en', signIn: 'Sign in', wrong: 'Wrong username or password', allow: 'Allow', deny: 'Deny',
    error: 'This request can’t continue',
    scopes: [
      'your user id', 'oauth-walk will get your avatar and nickname', 'e-mail address', 'postal address',
      'phone number', 'while you are away',
    ],
    signOut: 'Sign out?', signedOut: 'Signed out', missing: 'There is no such page',
  },
  zh: {
    language: 'zh-CN', signIn: '登录', wrong: '用户名或密码不正确', allow: '允许', deny: '拒绝', error: '无法继续处理这个请求',
    scopes: ['你的用户编号', 'oauth-walk 将获取你的头像和昵称', '邮箱地址', '通信地址', '手机号码', '在你离开后'],
    signOut: '要退出登录吗？', signedOut: '已退出登录', missing: '页面不存在',
  },
}

describe.each(['en', 'zh'] as const)('every page in %s', (locale) => {
  const words = said[locale]

  test('sign-in, a wrong password, consent', async () => {
    const { browser, signIn, callback } = await openPages({ ui_locales: `fr ${locale}` })
    expectGoodPage(signIn, words.language)
    expect(signIn.text).toContain(`<h1>${words.signIn}</h1>`)
    for (const hint of Object.values(theUser)) expect(signIn.text).toContain(`<code>${hint}</code>`)

    const wrong = await browser.go(`${signIn.url}/login`, { ...theUser, password: 'guess' })
    expectGoodPage(wrong, words.language)
    expect(wrong.status).toBe(422)
    expect(/role="alert">([^<]*)</.exec(wrong.text)?.[1]).toContain(words.wrong)
    expect(wrong.text).toContain('value="zhangsan"')

    const consent = await browser.go(`${signIn.url}/login`, theUser)
    expectGoodPage(consent, words.language)
    for (const sentence of [
      ...words.scopes, words.allow, words.deny, callback.uri, '张三', 'oauth-walk',
    ]) expect(consent.text).toContain(sentence)
    expect(consent.headers.get('content-security-policy')).toContain(new URL(callback.uri).origin)
  })

  test('error, not found', async () => {
    const { issuer } = await openSandbox()
    const browser = new SlowBrowser()
    const error = await browser.go(`${issuer}/user/authorize?client_id=nobody&ui_locales=${locale}`)
    expect(error.status).toBe(400)
    expectGoodPage(error, words.language)
    expect(error.text).toContain(words.error)
    const missing = await browser.go(`${issuer}/nothing/here`, undefined, { 'accept-language': `${locale};q=0.9, fr` })
    expect(missing.status).toBe(404)
    expectGoodPage(missing, words.language)
    expect(missing.text).toContain(words.missing)
  })

  test('sign-out and after', async () => {
    const { browser, signIn, sandbox } = await openPages()
    const consent = await browser.go(`${signIn.url}/login`, theUser)
    await browser.go(`${consent.url}/confirm`, {})
    const signOut = await browser.go(`${sandbox.issuer}/user/sign-out?client_id=oauth-walk&ui_locales=${locale}`)
    expectGoodPage(signOut, words.language)
    expect(signOut.text).toContain(words.signOut)
    const xsrf = /name="xsrf" value="(\w+)"/.exec(signOut.text)?.[1] ?? ''
    const signedOut = await browser.go(`${sandbox.issuer}/user/sign-out/confirm`, { xsrf, logout: 'yes' })
    expectGoodPage(signedOut, words.language)
    expect(signedOut.text).toContain(words.signedOut)
  })
})

describe('what is reflected is escaped', () => {
  const attack = '"><script>alert(1)</script>'

  test.each([
    ['redirect_uri', `http://127.0.0.1/${attack}`], ['client_id', attack], ['scope', attack], ['response_type', attack],
    ['ui_locales', attack], ['state', attack],
  ])('%s on the error page', async (name, value) => {
    const client = new HandClient(await openSandbox(), 'http://127.0.0.1/not-registered')
    const { status, text } = await new SlowBrowser().go(client.authorizationUrl({ [name]: value }))
    expect(status).toBe(400)
    expect(text).not.toContain('<script>')
  })

  test('the username on the sign-in page', async () => {
    const { browser, signIn } = await openPages()
    const { text } = await browser.go(`${signIn.url}/login`, { username: attack, password: 'x' })
    expect(text).not.toContain('<script>')
    expect(text).toContain('value="&#34;&#62;&#60;script&#62;')
  })

  test('the state in the form_post page', async () => {
    const sandbox = await openSandbox()
    const callback = await openCallback()
    await signInAsTheUser(
      new HandClient(sandbox, callback.uri).authorizationUrl({ response_mode: 'form_post', state: attack }),
    )
    expect(callback.arrivals[0]?.params.get('state')).toBe(attack)
  })

  test('the template escapes text and keeps markup', () => {
    expect(html`<p title="${'a"b'}">${'<i>'}${html`<b>${1}</b>`}${[html`<hr>`, '&']}${undefined}</p>`.text)
      .toBe('<p title="a&#34;b">&#60;i&#62;<b>1</b><hr>&#38;</p>')
  })
})

describe('an interaction belongs to one browser', () => {
  test('without its cookie nothing is shown and nothing is accepted', async () => {
    const { browser, signIn } = await openPages()
    browser.forget()
    for (const answer of [
      await browser.go(signIn.url), await browser.go(`${signIn.url}/login`, theUser),
      await browser.go(`${signIn.url}/confirm`, {}),
    ]) {
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('invalid_request')
    }
  })

  test('consent can\'t be given before signing in, and a finished form does nothing', async () => {
    const { browser, signIn, callback } = await openPages()
    expect((await browser.go(`${signIn.url}/confirm`, {})).status).toBe(400)
    const consent = await browser.go(`${signIn.url}/login`, theUser)
    expect((await browser.go(`${consent.url}/login`, theUser)).status).toBe(400)
    await browser.go(`${consent.url}/confirm`, {})
    expect(callback.arrivals).toHaveLength(1)
    expect((await browser.go(`${consent.url}/confirm`, {})).status).toBe(400)
    expect(callback.arrivals).toHaveLength(1)
  })

  test('cancelling before signing in is access_denied, too', async () => {
    const { browser, signIn, callback } = await openPages()
    await browser.go(`${signIn.url}/abort`, {})
    expect(callback.arrivals[0]?.params.get('error')).toBe('access_denied')
  })

  test('an endless form is refused', async () => {
    const { browser, signIn } = await openPages()
    expect((await browser.go(`${signIn.url}/login`, { username: 'x'.repeat(20_000) })).status).toBe(400)
  })

  test('its cookies are not for scripts, not for other sites, and the session\'s not for other ports', async () => {
    const { client } = await openPages()
    const answer = await fetch(client.authorizationUrl(), { redirect: 'manual' })
    for (const cookie of answer.headers.getSetCookie()) {
      expect(cookie).toMatch(/; httponly/i)
      expect(cookie).toMatch(/; samesite=lax/i)
      expect(cookie).not.toMatch(/; secure/i)
      expect(cookie).toMatch(/; path=\/(user|interaction)/i)
    }
  })
})

test('login_hint fills in the username', async () => {
  const { signIn } = await openPages({ login_hint: 'zhang"san' })
  expect(signIn.text).toContain('value="zhang&#34;san"')
})

test('single sign-on: a second visit asks for consent only', async () => {
  const { browser, signIn, client } = await openPages()
  const consent = await browser.go(`${signIn.url}/login`, theUser)
  await browser.go(`${consent.url}/confirm`, {})
  expect((await browser.go(client.authorizationUrl())).text).toContain('asks for access')
  expect((await browser.go(client.authorizationUrl({ prompt: 'login' }))).text).toContain('name="password"')
})

test.each([
  ['en', undefined, undefined], ['zh', 'zh', 'en'], ['zh', 'zh-TW', undefined], ['zh', 'fr ZH-hans-CN en', undefined],
  ['en', 'fr', 'de'],
  ['zh', undefined, 'zh-CN,zh;q=0.9,en;q=0.8'], ['en', undefined, 'zh;q=0.5, en-GB'], ['zh', 'fr', 'de, zh;q=0.1'],
  ['en', undefined, 'zh;q=0, en;q=0.1'],
])('language %s for ui_locales %s and Accept-Language %s', (locale, uiLocales, header) => {
  expect(chooseLocale(uiLocales, header)).toBe(locale)
})

describe('contrast of text and controls (WCAG 2.2, 1.4.3)', () => {
  const schemes = [...style.matchAll(/:root\{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries([...body.matchAll(/--([\w-]+):(#\w+)/g)].map(([, name = '', color = '']) => [name, color])))
  const pairs = [
    ['ink', 'card'], ['ink', 'soft'], ['ink', 'field'], ['quiet', 'card'], ['quiet', 'ground'], ['quiet', 'soft'],
    ['accent-ink', 'accent'], ['accent-ink', 'accent-strong'], ['alert', 'alert-ground'],
  ] as const

  test.each([['light', schemes[0]], ['dark', schemes[1]]])('%s', (_name, colors = {}) => {
    for (const [text, ground] of pairs) expect(
      contrast(colors[text] ?? '', colors[ground] ?? ''), `${text} on ${ground}`,
    ).toBeGreaterThanOrEqual(4.5)
  })
})

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const digits = (color.length === 4 ? color.replace(/[\da-f]/g, '$&$&') : color).match(/[\da-f]{2}/g) ?? []
  const [red = 0, green = 0, blue = 0] = digits.map(digit => parseInt(digit, 16) / 255)
    .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
