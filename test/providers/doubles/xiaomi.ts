import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readForm } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, labelled, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// dev.mi.com, documents 1708 (authorization code), 1516 (refresh), 1519 (error codes): answers begin with &&&START&&&,
// the refresh is GET, wants the redirect URI too, and its token is good for one use.
const client = { id: '2882303761517000001', secret: 'xiaomi+secret/1==' }
const user = {
  miliaoNick: '张三', userId: '123456', miliaoIcon: 'https://s1.mi-img.com/zhangsan.jpg', unionId: 'mi-union-9',
}
const openId = '2.0mi-open-id-1'

export const xiaomi: RegisteredVendor = {
  name: 'xiaomi', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2/authorize': consentPage(book, {
        required: ['client_id', 'redirect_uri', 'response_type'], optional: ['scope', 'state', 'skip_confirm'],
        fixed: {
          client_id: client.id, redirect_uri: redirectUri, response_type: 'code', scope: /^\d+( \d+)*$/,
          skip_confirm: /^(true|false)$/,
        },
      }, (code, request) => ({ code, state: request.get('state') })),
      '/oauth2/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
      '/user/profile': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  checkMethod(heard, 'GET', 'POST')
  const pairs = heard.method === 'GET' ? readQuery(heard) : readForm(heard)
  const given = new URLSearchParams(pairs)
  const required = ['client_id', 'redirect_uri', 'client_secret', 'grant_type']
  const fixed = { client_id: client.id, client_secret: client.secret, redirect_uri: redirectUri }
  if (given.get('grant_type') === 'refresh_token') {
    checkMethod(heard, 'GET')
    checkParameters(pairs, { required: [...required, 'refresh_token'], optional: ['token_type'], fixed })
    return issue(book, book.redeemRefreshToken(given.get('refresh_token'), true))
  }
  checkParameters(pairs, {
    required: [...required, 'code'], optional: ['token_type'], fixed: { ...fixed, grant_type: 'authorization_code' },
  })
  return issue(book, book.redeemCode(given.get('code')))
}

function issue(book: Book, grant: ReturnType<Book['redeemCode']>): Answer {
  return prefixed({
    access_token: book.issueAccessToken(grant), expires_in: 7776000, refresh_token: book.issueRefreshToken(grant),
    scope: grant.request.get('scope') ?? '1',
    token_type: 'mac', mac_key: 'mac-key-1', mac_algorithm: 'HmacSha1', openId,
  })
}

const prefixed = (members: object) => labelled(`&&&START&&&${JSON.stringify(members)}`, 'text/html;charset=UTF-8')

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), { required: ['clientId', 'token'], fixed: { clientId: client.id } })
  book.checkAccessToken(heard.query.get('token'))
  return { body: { result: 'ok', description: '成功', data: user, code: 0 } }
}

const errors = {
  'parameter-wrong client_id': [96001, 'OA_CLIENT_NOT_EXISTS'],
  'parameter-wrong client_secret': [96003, 'OA_INVALID_CLIENT'],
  'parameter-missing client_secret': [96003, 'OA_INVALID_CLIENT'],
  'client-authentication-misplaced': [96003, 'OA_INVALID_CLIENT'],
  'parameter-wrong grant_type': [96006, 'OA_UNSUPPORTED_GRANT_TYPE'],
  'parameter-wrong redirect_uri': [96010, 'OA_INVALID_REDIRECT_URI'],
  'parameter-wrong scope': [96007, 'OA_INVALID_SCOPE'], 'code-unknown': [96013, 'OA_INVALID_CODE'],
  'code-used': [96013, 'OA_INVALID_CODE'],
  'refresh-token-unknown': [96009, 'OA_INVALID_REFRESHTOKEN'], 'access-token-unknown': [96008, 'OA_INVALID_TOKEN'],
  'access-token-misplaced': [96008, 'OA_INVALID_TOKEN'], otherwise: [96002, 'OA_INVALID_REQUEST'],
} satisfies Record<string, [number, string]>

/** The page gives no status for a refusal; its error is a number. */
function refuse(fault: Fault, phase: Phase): Answer {
  const [error, error_description] = pick<readonly [number, string]>(errors, fault)
  if (phase === 'authorize') return { body: `<p>${error_description} (${error})</p>` }
  if (phase === 'userinfo') return { body: { result: 'error', description: error_description, code: error } }
  return prefixed({ error, error_description })
}
