import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readForm } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, labelled, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// open.weibo.com/wiki, OAuth2/authorize, OAuth2/access_token, 2/users/show and the OAuth 2.0 error codes.
const client = { id: '1234567890', secret: 'fedcba9876543210fedcba9876543210' }
const user = {
  id: 1404376560, idstr: '1404376560', screen_name: '张三', name: '张三', location: '北京', gender: 'm',
  followers_count: 1204,
  profile_image_url: 'http://tp1.sinaimg.cn/1404376560/50/0/1',
  avatar_large: 'http://tp1.sinaimg.cn/1404376560/180/0/1', verified: false,
}

export const weibo: RegisteredVendor = {
  name: 'weibo', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2/authorize': consentPage(book, {
        required: ['client_id', 'redirect_uri'],
        optional: ['response_type', 'scope', 'state', 'display', 'forcelogin', 'language'],
        fixed: {
          client_id: client.id, redirect_uri: redirectUri, response_type: 'code', scope: /^[a-z_]+(,[a-z_]+)*$/,
        },
      }, (code, request) => ({ state: request.get('state'), code })),
      '/oauth2/access_token': { phase: 'token', handle: heard => redeem(heard, book, redirectUri) },
      '/2/users/show.json': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function redeem(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  // The page shows the parameters in the address of the POST; a form is taken as well.
  const pairs = heard.body === '' ? readQuery(heard) : readForm(heard)
  checkParameters(pairs, {
    required: ['client_id', 'client_secret', 'grant_type', 'code', 'redirect_uri'],
    fixed: {
      client_id: client.id, client_secret: client.secret, grant_type: 'authorization_code', redirect_uri: redirectUri,
    },
  })
  const grant = book.redeemCode(new URLSearchParams(pairs).get('code'))
  return labelled({
    access_token: book.issueAccessToken(grant), remind_in: '157679999', expires_in: 157679999, uid: user.idstr,
    isRealName: 'true',
  }, 'text/plain;charset=UTF-8')
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), { required: ['access_token', 'uid'], fixed: { uid: user.idstr } })
  book.checkAccessToken(heard.query.get('access_token'))
  return { body: user }
}

const errors = {
  'parameter-wrong client_id': [400, 'invalid_client', 21324, 'client_id或client_secret参数无效'],
  'parameter-wrong client_secret': [400, 'invalid_client', 21324, 'client_id或client_secret参数无效'],
  'parameter-missing client_secret': [400, 'invalid_client', 21324, 'client_id或client_secret参数无效'],
  'client-authentication-misplaced': [400, 'invalid_client', 21324, 'client_id或client_secret参数无效'],
  'parameter-wrong redirect_uri': [400, 'redirect_uri_mismatch', 21322, '重定向地址不匹配'],
  'parameter-wrong grant_type': [400, 'unsupported_grant_type', 21328, '不支持的 GrantType'],
  'code-unknown': [400, 'invalid_grant', 21325, '提供的Access Grant是无效的、过期的或已撤销的'],
  'code-used': [400, 'invalid_grant', 21325, '提供的Access Grant是无效的、过期的或已撤销的'],
  'access-token-unknown': [403, 'invalid_access_token', 21332, 'access_token 无效'],
  otherwise: [400, 'invalid_request', 21323, '请求不合法'],
} satisfies Record<string, [number, string, number, string]>

function refuse(fault: Fault, phase: Phase): Answer {
  const [status, error, error_code, error_description] = pick<readonly [number, string, number, string]>(errors, fault)
  if (phase === 'authorize') return { status, body: `<p>error:${error}, error_code:${error_code}</p>` }
  const request = phase === 'token' ? '/oauth2/access_token' : '/2/users/show.json'
  if (phase === 'userinfo') return { status, body: { error, error_code, request } }
  return labelled(
    { error, error_code, request, error_uri: request, error_description }, 'text/plain;charset=UTF-8', status,
  )
}
