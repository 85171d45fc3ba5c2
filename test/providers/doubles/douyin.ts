import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readForm, readJson } from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// developer.open-douyin.com, "get access_token", "refresh access_token", "get the user's public information". The token
// call is a form, the refresh takes no secret, and userinfo is a POST whose page says JSON in its table and a form in
// its example: both are taken.
const client = { id: 'tt10abc0123456789', secret: '7802f4e6f243e659d51135445fe01234' }
const user = {
  open_id: 'b9b71865-7fea-44cc-aaaa-0123456789ab', union_id: 'union-id-9', nickname: '张三',
  avatar: 'https://p3.douyinpic.com/zhangsan.jpeg',
  description: '', e_account_role: '', client_key: client.id, error_code: '0',
  log_id: '2025032716200991A181xxxxx0A01C4DF',
}

export const douyin: RegisteredVendor = {
  name: 'douyin', client, redirectUri: 'https://walk.example.com/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/platform/oauth/connect/': consentPage(book, {
        required: ['client_key', 'response_type', 'scope', 'redirect_uri'], optional: ['state', 'optionalScope'],
        fixed: {
          client_key: client.id, response_type: 'code', redirect_uri: redirectUri, scope: /^[a-z_.]+(,[a-z_.]+)*$/,
        },
      }, (code, request) => ({ code, state: request.get('state'), scopes: request.get('scope') })),
      '/oauth/access_token/': { phase: 'token', handle: heard => redeem(heard, book) },
      '/oauth/refresh_token/': { phase: 'refresh', handle: heard => refresh(heard, book) },
      '/oauth/userinfo/': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function redeem(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  checkParameters(form, {
    required: ['grant_type', 'client_key', 'client_secret', 'code'],
    fixed: { grant_type: 'authorization_code', client_key: client.id, client_secret: client.secret },
  })
  const grant = book.redeemCode(new URLSearchParams(form).get('code'))
  return describe(grant.request, book.issueAccessToken(grant), book.issueRefreshToken(grant))
}

function refresh(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  checkParameters(form, {
    required: ['client_key', 'grant_type', 'refresh_token'],
    fixed: { grant_type: 'refresh_token', client_key: client.id },
  })
  const given = new URLSearchParams(form).get('refresh_token') ?? ''
  const grant = book.redeemRefreshToken(given)
  return describe(grant.request, book.issueAccessToken(grant), given)
}

/** The page shows the error code and the lifetimes as texts. */
function describe(request: URLSearchParams, access_token: string, refresh_token: string): Answer {
  return { body: {
    data: {
      access_token, description: '', error_code: '0', expires_in: '1296000', open_id: user.open_id,
      refresh_expires_in: '2592000', refresh_token,
      scope: request.get('scope'), log_id: '20230525105733ED3ED7AC56A0123456',
    }, message: 'success',
  } }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'access-token-misplaced')
  const isJson = /^application\/json\b/i.test(heard.headers['content-type'] ?? '')
  const pairs = isJson ? readJson(heard) : readForm(heard)
  checkParameters(pairs, { required: ['access_token', 'open_id'], fixed: { open_id: user.open_id } })
  book.checkAccessToken(new URLSearchParams(pairs).get('access_token'))
  return { body: { err_msg: '', log_id: user.log_id, data: user, err_no: 0 } }
}

const errors = {
  'parameter-wrong client_key': [10003, 'client_key错误'],
  'parameter-wrong client_secret': [10013, 'client_key或者client_secret报错'],
  'parameter-missing client_secret': [10013, 'client_key或者client_secret报错'],
  'client-authentication-misplaced': [10013, 'client_key或者client_secret报错'],
  'code-unknown': [10007, '授权码过期'], 'code-used': [10007, '授权码过期'],
  'refresh-token-unknown': [10010, 'refresh_token过期，需要重新引导用户授权'],
  'access-token-unknown': [28001003, 'access_token无效'], 'access-token-misplaced': [28001003, 'access_token无效'],
  'parameter-wrong open_id': [28001007, '参数不合法'], otherwise: [10002, '参数错误'],
} satisfies Record<string, [number, string]>

/** Every refusal comes with status 200, inside `data`. */
function refuse(fault: Fault, phase: Phase): Answer {
  const [error_code, description] = pick<readonly [number, string]>(errors, fault)
  if (phase === 'authorize')
    return { body: `<p>${fault.subject === 'redirect_uri' ? 'redirect_uri 错误' : description}</p>` }
  const log_id = '2020070614111601022506808001045D59'
  if (phase === 'userinfo')
    return { body: { data: { error_code, description }, err_no: error_code, err_msg: description, log_id } }
  return { body: { data: { captcha: '', desc_url: '', description, error_code, log_id }, message: 'error' } }
}
