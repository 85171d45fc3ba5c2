import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters, type ParameterRule } from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, labelled, pick, readQuery } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase, type Routes, type Vendor } from '../../support/vendor-double.ts'

// What both kinds of WeChat sign-in share: developers.weixin.qq.com, website login and official account web page
// authorization.
export const wechatClient = { id: 'wx0123456789abcdef', secret: '0123456789abcdef0123456789abcdef' }
export const wechatUser = {
  openid: 'oWalk-openid_1', nickname: '张三', sex: 0, language: '', city: '', province: '', country: '',
  headimgurl: 'https://thirdwx.qlogo.cn/mmopen/vi_32/zhangsan/132', privilege: [], unionid: 'oWalk-unionid_9',
}

/** Both pages check their parameters by a regular expression, so that their order counts. */
export function authorizeRule(redirectUri: string, scope: string): ParameterRule {
  return {
    required: ['appid', 'redirect_uri', 'response_type', 'scope', 'state'], ordered: true, optional: ['lang'],
    fixed: {
      appid: wechatClient.id, redirect_uri: redirectUri, response_type: 'code', scope, state: /^[A-Za-z0-9]{1,128}$/,
    },
  }
}

/** The API hosts of one application. */
export function buildWechat(path: string, rule: ParameterRule): Vendor {
  // A token that still lives is given again when it is refreshed.
  const book = openBook()
  const tokens = new Map<string, { access_token: string, refresh_token: string }>()
  const routes: Routes = {
    [path]: consentPage(book, rule, (code, request) => ({ code, state: request.get('state') })),
    '/sns/oauth2/access_token': { phase: 'token', handle: heard => redeem(heard, book, tokens) },
    '/sns/oauth2/refresh_token': { phase: 'refresh', handle: heard => refresh(heard, book, tokens) },
    '/sns/userinfo': { phase: 'userinfo', handle: heard => show(heard, book) },
  }
  return { routes, refuse }
}

type Tokens = Map<string, { access_token: string, refresh_token: string }>

function redeem(heard: Heard, book: Book, tokens: Tokens): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  checkParameters(readQuery(heard), {
    required: ['appid', 'secret', 'code', 'grant_type'],
    fixed: { appid: wechatClient.id, secret: wechatClient.secret, grant_type: 'authorization_code' },
  })
  const grant = book.redeemCode(heard.query.get('code'))
  const issued = { access_token: book.issueAccessToken(grant), refresh_token: book.issueRefreshToken(grant) }
  tokens.set(issued.refresh_token, issued)
  return plain({ ...described(issued, grant.request), unionid: wechatUser.unionid })
}

function refresh(heard: Heard, book: Book, tokens: Tokens): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  checkParameters(readQuery(heard), {
    required: ['appid', 'grant_type', 'refresh_token'], fixed: { appid: wechatClient.id, grant_type: 'refresh_token' },
  })
  const given = heard.query.get('refresh_token') ?? ''
  const { request } = book.redeemRefreshToken(given)
  const issued = tokens.get(given)
  if (!issued) throw new Fault('refresh-token-unknown')
  return plain(described(issued, request))
}

function described(
  { access_token, refresh_token }: { access_token: string, refresh_token: string }, request: URLSearchParams,
) {
  return { access_token, expires_in: 7200, refresh_token, openid: wechatUser.openid, scope: request.get('scope') }
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), {
    required: ['access_token', 'openid'], optional: ['lang'],
    fixed: { openid: wechatUser.openid, lang: /^(zh_CN|zh_TW|en)$/ },
  })
  book.checkAccessToken(heard.query.get('access_token'))
  return plain(wechatUser)
}

const plain = (body: unknown) => labelled(body, 'text/plain')

const codes = {
  'parameter-wrong appid': [40013, 'invalid appid'], 'parameter-missing appid': [41002, 'appid missing'],
  'parameter-wrong secret': [40125, 'invalid appsecret'], 'parameter-missing secret': [41004, 'appsecret missing'],
  'client-authentication-misplaced': [41004, 'appsecret missing'], 'parameter-missing code': [41008, 'missing code'],
  'code-unknown': [40029, 'invalid code'], 'code-used': [40163, 'code been used'],
  'parameter-wrong grant_type': [40002, 'invalid grant_type'],
  'refresh-token-unknown': [40030, 'invalid refresh_token'],
  'parameter-missing refresh_token': [41003, 'refresh_token missing'],
  'access-token-unknown': [40001, 'invalid credential, access_token is invalid or not latest'],
  'access-token-misplaced': [41001, 'access_token missing'],
  'parameter-missing access_token': [41001, 'access_token missing'],
  'parameter-missing openid': [41009, 'missing openid'], 'parameter-wrong openid': [40003, 'invalid openid'],
  'method-wrong': [43001, 'require GET method'], otherwise: [47001, 'data format error'],
} satisfies Record<string, [number, string]>

/** Errors of the API come with status 200, under a label that is not JSON; the pages say theirs in words. */
function refuse(fault: Fault, phase: Phase): Answer {
  if (phase === 'authorize') return { body: `<h4 class="weui_msg_title">${pick(pages, fault)}</h4>` }
  const [errcode, errmsg] = pick<readonly (string | number)[]>(codes, fault)
  return plain({ errcode, errmsg: `${errmsg}, rid: 6500351b-2a0273e2-4af6b58d` })
}

const pages: Record<string, string> & { otherwise: string } = {
  'parameter-wrong redirect_uri': 'redirect_uri 参数错误', 'parameter-wrong scope': 'Scope 参数错误或没有 Scope 权限',
  'parameter-wrong appid': 'AppID 参数错误', otherwise: '请在微信客户端打开链接',
}
