import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readForm } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// openauth.baidu.com and its appendix of error codes: the token call is GET or POST, errors have status 400 there and
// 200 in the API.
const client = { id: 'BaiduApiKey0123456789abc', secret: 'BaiduSecretKey0123456789abcdefgh' }
const user = {
  userid: '2097322476', openid: 'baidu-openid-1', unionid: 'baidu-unionid-9', username: '张三', portrait: 'e2c1776c6637',
  userdetail: '', is_bind_mobile: '1',
}

export const baidu: RegisteredVendor = {
  name: 'baidu', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth/2.0/authorize': consentPage(book, {
        required: ['response_type', 'client_id', 'redirect_uri'],
        optional: ['scope', 'state', 'display', 'force_login', 'confirm_login', 'qrcode'],
        fixed: {
          response_type: 'code', client_id: client.id, redirect_uri: redirectUri, scope: /^[a-z_]+([ ,][a-z_]+)*$/,
        },
      }, (code, request) => ({ code, state: request.get('state') })),
      '/oauth/2.0/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
      '/rest/2.0/passport/users/getInfo': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'GET', 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const pairs = heard.method === 'GET' ? readQuery(heard) : readForm(heard)
  const given = new URLSearchParams(pairs)
  const [required, fixed] = [
    ['grant_type', 'client_id', 'client_secret'], { client_id: client.id, client_secret: client.secret },
  ]
  if (given.get('grant_type') === 'refresh_token') {
    checkParameters(pairs, { required: [...required, 'refresh_token'], optional: ['scope'], fixed })
    return issue(book, book.redeemRefreshToken(given.get('refresh_token'), true))
  }
  checkParameters(pairs, {
    required: [...required, 'code', 'redirect_uri'],
    fixed: { ...fixed, grant_type: 'authorization_code', redirect_uri: redirectUri },
  })
  return issue(book, book.redeemCode(given.get('code')))
}

function issue(book: Book, grant: ReturnType<Book['redeemCode']>): Answer {
  return { body: {
    access_token: book.issueAccessToken(grant), expires_in: 2592000, refresh_token: book.issueRefreshToken(grant),
    scope: grant.request.get('scope') ?? 'basic',
    session_key: 'ANXxSNjwQDugf8615OnqeikRMu2bKaXCdlLxn', session_secret: '248APxvxjCZ0VEC43EYrvxqaK4oZExMB',
  } }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET', 'POST')
  checkNoAuthorization(heard, 'access-token-misplaced')
  const pairs = heard.method === 'GET'
    ? readQuery(heard)
    : [...heard.query, ...readForm({ ...heard, query: new URLSearchParams() })]
  checkParameters(pairs, { required: ['access_token'], optional: ['get_unionid', 'format'] })
  book.checkAccessToken(new URLSearchParams(pairs).get('access_token'))
  return { body: user }
}

const errors = {
  'parameter-wrong client_id': ['invalid_client', 'unknown client id'],
  'parameter-wrong client_secret': ['invalid_client', 'Client authentication failed'],
  'parameter-missing client_secret': ['invalid_client', 'Client authentication failed'],
  'client-authentication-misplaced': ['invalid_client', 'Client authentication failed'],
  'code-unknown': ['invalid_grant', 'Invalid authorization code'],
  'code-used': ['invalid_grant', 'Invalid authorization code: it has been used'],
  'parameter-wrong redirect_uri': ['redirect_uri_mismatch', 'Invalid redirect uri'],
  'parameter-wrong grant_type': ['unsupported_grant_type', 'The authorization grant type is not supported'],
  'refresh-token-unknown': ['expired_token', 'refresh token has been used'],
  otherwise: ['invalid_request', 'The request is missing a required parameter, or includes an unsupported one'],
} satisfies Record<string, [string, string]>

function refuse(fault: Fault, phase: Phase): Answer {
  const [error, error_description] = pick<readonly [string, string]>(errors, fault)
  if (phase === 'authorize') return { body: `<p>error: ${error}, ${error_description}</p>` }
  if (phase === 'userinfo') return { body: { error_code: 110, error_msg: 'Access token invalid or no longer valid' } }
  return {
    status: fault.kind.startsWith('parameter-wrong') && error === 'invalid_client' ? 401 : 400,
    body: { error, error_description },
  }
}
