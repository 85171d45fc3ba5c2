import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readBearer, readForm } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, labelled, pick, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// Zhihu's OAuth quick start as mirrored by its users: app_id and app_key, no scope, no PKCE, no refresh, and a uid
// beyond 2^53.
const client = { id: '1234', secret: 'zhihu/app+key=' }
const uid = '1234567890123456789'
const user = `{"uid":${uid},"fullname":"张三","gender":"unknown","headline":"工程师","description":"","avatar_path":"https://picx.zhimg.com/zhangsan.jpg","phone_no":"","email":""}`

/**
 * What comes back: the first documents say `code`, users saw `authorization_code`; the state came back to some and not
 * to others.
 */
export type ZhihuCallback = (code: string, state: string | null) => Record<string, string | null>

export function buildZhihu(redirectUri: string, back: ZhihuCallback, envelope = false) {
  const book = openBook()
  return { refuse, routes: {
    '/authorize': consentPage(book, {
      required: ['redirect_uri', 'app_id', 'response_type'], optional: ['state'],
      fixed: { redirect_uri: redirectUri, app_id: client.id, response_type: 'code' },
    }, (code, request) => back(code, request.get('state'))),
    '/access_token': { phase: 'token' as const, handle: (heard: Heard) => redeem(heard, book, redirectUri, envelope) },
    '/user': { phase: 'userinfo' as const, handle: (heard: Heard) => show(heard, book) },
  } }
}

export const zhihu: RegisteredVendor = {
  name: 'zhihu', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: redirectUri => buildZhihu(redirectUri, authorization_code => ({ authorization_code })),
}

/** Where the documents say that the state is passed through, and the token comes inside `data`. */
export const zhihuAsDocumented: RegisteredVendor = {
  ...zhihu, build: redirectUri => buildZhihu(redirectUri, (code, state) => ({ code, state }), true),
}

function redeem(heard: Heard, book: Book, redirectUri: string, envelope: boolean): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  checkParameters(form, {
    required: ['app_id', 'app_key', 'grant_type', 'redirect_uri', 'code'],
    fixed: { app_id: client.id, app_key: client.secret, grant_type: 'authorization_code', redirect_uri: redirectUri },
  })
  const token = {
    access_token: book.issueAccessToken(book.redeemCode(new URLSearchParams(form).get('code'))), token_type: 'Bearer',
    expires_in: 3600,
  }
  return { body: envelope ? { code: 20000, data: token } : token }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkParameters(heard.query, { required: [] })
  book.checkAccessToken(readBearer(heard))
  return labelled(user, 'application/json')
}

const errors = {
  'access-token-missing': [401, 'Missing Authorization in request headers'],
  'access-token-misplaced': [401, 'Missing Authorization in request headers'],
  'access-token-unknown': [401, 'Access token is not valid'], 'parameter-wrong app_id': [403, 'API Access Deny'],
  'parameter-wrong app_key': [403, 'API Access Deny'], 'code-unknown': [401, 'Authorization code is not valid'],
  'code-used': [401, 'Authorization code is not valid'], otherwise: [400, 'Invalid request'],
} satisfies Record<string, [number, string]>

/** Every refusal has status 200, a code and its reason in `data`. */
function refuse(fault: Fault, phase: Phase): Answer {
  const [code, data] = pick<readonly [number, string]>(errors, fault)
  return phase === 'authorize' ? { body: `<p>${fault.subject}</p>` } : { body: { code, data } }
}
