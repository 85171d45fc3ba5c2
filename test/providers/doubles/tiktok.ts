import { randomBytes } from 'node:crypto'
import { openBook, type Book } from '../../support/vendor-book.ts'
import {
  checkChallenge, checkMethod, checkParameters, checkVerifier, readBearer, readForm,
} from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// developers.tiktok.com, Login Kit for Desktop, OAuth user access token management, Get User Info: the challenge is the
// hex of the hash.
const client = { id: 'aw0123456789abcd', secret: 'tiktok-client-secret-0123456789a' }
const user = {
  open_id: '723f24d7-e717-40f8-a2b6-cb8464cd23b4', union_id: 'c9c60f44-a68e-4f5d-84dd-ce22faeb0ba1',
  display_name: 'Zhang San',
  avatar_url: 'https://p16-sign.tiktokcdn.com/zhangsan.jpeg',
}

export const tiktok: RegisteredVendor = {
  name: 'tiktok', client, redirectUri: 'http://127.0.0.1:PORT/callback/',
  build: (redirectUri) => {
    // The codes hold characters that a form encodes.
    const book = openBook({ code: () => `${randomBytes(24).toString('base64url')}*0!4567.va` })
    return { refuse, routes: {
      '/v2/auth/authorize/': consentPage(book, {
        required: [
          'client_key', 'response_type', 'scope', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method',
        ], optional: ['disable_auto_auth'],
        fixed: {
          client_key: client.id, response_type: 'code', redirect_uri: redirectUri, scope: /^[a-z_.]+(,[a-z_.]+)*$/,
        },
      }, (code, request) => ({ code, scopes: request.get('scope'), state: request.get('state') }),
      request => checkChallenge(request, 'hex')),
      '/v2/oauth/token/': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
      '/v2/user/info/': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  const given = new URLSearchParams(form)
  const [required, fixed] = [
    ['client_key', 'client_secret', 'grant_type'], { client_key: client.id, client_secret: client.secret },
  ]
  if (given.get('grant_type') === 'refresh_token') {
    checkParameters(form, { required: [...required, 'refresh_token'], fixed })
    return issue(book, book.redeemRefreshToken(given.get('refresh_token'), true))
  }
  checkParameters(form, {
    required: [...required, 'code', 'redirect_uri', 'code_verifier'],
    fixed: { ...fixed, grant_type: 'authorization_code', redirect_uri: redirectUri },
  })
  const grant = book.redeemCode(given.get('code'))
  checkVerifier(given.get('code_verifier'), grant.request.get('code_challenge'), 'hex')
  return issue(book, grant)
}

function issue(book: Book, grant: ReturnType<Book['redeemCode']>): Answer {
  return { body: {
    access_token: book.issueAccessToken(grant), expires_in: 86400, open_id: user.open_id, refresh_expires_in: 31536000,
    refresh_token: book.issueRefreshToken(grant), scope: grant.request.get('scope'), token_type: 'Bearer',
  } }
}

const log_id = '202206221854370101130062072500FFA2'

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkParameters(heard.query, { required: ['fields'], fixed: { fields: /^[a-z_]+(,[a-z_]+)*$/ } })
  book.checkAccessToken(readBearer(heard))
  const asked = (heard.query.get('fields') ?? '').split(',')
  const shown = Object.fromEntries(Object.entries(user).filter(([name]) => asked.includes(name)))
  // The error is there when all is well.
  return { body: { data: { user: shown }, error: { code: 'ok', message: '', log_id } } }
}

const errors = {
  'parameter-wrong client_key': ['invalid_client', 'Client key or secret is incorrect.'],
  'parameter-wrong client_secret': ['invalid_client', 'Client key or secret is incorrect.'],
  'parameter-missing client_secret': ['invalid_client', 'Client key or secret is incorrect.'],
  'client-authentication-misplaced': ['invalid_client', 'Client key or secret is incorrect.'],
  'code-unknown': ['invalid_grant', 'Authorization code is expired.'],
  'code-used': ['invalid_grant', 'Authorization code is expired.'],
  'verifier-wrong': ['invalid_request', 'Code verifier or code challenge is invalid.'],
  'verifier-missing': ['invalid_request', 'Code verifier or code challenge is invalid.'],
  'parameter-wrong redirect_uri': ['invalid_request', 'Redirect_uri is not matched with the uri when requesting code.'],
  'refresh-token-unknown': ['invalid_grant', 'Refresh token is invalid or expired.'],
  'parameter-wrong grant_type': ['unsupported_grant_type', 'The grant type is not supported.'],
  otherwise: ['invalid_request', 'The request parameters are malformed.'],
} satisfies Record<string, [string, string]>

/** The token call says its errors with status 200. */
function refuse(fault: Fault, phase: Phase): Answer {
  const [error, error_description] = pick<readonly [string, string]>(errors, fault)
  if (phase === 'authorize') return { body: `<p>Something went wrong</p><p>${fault.subject}</p>` }
  const message = 'The access token is invalid or not found in the request.'
  if (phase === 'userinfo')
    return { status: 401, body: { data: {}, error: { code: 'access_token_invalid', message, log_id } } }
  return { body: { error, error_description, log_id } }
}
