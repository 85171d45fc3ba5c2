import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, labelled, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// wiki.connect.qq.com: the token call and its refresh are GET at one address; answers are forms, or JSON with fmt=json;
// errors are JSONP.
const client = { id: '101234567', secret: 'abcdef0123456789abcdef0123456789' }
const [openid, unionid] = ['0A1B2C3D4E5F60718293A4B5C6D7E8F9', 'UID_0123456789ABCDEF']
const user = {
  ret: 0, msg: '', is_lost: 0, nickname: '张三', gender: '男', figureurl_qq_1: 'http://thirdqq.qlogo.cn/g?b=oidb&s=40',
  figureurl_qq_2: 'http://thirdqq.qlogo.cn/g?b=oidb&s=100', is_yellow_vip: '0', level: '0',
}

export const qq: RegisteredVendor = {
  name: 'qq', client, redirectUri: 'https://walk.example.com/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2.0/authorize': consentPage(book, {
        required: ['response_type', 'client_id', 'redirect_uri', 'state'], optional: ['scope', 'display'],
        fixed: {
          response_type: 'code', client_id: client.id, redirect_uri: redirectUri, scope: /^[a-z_]+(,[a-z_]+)*$/,
          display: 'mobile',
        },
      }, (code, request) => ({ code, state: request.get('state') })),
      '/oauth2.0/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
      '/oauth2.0/me': { phase: 'userinfo', handle: heard => lookUp(heard, book) },
      '/user/get_user_info': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const { query } = heard
  const fixed = { client_id: client.id, client_secret: client.secret, fmt: 'json', need_openid: '1' }
  const credentials = ['grant_type', 'client_id', 'client_secret']
  if (query.get('grant_type') === 'refresh_token') {
    checkParameters(readQuery(heard), {
      required: [...credentials, 'refresh_token'], optional: ['fmt', 'need_openid'], fixed,
    })
    return say(query, issue(book, book.redeemRefreshToken(query.get('refresh_token'), true)))
  }
  checkParameters(readQuery(heard), {
    required: [...credentials, 'code', 'redirect_uri'], optional: ['fmt', 'need_openid'],
    fixed: { ...fixed, grant_type: 'authorization_code', redirect_uri: redirectUri },
  })
  const issued = issue(book, book.redeemCode(query.get('code')))
  return say(query, query.has('need_openid') ? { ...issued, openid } : issued)
}

function issue(book: Book, grant: ReturnType<Book['redeemCode']>) {
  return {
    access_token: book.issueAccessToken(grant), expires_in: '7776000', refresh_token: book.issueRefreshToken(grant),
  }
}

function say(query: URLSearchParams, members: Record<string, string>): Answer {
  return query.get('fmt') === 'json'
    ? { body: members }
    : labelled(new URLSearchParams(members).toString(), 'text/html')
}

function lookUp(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), {
    required: ['access_token'], optional: ['fmt', 'unionid'], fixed: { fmt: 'json', unionid: '1' },
  })
  book.checkAccessToken(heard.query.get('access_token'))
  const members = { client_id: client.id, openid, ...heard.query.has('unionid') ? { unionid } : {} }
  return heard.query.has('fmt') ? { body: members } : jsonp(members)
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), {
    required: ['access_token', 'oauth_consumer_key', 'openid'], optional: ['format'],
    fixed: { oauth_consumer_key: client.id, openid, format: 'json' },
  })
  book.checkAccessToken(heard.query.get('access_token'))
  return labelled(user, 'text/html; charset=utf-8')
}

const jsonp = (members: object) => labelled(`callback( ${JSON.stringify(members)} );\n`, 'text/html')

const codes = {
  'parameter-wrong client_id': [100008, 'client id is invalid'],
  'parameter-missing client_id': [100001, 'param client_id is wrong or lost'],
  'parameter-wrong client_secret': [100009, 'client secret is illegal'],
  'parameter-missing client_secret': [100002, 'param client_secret is wrong or lost'],
  'client-authentication-misplaced': [100002, 'param client_secret is wrong or lost'],
  'parameter-wrong grant_type': [100004, 'param grant_type is wrong or lost'],
  'parameter-missing code': [100005, 'param code is wrong or lost'],
  'code-unknown': [100019, 'code to access token error'], 'code-used': [100020, 'code is reused error'],
  'parameter-wrong redirect_uri': [100010, 'redirect uri is illegal'],
  'parameter-missing redirect_uri': [100010, 'redirect uri is illegal'],
  'refresh-token-unknown': [100022, 'get refresh token error'],
  'parameter-missing refresh_token': [100006, 'param refresh token is wrong or lost'],
  'access-token-unknown': [100016, 'access token check failed'],
  'access-token-misplaced': [100007, 'param access token is wrong or lost'],
  'parameter-missing access_token': [100007, 'param access token is wrong or lost'],
  otherwise: [100029, 'http request is wrong'],
} satisfies Record<string, [number, string]>

/**
 * The token and openid calls say errors in JSONP with status 200, whatever fmt asks for; the API says them with `ret`.
 */
function refuse(fault: Fault, phase: Phase): Answer {
  const [error, error_description] = pick<readonly (number | string)[]>(codes, fault)
  if (phase === 'authorize') return { body: `<p class="error">${error_description} (${error})</p>` }
  if (fault.subject === 'openid') return labelled({ ret: -22, msg: 'openid is invalid' }, 'text/html')
  if (fault.subject === 'oauth_consumer_key')
    return labelled({ ret: -23, msg: 'client request\'s app is not existed' }, 'text/html')
  return jsonp({ error, error_description })
}
