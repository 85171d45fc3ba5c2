import { openBook, type Book } from '../../support/vendor-book.ts'
import {
  checkChallenge, checkMethod, checkParameters, checkVerifier, readBearer, readJson,
} from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase, type Vendor } from '../../support/vendor-double.ts'

// open.feishu.cn, "obtain an authorization code", "get user_access_token", "refresh user_access_token", "get user
// information".
export const feishuClient = { id: 'cli_a5d611352af9d00b', secret: 'baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy' }
const user = {
  name: '张三', en_name: 'Zhang San', avatar_url: 'https://s1-imfile.feishucdn.com/static-resource/zhangsan.png',
  open_id: 'ou_caecc734c2e3328a62489fe0648c4b98',
  union_id: 'on_d89jhsdhjsajkda7828enjdj328ydhhw', email: 'zhangsan@example.com', user_id: '5d9bdxxx',
  tenant_key: '736588c92lxf175d',
}

/** The token address moved several times: the caller says where it is. */
export function buildFeishu(tokenPath: string, redirectUri: string): Vendor {
  const book = openBook()
  return { refuse, routes: {
    '/open-apis/authen/v1/authorize': consentPage(book, {
      required: ['client_id', 'response_type', 'redirect_uri'],
      optional: ['scope', 'state', 'code_challenge', 'code_challenge_method', 'prompt'],
      fixed: {
        client_id: feishuClient.id, response_type: 'code', redirect_uri: redirectUri, scope: /^[a-z_.:]+( [a-z_.:]+)*$/,
      },
    }, (code, request) => ({ code, state: request.get('state') }), checkChallenge),
    [tokenPath]: { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
    '/open-apis/authen/v1/user_info': { phase: 'userinfo', handle: heard => show(heard, book) },
  } }
}

export const feishu: RegisteredVendor = {
  name: 'feishu', client: feishuClient, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: redirectUri => buildFeishu('/oauth/v3/token', redirectUri),
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const members = readJson(heard)
  const given = new URLSearchParams(members)
  const required = ['grant_type', 'client_id', 'client_secret']
  const fixed = { client_id: feishuClient.id, client_secret: feishuClient.secret, redirect_uri: redirectUri }
  if (given.get('grant_type') === 'refresh_token') {
    checkParameters(members, { required: [...required, 'refresh_token'], optional: ['scope'], fixed })
    return issue(book, book.redeemRefreshToken(given.get('refresh_token'), true))
  }
  checkParameters(members, {
    required: [...required, 'code', 'redirect_uri'], optional: ['code_verifier', 'scope'],
    fixed: { ...fixed, grant_type: 'authorization_code' },
  })
  const grant = book.redeemCode(given.get('code'))
  checkVerifier(given.get('code_verifier'), grant.request.get('code_challenge'))
  return issue(book, grant)
}

/** A refresh token comes only where `offline_access` was asked for. */
function issue(book: Book, grant: ReturnType<Book['redeemCode']>): Answer {
  const scope = grant.request.get('scope') ?? 'auth:user.id:read'
  const offline = scope.split(' ').includes('offline_access')
  return { body: {
    code: 0, access_token: book.issueAccessToken(grant), expires_in: 7200, token_type: 'Bearer', scope,
    ...offline ? { refresh_token: book.issueRefreshToken(grant), refresh_token_expires_in: 604800 } : {},
  } }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkParameters(heard.query, { required: [] })
  book.checkAccessToken(readBearer(heard))
  return { body: { code: 0, msg: 'success', data: user } }
}

const errors = {
  'parameter-wrong client_id': [20048, 'invalid_client', 'The specified app does not exist.'],
  'parameter-wrong client_secret': [20002, 'invalid_client', 'The app secret is invalid.'],
  'parameter-missing client_secret': [20063, 'invalid_request', 'The request is missing a required parameter.'],
  'client-authentication-misplaced': [20063, 'invalid_request', 'The request is missing a required parameter.'],
  'code-unknown': [
    20003, 'invalid_grant',
    'The authorization code is not found. Please note that an authorization code can only be used once.',
  ],
  'code-used': [20065, 'invalid_grant', 'The authorization code has been used.'],
  'parameter-wrong redirect_uri': [
    20071, 'invalid_grant', 'The redirect_uri does not match the one of the authorization request.',
  ],
  'verifier-wrong': [20049, 'invalid_grant', 'PKCE verification failed.'],
  'verifier-missing': [20049, 'invalid_grant', 'PKCE verification failed.'],
  'refresh-token-unknown': [20073, 'invalid_grant', 'The refresh token has been used.'],
  'parameter-wrong grant_type': [20036, 'unsupported_grant_type', 'The specified grant_type is not supported.'],
  otherwise: [20063, 'invalid_request', 'The request is malformed.'],
} satisfies Record<string, [number, string, string]>

function refuse(fault: Fault, phase: Phase): Answer {
  const [code, error, error_description] = pick<readonly [number, string, string]>(errors, fault)
  if (phase === 'authorize')
    return { body: `<p>${fault.subject === 'redirect_uri' ? '错误码：20029 redirect_uri 请求不合法' : `错误码：${code}`}</p>` }
  if (phase === 'userinfo')
    return { body: { code: 20005, msg: 'The user access token passed is invalid. Please check the value' } }
  return { status: 400, body: { code, error, error_description } }
}
