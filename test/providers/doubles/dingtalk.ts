import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, readJson } from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// open.dingtalk.com, "obtain user token" and "get the user's address book information": camelCase JSON, and a token
// header of its own.
const client = { id: 'dingabcdef0123456789', secret: 'ding-secret_ABCDEFGHIJ-0123456789' }
const user = {
  nick: '张三', avatarUrl: 'https://static-legacy.dingtalk.com/media/zhangsan.png', mobile: '13800000000',
  openId: 'DingOpenId1',
  unionId: 'DingUnionId9', email: 'zhangsan@example.com', stateCode: '86',
}

export const dingtalk: RegisteredVendor = {
  name: 'dingtalk', client, redirectUri: 'http://127.0.0.1:PORT/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2/auth': consentPage(book, {
        required: ['redirect_uri', 'response_type', 'client_id', 'scope', 'prompt'],
        optional: ['state', 'org_type', 'corpId', 'exclusiveLogin', 'exclusiveCorpId'],
        fixed: {
          redirect_uri: redirectUri, response_type: 'code', client_id: client.id, scope: /^openid( corpid)?$/,
          prompt: 'consent',
        },
      }, (authCode, request) => ({ authCode, state: request.get('state') })),
      '/v1.0/oauth2/userAccessToken': { phase: 'token', handle: heard => answerToken(heard, book) },
      '/v1.0/contact/users/me': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function answerToken(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const members = readJson(heard)
  const given = new URLSearchParams(members)
  const [required, fixed] = [
    ['clientId', 'clientSecret', 'grantType'], { clientId: client.id, clientSecret: client.secret },
  ]
  if (given.get('grantType') === 'refresh_token') {
    checkParameters(members, { required: [...required, 'refreshToken'], fixed })
    return issue(book, book.redeemRefreshToken(given.get('refreshToken'), true))
  }
  checkParameters(members, { required: [...required, 'code'], fixed: { ...fixed, grantType: 'authorization_code' } })
  return issue(book, book.redeemCode(given.get('code')))
}

function issue(book: Book, grant: ReturnType<Book['redeemCode']>): Answer {
  return {
    body: { expireIn: 7200, accessToken: book.issueAccessToken(grant), refreshToken: book.issueRefreshToken(grant) },
  }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(heard.query, { required: [] })
  book.checkAccessToken(heard.headers['x-acs-dingtalk-access-token'] as string | undefined)
  return { body: user }
}

const errors = {
  'parameter-wrong clientId': [400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret'],
  'parameter-wrong clientSecret': [400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret'],
  'client-authentication-misplaced': [400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret'],
  'code-unknown': [400, 'invalidParameter.authCode.notFound', '不合法的临时授权码'],
  'code-used': [400, 'invalidParameter.authCode.notFound', '不合法的临时授权码'],
  'refresh-token-unknown': [400, 'invalidParameter.refreshToken.notFound', '不合法的refreshToken'],
  'content-type-wrong': [400, 'Missingbody', 'body is mandatory for this action.'],
  'body-wrong': [400, 'Missingbody', 'body is mandatory for this action.'],
  'method-wrong': [404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.'],
  'access-token-unknown': [400, 'InvalidAuthentication', '不合法的access_token'],
  'access-token-misplaced': [400, 'InvalidAuthentication', '不合法的access_token'],
  otherwise: [400, 'invalidParameter', '参数错误'],
} satisfies Record<string, [number, string, string]>

function refuse(fault: Fault, phase: Phase): Answer {
  const [status, code, message] = pick<readonly [number, string, string]>(errors, fault)
  if (phase === 'authorize') return { body: `<p>${fault.subject === 'redirect_uri' ? '回调域名未注册' : '参数错误'}</p>` }
  return { status, body: { code, requestid: '30EE8654-1AA2-7D88-8248-9518547248AA', message } }
}
