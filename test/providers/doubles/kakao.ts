import { openBook, type Book } from '../../support/vendor-book.ts'
import {
  checkChallenge, checkMethod, checkParameters, checkVerifier, readBearer, readForm,
} from '../../support/vendor-checks.ts'
import { publishKeys, signIdToken } from '../../support/vendor-keys.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// developers.kakao.com, Kakao Login > REST API and its page of error codes. Its SDK reference takes a codeVerifier, so
// PKCE is let through.
const client = { id: 'c0ffee00rest0api0key', secret: 'kakao/secret+1' }
const user = {
  id: 1376016924, connected_at: '2026-01-01T00:00:00Z',
  kakao_account: {
    profile_nickname_needs_agreement: false, email: 'zhangsan@example.com', is_email_valid: true,
    is_email_verified: true,
    profile: { nickname: '장삼', profile_image_url: 'https://k.kakaocdn.net/zhangsan.jpg', is_default_image: false },
  },
}

// A refresh does not move the time of the sign-in.
const signedInAt = Math.floor(Date.now() / 1000)
const openidUser = {
  sub: '1376016924', nickname: '장삼', picture: 'https://k.kakaocdn.net/zhangsan.jpg', email: 'zhangsan@example.com',
  email_verified: true,
}

export const kakao: RegisteredVendor = {
  name: 'kakao', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri, origin) => {
    const book = openBook()
    return { refuse, routes: {
      '/.well-known/openid-configuration': { phase: 'authorize', handle: () => ({ body: discovery(origin) }) },
      '/.well-known/jwks.json': { phase: 'authorize', handle: () => ({ body: publishKeys('RS256') }) },
      '/oauth/authorize': consentPage(book, {
        required: ['client_id', 'redirect_uri', 'response_type'],
        optional: [
          'state', 'scope', 'prompt', 'login_hint', 'service_terms', 'nonce', 'code_challenge', 'code_challenge_method',
        ],
        // The scopes stand between commas.
        fixed: {
          client_id: client.id, redirect_uri: redirectUri, response_type: 'code', scope: /^[a-z_.]+(,[a-z_.]+)*$/,
        },
      }, (code, request) => ({ code, state: request.get('state') }), checkChallenge),
      '/oauth/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri, origin) },
      '/v2/user/me': { phase: 'userinfo', handle: heard => show(heard, book, user) },
      '/v1/oidc/userinfo': { phase: 'userinfo', handle: heard => show(heard, book, openidUser) },
    } }
  },
}

/** As kauth.kakao.com publishes it; its userinfo endpoint is the OpenID one, beside /v2/user/me. */
function discovery(origin: string) {
  return {
    issuer: origin, authorization_endpoint: `${origin}/oauth/authorize`, token_endpoint: `${origin}/oauth/token`,
    userinfo_endpoint: `${origin}/v1/oidc/userinfo`, jwks_uri: `${origin}/.well-known/jwks.json`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'], grant_types_supported: ['authorization_code', 'refresh_token'],
    request_uri_parameter_supported: false,
    claims_supported: ['iss', 'aud', 'sub', 'auth_time', 'exp', 'iat', 'nonce', 'nickname', 'picture', 'email'],
    code_challenge_methods_supported: ['S256'],
  }
}

function answerToken(heard: Heard, book: Book, redirectUri: string, origin: string): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  const given = new URLSearchParams(form)
  const fixed = { client_id: client.id, client_secret: client.secret }
  if (given.get('grant_type') === 'refresh_token') {
    checkParameters(form, { required: ['grant_type', 'client_id', 'client_secret', 'refresh_token'], fixed })
    const grant = book.redeemRefreshToken(given.get('refresh_token'))
    // A new refresh token comes only in the last month of the old one.
    return {
      body: {
        access_token: book.issueAccessToken(grant), token_type: 'bearer', expires_in: 21599,
        ...issueIdToken(grant.request, origin),
      },
    }
  }
  checkParameters(form, {
    required: ['grant_type', 'client_id', 'client_secret', 'redirect_uri', 'code'], optional: ['code_verifier'],
    fixed: { ...fixed, grant_type: 'authorization_code', redirect_uri: redirectUri },
  })
  const grant = book.redeemCode(given.get('code'))
  checkVerifier(given.get('code_verifier'), grant.request.get('code_challenge'))
  return { body: {
    token_type: 'bearer', access_token: book.issueAccessToken(grant), expires_in: 21599,
    refresh_token: book.issueRefreshToken(grant),
    refresh_token_expires_in: 5183999, scope: (grant.request.get('scope') ?? '').replaceAll(',', ' '),
    ...issueIdToken(grant.request, origin),
  } }
}

/** Where OpenID Connect is switched on in the console and `openid` was asked for. */
function issueIdToken(request: URLSearchParams, iss: string): { id_token?: string } {
  if (!(request.get('scope') ?? '').split(',').includes('openid')) return {}
  const now = Math.floor(Date.now() / 1000)
  const nonce = request.get('nonce')
  const claims = {
    iss, aud: client.id, sub: openidUser.sub, iat: now, exp: now + 21599, auth_time: signedInAt,
    nickname: openidUser.nickname,
  }
  return { id_token: signIdToken('RS256', { ...claims, ...nonce === null ? {} : { nonce } }) }
}

function show(heard: Heard, book: Book, body: object): Answer {
  checkMethod(heard, 'GET', 'POST')
  checkParameters(heard.query, { required: [], optional: ['secure_resource', 'property_keys'] })
  book.checkAccessToken(readBearer(heard))
  return { body }
}

const errors = {
  'parameter-wrong client_id': [401, 'invalid_client', 'Not exist client_id', 'KOE101'],
  'parameter-wrong client_secret': [401, 'invalid_client', 'Bad client credentials', 'KOE010'],
  'parameter-missing client_secret': [401, 'invalid_client', 'Bad client credentials', 'KOE010'],
  'client-authentication-misplaced': [401, 'invalid_client', 'Bad client credentials', 'KOE010'],
  'parameter-wrong redirect_uri': [400, 'invalid_grant', 'Redirect URI mismatch.', 'KOE303'],
  'code-unknown': [400, 'invalid_grant', 'authorization code not found', 'KOE320'],
  'code-used': [400, 'invalid_grant', 'authorization code not found', 'KOE320'],
  'refresh-token-unknown': [400, 'invalid_grant', 'expired_or_invalid_refresh_token', 'KOE322'],
  otherwise: [400, 'invalid_request', 'misconfigured', 'KOE001'],
} satisfies Record<string, [number, string, string, string]>

function refuse(fault: Fault, phase: Phase): Answer {
  const [status, error, error_description, error_code] = pick<readonly [number, string, string, string]>(errors, fault)
  if (phase === 'authorize')
    return {
      status: 400, body: `<h1>앱 관리자 설정 오류</h1><p>${fault.subject === 'redirect_uri' ? 'KOE006' : error_code}</p>`,
    }
  if (phase === 'userinfo') return { status: 401, body: { msg: 'this access token does not exist', code: -401 } }
  return { status, body: { error, error_description, error_code } }
}
