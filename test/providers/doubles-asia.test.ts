import { describe, expect, test } from 'vitest'
import { dialogues, type Dialogue, type Message, type Members } from './doubles/asian-messages.ts'
import { talkTo } from './doubles/asian-talk.ts'
import { sampled } from '../support/wide.ts'

// The doubles are themselves tested here by plain requests: each takes what its vendor documents and refuses everything
// else.
const named = dialogues.map(dialogue => [dialogue.vendor.name, dialogue] as const)
const without = (parameters: Members, name: string): Members =>
  Object.fromEntries(Object.entries(parameters).filter(([key]) => key !== name))
const change = (message: Message, parameters: Members): Message => ({
  ...message, parameters: { ...message.parameters, ...parameters },
})
const nobody = { code: 'nobody-s-code', access: 'nobody-s-token', refresh: 'nobody-s-refresh-token' }
const secretOf = ({ token, vendor }: Dialogue) =>
  Object.entries(token(nobody).parameters).find(([, value]) => value === vendor.client.secret)?.[0]

describe.each(sampled(named, 2))('%s', (_, dialogue) => {
  const { authorize, token, refresh, userinfo, optional = [], spends } = dialogue

  test('takes a walk as its vendor documents it', async () => {
    const talk = await talkTo(dialogue)
    const passed = await talk.walk()
    expect(passed.access).not.toBe('')
    const shown = await talk.send(userinfo(passed))
    expect([shown.status, talk.double.faults]).toEqual([200, []])
    if (!refresh) return
    const fresh = await talk.send(refresh(passed))
    expect([fresh.status, talk.double.faults]).toEqual([200, []])
    expect(fresh.text).toMatch(/access_?token/i)
  })

  test('refuses an authorization request that lacks something, has something more, or names another redirect URI', async () => {
    const talk = await talkTo(dialogue)
    for (const name of Object.keys(authorize.parameters)) {
      const answer = await talk.authorize(without(authorize.parameters, name))
      expect([name, answer.status === 302]).toEqual([name, optional.includes(name)])
    }
    const others: Members[] = [
      { nonce2: 'n' }, { redirect_uri: 'https://elsewhere.example/callback' }, { response_type: 'token' },
    ]
    for (const more of others) expect([
      more, (await talk.authorize({ ...authorize.parameters, ...more })).status === 302,
    ]).toEqual([more, false])
  })

  test('refuses a token call that lacks something, has something more, or comes another way', async () => {
    const talk = await talkTo(dialogue)
    const isGranted = (text: string) => /access_?token"?[:=]/i.test(text)
    const good = async () => token({ ...nobody, code: await talk.signIn() })
    for (const name of Object.keys((await good()).parameters)) {
      const message = await good()
      const answer = await talk.send({ ...message, parameters: without(message.parameters, name) })
      expect([name, isGranted(answer.text)]).toEqual([name, optional.includes(name)])
    }
    const secret = secretOf(dialogue)
    const wrong = [
      change(await good(), { code_verifier: 'w'.repeat(43), surplus: 's' }),
      { ...await good(), headers: { authorization: 'Basic d2Fsa2VyOnNlY3JldA==' } },
      { ...await good(), method: 'PUT' } as unknown as Message,
      ...secret === undefined ? [] : [change(await good(), { [secret]: 'not the secret' })],
    ]
    for (const message of wrong) expect([message, isGranted((await talk.send(message)).text)]).toEqual([message, false])
    expect(talk.double.faults.length).toBeGreaterThanOrEqual(wrong.length)
  })

  test('refuses a code that it did not issue, and one that was used', async () => {
    const talk = await talkTo(dialogue)
    const passed = await talk.walk()
    const spend = async (code: string) =>
      talk.send(spends === 'userinfo' ? userinfo({ ...passed, code }) : token({ ...passed, code }))
    if (spends) await spend(passed.code)
    for (const code of ['nobody-s-code', passed.code]) await spend(code)
    expect(talk.double.faults).toEqual(['code-unknown code', 'code-used code'])
  })

  test('refuses a token that it did not issue', async () => {
    const talk = await talkTo(dialogue)
    const passed = await talk.walk()
    await talk.send(userinfo({ ...passed, access: 'nobody-s-token' }))
    if (refresh) await talk.send(refresh({ ...passed, refresh: 'nobody-s-refresh-token' }))
    expect(talk.double.faults).toEqual(['access-token-unknown', ...refresh ? ['refresh-token-unknown'] : []])
  })

  test('refuses an access token in another place, unless the vendor takes it there too', async () => {
    const talk = await talkTo(dialogue)
    const passed = await talk.walk()
    const message = userinfo(passed)
    const inHeader = message.headers?.['authorization'] !== undefined
    await talk.send(
      inHeader
        ? { ...change(message, { access_token: passed.access }), headers: {} }
        : { ...message, headers: { authorization: `Bearer ${passed.access}` } },
    )
    const refused: unknown = expect.stringMatching(
      /^(access-token-misplaced|client-authentication-misplaced|parameter-unknown access_token)/,
    )
    expect(talk.double.faults).toEqual(dialogue.tokenAnywhere ? [] : [refused])
  })
})

