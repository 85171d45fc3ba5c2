import { describe, expect, test } from 'vitest'
import { freshHome, start } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

type Language = 'en' | 'zh'
type Screen = Record<Language, RegExp>

/** The questions that a learner must find answered on the screen of one walk, whatever was sent. */
const always: Record<string, Screen> = {
  'why a code and not the token': {
    en: /Why a code and not the token {2}.*a code instead of a token\. What passes through a browser ends up in histories and logs\./,
    zh: /为什么是授权码而不是令牌 {2}.*经过浏览器的内容会留在历史记录和日志里。/,
  },
  'what state protects': {
    en: /state protects you {2}CSRF: .*only the client that asked knows it/, zh: /state 保护你 {2}CSRF：.*只有发起请求的客户端知道它/,
  },
  'why the back channel': {
    en: /Why the back channel {2}.*the browser has no part in it\. Secrets and tokens stay out of the browser, its history/,
    zh: /为什么走后台通信 {2}.*浏览器不参与。密钥和令牌不会出现在浏览器里：地址栏/,
  },
  'why redirect URIs match exactly': {
    en: /Why the redirect URI must match exactly {2}.*letter by letter.*would leave room for an address of the attacker’s\./,
    zh: /重定向 URI 为什么必须完全一致 {2}.*逐字符比较。.*攻击者就可能用上自己的地址。/,
  },
  'the refresh token’s use and risk': {
    en: /The refresh token {2}It gets new access tokens without you.*Its risk: whoever steals it/,
    zh: /刷新令牌 {2}无需你参与就能换取新的访问令牌.*风险在于：谁偷到它/,
  },
}

const openid: Record<string, Screen> = {
  'what nonce protects': {
    en: /nonce protects the ID token {2}Replay: .*signs it into the ID token/, zh: /nonce 保护 ID 令牌 {2}重放：.*写入 ID 令牌并签名/,
  },
  'access token against ID token': {
    en: /Access token and ID token {2}The access token is for the resource server.*The ID token is for the client: it says who signed in/,
    zh: /访问令牌与 ID 令牌 {2}访问令牌是给资源服务器的.*ID 令牌是给客户端的：它说明登录的是谁/,
  },
  'what the check of the algorithm prevents': {
    en: /algorithm is one .*\n +prevents: a token without a signature/, zh: /签名算法在.*\n +防止：没有签名/,
  },
  'what the check of the signature prevents': {
    en: /signed with a key .*\n +prevents: a token that somebody made up/, zh: /签名密钥签名.*\n +防止：伪造或篡改的令牌/,
  },
  'what the check of iss prevents': {
    en: /issuer is the provider .*\n +prevents: a token of another provider/, zh: /由该授权服务器签发.*\n +防止：攻击者从另一个授权服务器得到的令牌/,
  },
  'what the check of aud prevents': {
    en: /meant for this client .*\n +prevents: a token that you gave to another client/,
    zh: /签发给本客户端.*\n +防止：你交给另一个客户端/,
  },
  'what the check of exp prevents': {
    en: /has not expired .*\n +prevents: an old token/, zh: /没有过期 .*\n +防止：旧令牌落到别人手里/,
  },
  'what the check of iat prevents': {
    en: /issued just now .*\n +prevents: a token that was kept back/, zh: /刚刚签发的 .*\n +防止：令牌被截留一段时间/,
  },
  'what the check of nonce prevents': {
    en: /answers this login \(nonce\) .*\n +prevents: .*\(replay\)/, zh: /对应本次登录（nonce）.*\n +防止：.*重放/,
  },
}

const pkce: Record<string, Screen> = {
  'what PKCE protects': {
    en: /PKCE protects the code {2}A stolen code: .*Without the verifier itself the code is worth nothing/,
    zh: /PKCE 保护授权码 {2}授权码被窃取：.*没有 code_verifier 本身，授权码毫无用处/,
  },
  'how state, PKCE and nonce differ': {
    en: /How they differ {2}state ties .* the client compares it in step 4\. PKCE ties .* the provider compares it in step 5\. nonce ties .* the client compares it in step 5\./,
    zh: /它们有什么区别 {2}state 把.*由客户端在第 4 步比较。PKCE 把.*由授权服务器在第 5 步比较。nonce 把.*由客户端在第 5 步比较。/,
  },
  'what a stolen code is worth': { en: /redeeming it takes the code_verifier/, zh: /换令牌还需要 code_verifier/ },
}

const withoutPkce: Record<string, Screen> = {
  'what PKCE would protect': {
    en: /PKCE protects the code {2}A stolen code: .*It is off in this walk\./, zh: /PKCE 保护授权码 {2}授权码被窃取：.*这次流程没有启用。/,
  },
  'how state and nonce differ': {
    en: /How they differ {2}state ties [^.]*\. nonce ties/, zh: /它们有什么区别 {2}state 把[^。]*。nonce 把/,
  },
  'what a stolen code is worth': { en: /Without PKCE nothing else protects it/, zh: /没有 PKCE，除此之外没有别的保护/ },
}

