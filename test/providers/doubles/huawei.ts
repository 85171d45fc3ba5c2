import { randomBytes } from 'node:crypto'
import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkChallenge, checkMethod, checkParameters, checkVerifier, readForm } from '../../support/vendor-checks.ts'
import { publishKeys, signIdToken } from '../../support/vendor-keys.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// developer.huawei.com, Account Kit REST API and its server error codes: client_id is digits, error and sub_error are
// numbers.
const client = { id: '101234567', secret: 'huawei0123456789abcdef0123456789abcdef0123456789abcdef0123456789' }
const user = {
  displayName: '张三', displayNameFlag: 1, headPictureURL: 'https://upfile-drcn.platform.hicloud.com/zhangsan.jpg',
  openID: 'MDFAMTAx', unionID: 'MDFAunion9',
  email: 'zhangsan@example.com',
}

export const huawei: RegisteredVendor = {
  name: 'huawei', client, redirectUri: 'https://walk.example.com/callback',
  build: (redirectUri, origin) => {
    // The codes hold characters that a form encodes.
    const book = openBook({ code: () => `DQB6e3x9zFqHIfkHR2ctp+/${randomBytes(16).toString('base64')}` })
    return { refuse, routes: {
      '/.well-known/openid-configuration': { phase: 'authorize', handle: () => ({ body: discovery(origin) }) },
      '/oauth2/v3/certs': { phase: 'authorize', handle: () => ({ body: publishKeys('RS256') }) },
      '/oauth2/v3/authorize': consentPage(book, {
        required: ['response_type', 'client_id', 'redirect_uri'],
        optional: ['scope', 'state', 'access_type', 'display', 'nonce', 'code_challenge', 'code_challenge_method'],
        fixed: {
          response_type: 'code', client_id: /^101234567$/, redirect_uri: redirectUri, access_type: 'offline',
          display: /^(page|touch)$/,
        },
      }, (code, request) => ({ code, state: request.get('state') }), checkChallenge),
      '/oauth2/v3/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri, origin) },
      '/rest.php': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

/** Published at the token host; the issuer is the origin here, as every host is under `--provider-origin`. */
function discovery(origin: string) {
  return {
    issuer: origin, authorization_endpoint: `${origin}/oauth2/v3/authorize`,
    token_endpoint: `${origin}/oauth2/v3/token`, jwks_uri: `${origin}/oauth2/v3/certs`,
    response_types_supported: ['code'], subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'PS256'],
    scopes_supported: ['openid', 'profile', 'email'], token_endpoint_auth_methods_supported: ['client_secret_post'],
    code_challenge_methods_supported: ['S256', 'plain'],
  }
}

function answerToken(heard: Heard, book: Book, redirectUri: string, origin: string): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  const given = new URLSearchParams(form)
  const [required, fixed] = [
    ['grant_type', 'client_id', 'client_secret'], { client_id: client.id, client_secret: client.secret },
  ]
  if (given.get('grant_type') === 'refresh_token') {
    checkParameters(form, { required: [...required, 'refresh_token'], fixed })
    const grant = book.redeemRefreshToken(given.get('refresh_token'))
    return {
      body: {
        access_token: book.issueAccessToken(grant), expires_in: 3600, scope: grant.request.get('scope'),
        token_type: 'Bearer',
      },
    }
  }
  checkParameters(form, {
    required: [...required, 'code', 'redirect_uri'], optional: ['code_verifier'],
    fixed: { ...fixed, grant_type: 'authorization_code', redirect_uri: redirectUri },
  })
  const grant = book.redeemCode(given.get('code'))
  checkVerifier(given.get('code_verifier'), grant.request.get('code_challenge'))
  const offline = grant.request.get('access_type') === 'offline'
  return { body: {
    token_type: 'Bearer', access_token: book.issueAccessToken(grant), expires_in: 3600,
    scope: grant.request.get('scope'),
    ...offline ? { refresh_token: book.issueRefreshToken(grant) } : {}, ...issueIdToken(grant.request, origin),
  } }
}

function issueIdToken(request: URLSearchParams, iss: string): { id_token?: string } {
  if (!(request.get('scope') ?? '').split(' ').includes('openid')) return {}
  const now = Math.floor(Date.now() / 1000)
  const nonce = request.get('nonce')
  const claims = {
    iss, sub: user.unionID, aud: client.id, azp: client.id, iat: now, exp: now + 3600,
    ...nonce === null ? {} : { nonce },
  }
  return { id_token: signIdToken('RS256', claims) }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'access-token-misplaced')
  const pairs = [...heard.query, ...readForm({ ...heard, query: new URLSearchParams() })]
  if (heard.query.has('access_token')) throw new Fault('access-token-misplaced')
  checkParameters(pairs, {
    required: ['nsp_svc', 'access_token'], optional: ['getNickName', 'nsp_fmt', 'nsp_ts'],
    fixed: { nsp_svc: 'GOpen.User.getInfo', getNickName: /^[01]$/ },
  })
  book.checkAccessToken(new URLSearchParams(pairs).get('access_token'))
  return { body: user }
}

const errors = {
  'parameter-wrong client_id': [20154, 'invalid client_id'],
  'parameter-wrong client_secret': [12304, 'client_secret is incorrect'],
  'parameter-missing client_secret': [20085, 'client_secret is empty'],
  'client-authentication-misplaced': [20085, 'client_secret is empty'],
  'parameter-wrong redirect_uri': [20024, 'redirect_uri does not match'], 'code-unknown': [20152, 'invalid code'],
  'code-used': [20156, 'code has been used'], 'verifier-wrong': [20159, 'code_verifier does not match code_challenge'],
  'verifier-missing': [20158, 'invalid code_verifier'], 'challenge-wrong': [20074, 'invalid code_challenge'],
  'parameter-wrong grant_type': [20182, 'invalid grant_type'],
  'refresh-token-unknown': [20192, 'invalid refresh_token'], otherwise: [20001, 'invalid parameter'],
} satisfies Record<string, [number, string]>

/** The API says its refusals with status 200 and a header. */
function refuse(fault: Fault, phase: Phase): Answer {
  const [sub_error, error_description] = pick<readonly [number, string]>(errors, fault)
  if (phase === 'authorize')
    return {
      status: 400, body: `<p>error=1101&amp;sub_error=${fault.subject === 'redirect_uri' ? 20023 : sub_error}</p>`,
    }
  if (phase === 'userinfo')
    return {
      headers: { NSP_STATUS: fault.kind.startsWith('access-token') ? '102' : '105' },
      body: { error: 'session timeout' },
    }
  return { status: 400, body: { sub_error, error_description, error: 1101 } }
}
