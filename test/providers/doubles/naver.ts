import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readBearer, readForm } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// developers.naver.com, Naver Login > API: scopes are fixed in the console, state is required, the token call is GET or
// POST and has no PKCE. Its table also asks for the state in the token call, which the wild leaves out without harm,
// and knows no redirect_uri there, which standard clients send without harm: both may stand, but only with the right
// value.
const client = { id: 'NaverClientId_1', secret: 'naver+secret/1' }
const user = {
  id: 'naver-hash-id-1', nickname: 'zhang', name: '장삼', email: 'zhangsan@example.com', gender: 'F', age: '40-49',
  birthday: '10-01',
  profile_image: 'https://phinf.pstatic.net/contact/zhangsan.png', birthyear: '1986',
}

export const naver: RegisteredVendor = {
  name: 'naver', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2.0/authorize': consentPage(book, {
        required: ['response_type', 'client_id', 'redirect_uri', 'state'],
        fixed: { client_id: client.id, redirect_uri: redirectUri, response_type: 'code' },
      }, (code, request) => ({ code, state: request.get('state') })),
      '/oauth2.0/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
      '/v1/nid/me': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'GET', 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const pairs = heard.method === 'GET' ? readQuery(heard) : readForm(heard)
  const given = new URLSearchParams(pairs)
  const fixed = { client_id: client.id, client_secret: client.secret, redirect_uri: redirectUri }
  const credentials = ['grant_type', 'client_id', 'client_secret']
  if (given.get('grant_type') === 'refresh_token') {
    checkParameters(pairs, { required: [...credentials, 'refresh_token'], fixed })
    const grant = book.redeemRefreshToken(given.get('refresh_token'))
    return { body: { access_token: book.issueAccessToken(grant), token_type: 'bearer', expires_in: '3600' } }
  }
  checkParameters(pairs, {
    required: [...credentials, 'code'], optional: ['state', 'redirect_uri'],
    fixed: { ...fixed, grant_type: 'authorization_code' },
  })
  const grant = book.redeemCode(given.get('code'))
  if (given.has('state') && given.get('state') !== grant.request.get('state'))
    throw new Fault('parameter-wrong', 'state')
  // The lifetime is a text.
  return {
    body: {
      access_token: book.issueAccessToken(grant), refresh_token: book.issueRefreshToken(grant), token_type: 'bearer',
      expires_in: '3600',
    },
  }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  book.checkAccessToken(readBearer(heard))
  return { body: { resultcode: '00', message: 'success', response: user } }
}

const errors = {
  'code-unknown': ['invalid_request', 'no valid data in session'],
  'code-used': ['invalid_request', 'no valid data in session'],
  'parameter-wrong client_id': ['invalid_client', 'no valid clientId'],
  'parameter-wrong client_secret': ['invalid_client', 'wrong client secret'],
  'client-authentication-misplaced': ['invalid_request', 'client_secret is missing.'],
  'parameter-missing client_secret': ['invalid_request', 'client_secret is missing.'],
  'refresh-token-unknown': ['invalid_request', 'invalid refresh_token'],
  otherwise: ['invalid_request', 'wrong parameter'],
} satisfies Record<string, [string, string]>

/** Errors of the token call come with status 200. */
function refuse(fault: Fault, phase: Phase): Answer {
  if (phase === 'authorize') return { body: '<title>네이버 로그인</title><p>서비스 설정에 오류가 있어 네이버 아이디로 로그인할 수 없습니다.</p>' }
  if (phase === 'userinfo') return { status: 401, body: { resultcode: '024', message: 'Authentication failed' } }
  const [error, error_description] = pick<readonly [string, string]>(errors, fault)
  return { body: { error, error_description } }
}
