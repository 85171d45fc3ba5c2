import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkHeader, checkMethod, checkParameters, readBearer, readForm } from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// gitee.com/api/v5/oauth_doc: the secret belongs into the body; a client without a User-Agent gets 403; nothing is said
// of PKCE.
const client = {
  id: 'a'.repeat(32) + '0123456789abcdef'.repeat(2), secret: 'b'.repeat(32) + 'fedcba9876543210'.repeat(2),
}
const user = {
  id: 1234567, login: 'zhangsan', name: '张三', avatar_url: 'https://foruda.gitee.com/avatar/zhangsan.png',
  html_url: 'https://gitee.com/zhangsan', email: null,
}

export const gitee: RegisteredVendor = {
  name: 'gitee', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth/authorize': consentPage(book, {
        required: ['client_id', 'redirect_uri', 'response_type'], optional: ['scope', 'state'],
        fixed: {
          client_id: client.id, redirect_uri: redirectUri, response_type: 'code', scope: /^[a-z_]+( [a-z_]+)*$/,
        },
      }, (code, request) => ({ code, state: request.get('state') })),
      '/oauth/token': { phase: 'token', handle: heard => answerToken(heard, book, redirectUri) },
      '/api/v5/user': { phase: 'userinfo', handle: heard => show(heard, book, user) },
      '/api/v5/emails': {
        phase: 'userinfo',
        handle: heard => show(heard, book, [{ email: 'zhangsan@example.com', state: 'confirmed', scope: ['primary'] }]),
      },
    } }
  },
}

function answerToken(heard: Heard, book: Book, redirectUri: string): Answer {
  checkMethod(heard, 'POST')
  checkHeader(heard, 'user-agent')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = readForm(heard)
  const given = new URLSearchParams(form)
  const fixed = { client_id: client.id, client_secret: client.secret, redirect_uri: redirectUri }
  if (given.get('grant_type') === 'refresh_token') {
    // The page shows this call without the client's credentials; they do no harm.
    checkParameters(form, {
      required: ['grant_type', 'refresh_token'], optional: ['client_id', 'client_secret'], fixed,
    })
    return issue(book, book.redeemRefreshToken(given.get('refresh_token'), true))
  }
  checkParameters(form, {
    required: ['grant_type', 'code', 'client_id', 'redirect_uri', 'client_secret'],
    fixed: { ...fixed, grant_type: 'authorization_code' },
  })
  return issue(book, book.redeemCode(given.get('code')))
}

function issue(book: Book, grant: ReturnType<Book['redeemCode']>): Answer {
  return { body: {
    access_token: book.issueAccessToken(grant), token_type: 'bearer', expires_in: 86400,
    refresh_token: book.issueRefreshToken(grant),
    scope: grant.request.get('scope') ?? 'user_info', created_at: 1767225600,
  } }
}

function show(heard: Heard, book: Book, body: unknown): Answer {
  checkMethod(heard, 'GET')
  checkHeader(heard, 'user-agent')
  checkParameters(heard.query, { required: [], optional: ['access_token'] })
  book.checkAccessToken(heard.query.get('access_token') ?? readBearer(heard))
  return { body }
}

const errors = {
  'parameter-wrong client_id': [401, 'invalid_client', '客户端认证失败，因为未知的客户端，不包含客户端认证，或者不支持的认证方式'],
  'parameter-wrong client_secret': [401, 'invalid_client', '客户端认证失败，因为未知的客户端，不包含客户端认证，或者不支持的认证方式'],
  'parameter-missing client_secret': [401, 'invalid_client', '客户端认证失败，因为未知的客户端，不包含客户端认证，或者不支持的认证方式'],
  'client-authentication-misplaced': [401, 'invalid_client', '客户端认证失败，因为未知的客户端，不包含客户端认证，或者不支持的认证方式'],
  'code-unknown': [401, 'invalid_grant', '授权方式无效，或者登录回调地址无效、过期或已被撤销'],
  'code-used': [401, 'invalid_grant', '授权方式无效，或者登录回调地址无效、过期或已被撤销'],
  'parameter-wrong redirect_uri': [401, 'invalid_grant', '授权方式无效，或者登录回调地址无效、过期或已被撤销'],
  'refresh-token-unknown': [401, 'invalid_grant', '授权方式无效，或者登录回调地址无效、过期或已被撤销'],
  otherwise: [401, 'invalid_request', '请求缺少必要的参数，或者包含不支持的参数'],
} satisfies Record<string, [number, string, string]>

function refuse(fault: Fault, phase: Phase): Answer {
  if (fault.kind === 'header-missing') return { status: 403, body: '403 Forbidden' }
  const [status, error, error_description] = pick<readonly [number, string, string]>(errors, fault)
  if (phase === 'authorize')
    return { status, body: `<p>${fault.subject === 'redirect_uri' ? '无效的登录回调地址' : error_description}</p>` }
  if (phase === 'userinfo') return { status: 401, body: { message: '401 Unauthorized: Access token does not exist' } }
  return { status, body: { error, error_description } }
}