/** Who knows the secret: a value of its own, however it travels. */
const secretSent = (en: string, zh: string): Record<string, Screen> => ({
  'who knows the secret': {
    en: new RegExp(`client_secret {2}Sent in ${en}.* Known to client and provider only: whoever else had it could pose as the client\\.`),
    zh: new RegExp(`client_secret {2}${zh}.*只有客户端和授权服务器知道：别人拿到它，就能冒充客户端。`),
  },
})
const publicClient: Record<string, Screen> = {
  'who knows the secret': {
    en: /client_secret {2}None is sent\. The client acts as a public one.* Only the code_verifier proves/,
    zh: /client_secret {2}没有发送密钥。它是公开客户端.*只有 code_verifier 能证明/,
  },
}

const header = secretSent('the Authorization header', '放在 Authorization 头中发送')
const body = secretSent('the body', '放在请求正文中发送')
const address = secretSent('the address', '按这个授权服务器的要求放在地址里发送')

/** What a walk shows that ends well; each is taken once, and looked at by more than one test. */
const screens = new Map<string, Promise<string>>()

async function shownBy(words: readonly string[], language: Language): Promise<string> {
  const name = [language, ...words].join(' ')
  const shown = screens.get(name) ?? screen(words, language)
  screens.set(name, shown)
  return shown
}

async function screen(words: readonly string[], language: Language, status = 0): Promise<string> {
  const ended = await runInside(
    ['login', 'sandbox', '--auto', '--port', '0', '--explain', '--lang', language, ...words], { home: freshHome() },
  )
  expect(ended.status, ended.stderr).toBe(status)
  return ended.stderr
}

const unanswered = (shown: string, language: Language, questions: Record<string, Screen>) =>
  Object.entries(questions).filter(([, answer]) => !answer[language].test(shown)).map(([question]) => question)

const walks = [
  ['with PKCE, the secret in a header', [], { ...openid, ...pkce, ...header }],
  ['without PKCE', ['--no-pkce'], { ...openid, ...withoutPkce, ...header }],
  ['of a public client', ['--client-id', 'oauth-walk-public'], { ...openid, ...pkce, ...publicClient }],
] as const

describe.each(['en', 'zh'] as const)('one walk with --explain in %s', (language) => {
  test.each(walks)('%s answers every question of a learner', async (_name, words, questions) => {
    const shown = await shownBy(words, language)
    expect(unanswered(shown, language, { ...always, ...questions })).toEqual([])
  })

  test('does not say of a walk what is not true of it', async () => {
    expect(await shownBy(['--no-pkce'], language)).not.toMatch(
      /redeeming it takes the code_verifier|换令牌还需要 code_verifier|PKCE ties|PKCE 把/,
    )
    expect(await shownBy(['--client-id', 'oauth-walk-public'], language)).not.toMatch(
      /Known to client and provider only|只有客户端和授权服务器知道/,
    )
  })

  test.each([
    [
      'an error comes instead of a code', 'h45-error-description-bidi',
      { en: /The provider said no {2}An error comes in place of the code/, zh: /授权服务器拒绝了 {2}错误码代替授权码/ },
    ],
    [
      'no token comes', 'h50-code-of-another-client',
      { en: /The provider said no {2}No token came\. The code may be spent/, zh: /授权服务器拒绝了 {2}没有得到令牌。授权码可能已经作废/ },
    ],
  ] as const)('explains a refusal where %s', async (_name, fault, said) => {
    const shown = await screen(['--misbehave', fault], language, 3)
    expect(shown).toMatch(said[language])
    expect(shown).not.toMatch(/Access token and ID token|访问令牌与 ID 令牌/)
  })

  test('answers them with the secret in the body', async () => {
    const home = freshHome()
    const [line] = await start(['sandbox', '--json'], { home }).sees('stdout', /^\{.*\}\n/)
    const { clients } = JSON.parse(line) as { clients: { client_id: string, client_secret: string }[] }
    const secret = clients.find(({ client_id }) => client_id === 'oauth-walk-post')?.client_secret
    const words = [
      'login', 'sandbox', '--auto', '--port', '0', '--client-id', 'oauth-walk-post', '--auth-method',
      'client_secret_post', '--explain', '--lang', language,
    ]
    const { stderr } = await runInside(words, { home, environment: { OAUTH_WALK_CLIENT_SECRET: secret } })
    expect(unanswered(stderr, language, { ...always, ...openid, ...pkce, ...body })).toEqual([])
  })

  test('of WeChat answers them too: its secret stands in the address', async () => {
    const home = freshHome()
    const [line] = await start(['sandbox', '--as', 'wechat', '--json'], { home }).sees('stdout', /^\{.*\}\n/)
    const { origin, app_id, app_secret } = JSON.parse(line) as Record<'origin' | 'app_id' | 'app_secret', string>
    const words = [
      'login', 'wechat-web', '--provider-origin', origin, '--client-id', app_id, '--port', '0', '--auto', '--explain',
      '--lang', language,
    ]
    const { stderr } = await runInside(words, { home, environment: { OAUTH_WALK_CLIENT_SECRET: app_secret } })
    expect(unanswered(stderr, language, { ...always, ...address })).toEqual([])
    expect(stderr).toMatch({ en: /Only an access token came\./, zh: /只返回了访问令牌。/ }[language])
  })
})
