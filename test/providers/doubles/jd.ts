import { createHash } from 'node:crypto'
import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, isSame, readForm } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, labelled, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// kepler.jd.com, "user login authorization", and the signing rule of open.jd.com. The page calls the token address by
// GET and its errors are {code, msg, requestId}; libraries also post a form there. Only the gateway's errors are an
// error_response.
const client = { id: 'ED65706B4132EE846A05F2ED8A3E3350', secret: '361449e7aa6946b5a0733d2cd24259c6' }
const openId = 'jd-open-id-1'
const user = { nickName: '张三', imageUrl: 'http://storage.360buyimg.com/zhangsan.jpg', gendar: '1' }

export const jd: RegisteredVendor = {
  name: 'jd', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2/to_login': consentPage(book, {
        required: ['app_key', 'response_type', 'redirect_uri', 'scope'], optional: ['state'],
        fixed: {
          app_key: client.id, response_type: 'code', redirect_uri: redirectUri, scope: /^snsapi_(base|union_login)$/,
        },
      }, (code, request) => ({ code, state: request.get('state') })),
      '/oauth2/access_token': { phase: 'token', handle: heard => answerToken(heard, book, 'authorization_code') },
      '/oauth2/refresh_token': { phase: 'refresh', handle: heard => answerToken(heard, book, 'refresh_token') },
      '/routerjson': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book, grantType: 'authorization_code' | 'refresh_token'): Answer {
  checkMethod(heard, 'GET', 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const pairs = heard.method === 'GET' ? readQuery(heard) : readForm(heard)
  const proof = grantType === 'refresh_token' ? 'refresh_token' : 'code'
  checkParameters(pairs, {
    required: ['app_key', 'app_secret', 'grant_type', proof],
    fixed: { app_key: client.id, app_secret: client.secret, grant_type: grantType },
  })
  const given = new URLSearchParams(pairs).get(proof)
  const grant = proof === 'code' ? book.redeemCode(given) : book.redeemRefreshToken(given)
  return { body: {
    access_token: book.issueAccessToken(grant), expires_in: 86400, refresh_token: book.issueRefreshToken(grant),
    scope: grant.request.get('scope'),
    open_id: openId, uid: '1234567890', time: 1767225600000, token_type: 'bearer', code: 0,
  } }
}

/** The secret, every name and value in the order of the names, and the secret again; MD5 in upper case. */
export function signJd(pairs: readonly (readonly [string, string])[]): string {
  const text = pairs.filter(([name, value]) => name !== 'sign' && value !== '').sort(([one], [other]) =>
    one < other ? -1 : 1).flat().join('')
  return createHash('md5').update(client.secret + text + client.secret).digest('hex').toUpperCase()
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'access-token-misplaced')
  const form = /^application\/x-www-form-urlencoded\b/i.test(heard.headers['content-type'] ?? '')
    ? [...new URLSearchParams(heard.body)]
    : []
  const pairs = [...heard.query, ...form] as [string, string][]
  const given = new URLSearchParams(pairs)
  checkParameters(pairs, {
    required: ['access_token', 'app_key', 'method', '360buy_param_json', 'timestamp', 'v', 'sign'],
    fixed: {
      app_key: client.id, method: 'jingdong.user.getUserInfoByOpenId', v: '2.0',
      timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
      '360buy_param_json': JSON.stringify({ openId }),
    },
  })
  const told = Date.parse(`${(given.get('timestamp') ?? '').replace(' ', 'T')}+08:00`)
  if (Math.abs(Date.now() - told) > 600_000) throw new Fault('parameter-wrong', 'timestamp')
  if (!isSame(given.get('sign'), signJd(pairs))) throw new Fault('signature-wrong')
  book.checkAccessToken(given.get('access_token'))
  const result = { code: 0, data: user }
  return labelled(
    { jingdong_user_getUserInfoByOpenId_response: { code: '0', getuserinfobyappidandopenid_result: result } },
    'text/json;charset=utf-8',
  )
}

const errors = {
  'parameter-wrong app_key': [401, '无效的app_key'], 'parameter-wrong app_secret': [401, 'app_secret错误'],
  'code-unknown': [402, 'code无效或已过期'],
  'code-used': [402, 'code无效或已过期'], 'refresh-token-unknown': [403, 'refresh_token无效或已过期'], otherwise: [400, '参数错误'],
} satisfies Record<string, [number, string]>

const gatewayErrors = {
  'signature-wrong': ['12', '无效签名', 'Invalid signature'],
  'access-token-unknown': ['19', 'token已过期或者不存在，请重新授权', 'Invalid access_token'],
  'access-token-misplaced': ['18', '缺少access_token参数', 'Missing access_token'],
  'parameter-wrong timestamp': ['10', '非法的时间戳参数', 'Invalid timestamp'],
  otherwise: ['67', '参数错误', 'Invalid parameter'],
} satisfies Record<string, [string, string, string]>

/** Every refusal comes with status 200. */
function refuse(fault: Fault, phase: Phase): Answer {
  if (phase === 'authorize') return { body: `<p>${fault.subject === 'redirect_uri' ? '回调地址不匹配' : '参数错误'}</p>` }
  if (phase === 'userinfo') {
    const [code, zh_desc, en_desc] = pick<readonly [string, string, string]>(gatewayErrors, fault)
    return { body: { error_response: { code, zh_desc, en_desc } } }
  }
  const [code, msg] = pick<readonly [number, string]>(errors, fault)
  return { body: { code, msg, requestId: '5e2e9d8a7c6b4f10' } }
}