type Change = (message: Message) => Message
const said = (
  vendor: string, what: string, phase: 'token' | 'refresh' | 'userinfo', how: Change, status: number, body: unknown,
) => [`${vendor}: ${what}`, { vendor, phase, how, status, body }] as const
const text = (pattern: RegExp) => pattern
const containing = (part: string): unknown => expect.stringContaining(part)
const asIs: Change = message => message
const set = (parameters: Members): Change => message => change(message, parameters)

/** Each vendor's own shape of a refusal, status and body. */
const shapes = [
  said('kakao', 'wrong code', 'token', set({ code: 'x' }), 400, {
    error: 'invalid_grant', error_description: 'authorization code not found', error_code: 'KOE320',
  }),
  said('kakao', 'wrong secret', 'token', set({ client_secret: 'x' }), 401, {
    error: 'invalid_client', error_code: 'KOE010',
  }),
  said('kakao', 'D4: a verifier without a challenge', 'token', set({ code_verifier: 'v'.repeat(43) }), 400, {
    error: 'invalid_request',
  }),
  said('naver', 'D9: wrong code in a 200', 'token', set({ code: 'x' }), 200, {
    error: 'invalid_request', error_description: 'no valid data in session',
  }),
  said(
    'naver', 'wrong token', 'userinfo', message => ({ ...message, headers: { authorization: 'Bearer x' } }), 401,
    { resultcode: '024', message: 'Authentication failed' },
  ),
  said('wechat-web', 'D9: wrong code in a 200', 'token', set({ code: 'x' }), 200, {
    errcode: 40029, errmsg: containing('invalid code'),
  }),
  said('wechat-web', 'D6: wrong secret', 'token', set({ secret: 'x' }), 200, { errcode: 40125 }),
  said(
    'wechat-web', 'D7: a POST', 'token', message => ({ ...message, method: 'POST', in: 'form' }), 200,
    { errcode: 43001 },
  ),
  said(
    'wechat-web', 'D11: a refresh with the secret', 'refresh', set({ secret: '0123456789abcdef0123456789abcdef' }), 200,
    { errcode: 47001 },
  ),
  said('wechat-mp', 'D12: another openid', 'userinfo', set({ openid: 'x' }), 200, { errcode: 40003 }),
  said('wecom', 'D9: wrong secret in a 200', 'token', set({ corpsecret: 'x' }), 200, { errcode: 40001 }),
  said('wecom', 'D10: a code at the token call', 'token', set({ code: 'x' }), 200, { errcode: 40035 }),
  said('wecom', 'D10: wrong code at userinfo', 'userinfo', set({ code: 'x' }), 200, {
    errcode: 40029, errmsg: containing('e=40029'),
  }),
  said(
    'qq', 'D8: wrong code in JSONP', 'token', set({ code: 'x' }), 200, text(/^callback\( \{"error":100019,.*\} \);\n$/),
  ),
  said('qq', 'wrong openid', 'userinfo', set({ openid: 'x' }), 200, { ret: -22, msg: 'openid is invalid' }),
  said('weibo', 'wrong code', 'token', set({ code: 'x' }), 400, {
    error: 'invalid_grant', error_code: 21325, request: '/oauth2/access_token',
  }),
  said(
    'alipay', 'D10: wrong signature', 'token',
    message => ({ ...message, sign: signed => ({ ...signed, sign: 'AAAA' }) }), 200,
    { error_response: { code: '40002', sub_code: 'isv.invalid-signature' } },
  ),
  said('alipay', 'D9: wrong code in an envelope', 'token', set({ code: 'x' }), 200, {
    error_response: { code: '40002', sub_code: 'isv.code-invalid', sub_msg: '授权码code无效' },
  }),
  said('alipay', 'an old timestamp', 'token', set({ timestamp: '2020-01-01 00:00:00' }), 200, {
    error_response: { sub_code: 'isv.invalid-timestamp' },
  }),
  said('dingtalk', 'D7: a form', 'token', message => ({ ...message, in: 'form' }), 400, { code: 'Missingbody' }),
  said('dingtalk', 'wrong code', 'token', set({ code: 'x' }), 400, {
    code: 'invalidParameter.authCode.notFound', message: '不合法的临时授权码',
  }),
  said(
    'dingtalk', 'D1: standard names', 'token',
    message => ({
      ...message, parameters: { client_id: 'x', client_secret: 'x', code: 'x', grant_type: 'authorization_code' },
    }),
    400, { code: 'invalidParameter' },
  ),
  said('feishu', 'D4: a verifier without a challenge', 'token', set({ code_verifier: 'v'.repeat(43) }), 400, {
    code: 20049, error: 'invalid_grant',
  }),
  said(
    'feishu', 'D7: a form', 'token', message => ({ ...message, in: 'form' }), 400,
    { code: 20063, error: 'invalid_request' },
  ),
  said('lark', 'wrong code', 'token', set({ code: 'x' }), 400, { code: 20003, error: 'invalid_grant' }),
  said('gitee', 'wrong code', 'token', set({ code: 'x' }), 401, {
    error: 'invalid_grant', error_description: '授权方式无效，或者登录回调地址无效、过期或已被撤销',
  }),
  said('baidu', 'wrong code', 'token', set({ code: 'x' }), 400, {
    error: 'invalid_grant', error_description: 'Invalid authorization code',
  }),
  said('baidu', 'D9: wrong token in a 200', 'userinfo', set({ access_token: 'x' }), 200, { error_code: 110 }),
  said('douyin', 'D9: wrong code in a 200', 'token', set({ code: 'x' }), 200, {
    data: { error_code: 10007, description: '授权码过期' }, message: 'error',
  }),
  said('douyin', 'D11: a refresh with the secret', 'refresh', set({ client_secret: 'x' }), 200, {
    data: { error_code: 10002 }, message: 'error',
  }),
  said('douyin', 'wrong token', 'userinfo', set({ access_token: 'x' }), 200, {
    err_no: 28001003, data: { error_code: 28001003 },
  }),
  said('tiktok', 'D4: another verifier', 'token', set({ code_verifier: 'w'.repeat(43) }), 200, {
    error: 'invalid_request', error_description: 'Code verifier or code challenge is invalid.',
  }),
  said('tiktok', 'D9: wrong code in a 200', 'token', set({ code: 'x' }), 200, {
    error: 'invalid_grant', log_id: containing('2022'),
  }),
  said('zhihu', 'D9: wrong code in a 200', 'token', set({ code: 'x' }), 200, {
    code: 401, data: 'Authorization code is not valid',
  }),
  said(
    'zhihu', 'no token', 'userinfo', message => ({ ...message, headers: {} }), 200,
    { code: 401, data: 'Missing Authorization in request headers' },
  ),
  said('huawei', 'D9: numbers as errors', 'token', set({ code: 'x' }), 400, { error: 1101, sub_error: 20152 }),
  said(
    'huawei', 'D12: a GET', 'userinfo', message => ({ ...message, method: 'GET', in: 'query' }), 200,
    { error: 'session timeout' },
  ),
  said(
    'xiaomi', 'D8: wrong code behind a prefix', 'token', set({ code: 'x' }), 200, text(/^&&&START&&&\{"error":96013,/),
  ),
  said(
    'xiaomi', 'D11: a refresh without the redirect URI', 'refresh',
    message => ({ ...message, parameters: without(message.parameters, 'redirect_uri') }), 200, { error: 96002 },
  ),
  said('xiaomi', 'wrong token', 'userinfo', set({ token: 'x' }), 200, { result: 'error', code: 96008 }),
  said('jd', 'D9: wrong code in a 200', 'token', set({ code: 'x' }), 200, { code: 402, msg: 'code无效或已过期' }),
  said(
    'jd', 'D10: wrong signature', 'userinfo',
    message => ({ ...message, sign: signed => ({ ...signed, sign: '0'.repeat(32) }) }), 200,
    { error_response: { code: '12', zh_desc: '无效签名' } },
  ),
  said(
    'jd', 'an unsigned call', 'userinfo', message => ({ ...message, sign: asSigned => asSigned }), 200,
    { error_response: { code: '67' } },
  ),
  said('jd', 'a right call', 'userinfo', asIs, 200, { jingdong_user_getUserInfoByOpenId_response: { code: '0' } }),
]

test.each(shapes)('says a refusal in the vendor\'s own shape: %s', async (_, { vendor, phase, how, status, body }) => {
  const dialogue = dialogues.find(({ vendor: { name } }) => name === vendor)
  if (!dialogue) throw new Error(`no dialogue of ${vendor}`)
  const talk = await talkTo(dialogue)
  const passed = phase === 'token' ? { ...nobody, code: await talk.signIn() } : await talk.walk()
  const message = dialogue[phase]?.(passed)
  if (!message) throw new Error(`${vendor} has no ${phase} call`)
  const reply = await talk.send(how(message))
  expect(reply.status).toBe(status)
  if (body instanceof RegExp) expect(reply.text).toMatch(body)
  else expect(reply.body).toMatchObject(body as object)
})

/** Authorization requests in standard form that these vendors refuse; the last word is the fault that is found. */
const authorizations: readonly (readonly [string, string, Members, string])[] = [
  ['wechat-web', 'D5: a state with a hyphen', { state: 'a-b_c' }, 'parameter-wrong state'],
  ['wechat-mp', 'D5: a state of 129 characters', { state: 'a'.repeat(129) }, 'parameter-wrong state'],
  ['alipay', 'D5: a state in base64url', { state: 'a-b_c' }, 'parameter-wrong state'],
  ['wechat-web', 'D4: a challenge', { code_challenge: 'x' }, 'parameter-unknown code_challenge'],
  ['wecom', 'D2: a response type', { response_type: 'code' }, 'parameter-unknown response_type'],
  ['zhihu', 'D3: a scope', { scope: 'user' }, 'parameter-unknown scope'],
  ['naver', 'D3: a scope', { scope: 'name' }, 'parameter-unknown scope'],
  ['dingtalk', 'D2: another prompt', { prompt: 'login' }, 'parameter-wrong prompt'],
  ['xiaomi', 'D3: scopes in words', { scope: 'profile' }, 'parameter-wrong scope'],
  ['kakao', 'D3: scopes between spaces', { scope: 'profile_nickname account_email' }, 'parameter-wrong scope'],
  ['douyin', 'D3: scopes between spaces', { scope: 'user_info video' }, 'parameter-wrong scope'],
  ['gitee', 'D3: scopes between commas', { scope: 'user_info,emails' }, 'parameter-wrong scope'],
  ['tiktok', 'D4: a challenge in base64url', { code_challenge: 'A'.repeat(43) }, 'challenge-wrong code_challenge'],
  [
    'feishu', 'D4: a challenge in hex', { code_challenge: 'a'.repeat(64), code_challenge_method: 'S256' },
    'challenge-wrong code_challenge',
  ],
  [
    'douyin', 'D15: a loopback redirect URI', { redirect_uri: 'http://127.0.0.1:8765/callback' },
    'parameter-wrong redirect_uri',
  ],
]

test.each(authorizations)('%s refuses %s', async (vendor, _, parameters, fault) => {
  const dialogue = dialogues.find(({ vendor: { name } }) => name === vendor)
  if (!dialogue) throw new Error(`no dialogue of ${vendor}`)
  const talk = await talkTo(dialogue)
  expect((await talk.authorize({ ...dialogue.authorize.parameters, ...parameters })).status).not.toBe(302)
  expect(talk.double.faults).toEqual([fault])
})

test('WeChat refuses parameters in another order (D2)', async () => {
  const dialogue = dialogues.find(({ vendor: { name } }) => name === 'wechat-mp')
  if (!dialogue) throw new Error('no dialogue of wechat-mp')
  const talk = await talkTo(dialogue)
  const reversed = Object.fromEntries(Object.entries(dialogue.authorize.parameters).reverse())
  expect((await talk.authorize(reversed)).status).toBe(200)
  expect(talk.double.faults).toEqual(['parameters-misordered'])
})
