import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters } from '../../support/vendor-checks.ts'
import {
  checkNoAuthorization, consentPage, pick, readQuery, type RegisteredVendor,
} from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'

// developer.work.weixin.qq.com, documents 98171 to 98177: the login page takes no response_type and no scope, the token
// is the application's and never sees the code, and the code is spent where it is turned into a userid.
const client = { id: 'ww0123456789abcdef', secret: 'corp-secret-ABCDEFGHIJKLMNOPQRSTUVWXYZ01234' }
const agentid = '1000002'
const user = {
  userid: 'zhangsan', name: '张三', department: [1, 2], position: '工程师', status: 1, isleader: 0,
  open_userid: 'wokXmJDQAA-1',
}

export const wecom: RegisteredVendor = {
  name: 'wecom', client, redirectUri: 'https://walk.example.com:8443/callback',
  words: ['--provider-var', `agentid=${agentid}`],
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/wwlogin/sso/login': consentPage(book, {
        required: ['login_type', 'appid', 'agentid', 'redirect_uri', 'state'], optional: ['lang'],
        fixed: { login_type: 'CorpApp', appid: client.id, agentid, redirect_uri: redirectUri, lang: /^(zh|en)$/ },
      }, (code, request) => ({ code, state: request.get('state'), appid: client.id })),
      '/cgi-bin/gettoken': { phase: 'token', handle: heard => issueToken(heard, book) },
      '/cgi-bin/auth/getuserinfo': { phase: 'userinfo', handle: heard => spendCode(heard, book) },
      '/cgi-bin/user/get': { phase: 'userinfo', handle: heard => show(heard, book) },
    } }
  },
}

function issueToken(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  checkParameters(readQuery(heard), {
    required: ['corpid', 'corpsecret'], fixed: { corpid: client.id, corpsecret: client.secret },
  })
  // The application's own token: it belongs to nobody who signed in.
  return ok({ access_token: book.issueAccessToken({ request: new URLSearchParams() }), expires_in: 7200 })
}

function spendCode(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), { required: ['access_token', 'code'] })
  book.checkAccessToken(heard.query.get('access_token'))
  book.redeemCode(heard.query.get('code'))
  // A website login gives the userid and no user_ticket.
  return ok({ userid: user.userid })
}

function show(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'GET')
  checkNoAuthorization(heard, 'access-token-misplaced')
  checkParameters(readQuery(heard), { required: ['access_token', 'userid'], fixed: { userid: user.userid } })
  book.checkAccessToken(heard.query.get('access_token'))
  return ok(user)
}

const ok = (members: object): Answer => ({ body: { errcode: 0, errmsg: 'ok', ...members } })

const codes = {
  'parameter-wrong corpid': [40013, 'invalid corpid'], 'parameter-missing corpid': [41002, 'corpid missing'],
  'parameter-wrong corpsecret': [40001, 'invalid credential'],
  'parameter-missing corpsecret': [41004, 'corpsecret missing'],
  'client-authentication-misplaced': [41004, 'corpsecret missing'], 'method-wrong': [43001, 'require GET method'],
  'code-unknown': [40029, 'invalid code'], 'code-used': [40029, 'invalid code'],
  'parameter-missing code': [41008, 'code missing'],
  'access-token-unknown': [40014, 'invalid access_token'], 'access-token-misplaced': [41001, 'access_token missing'],
  'parameter-missing access_token': [41001, 'access_token missing'],
  'parameter-wrong userid': [60111, 'userid not found'],
  otherwise: [40035, 'invalid parameter'],
} satisfies Record<string, [number, string]>

/** Every answer has status 200 and an errcode; a refusal adds a hint and the caller's address. */
function refuse(fault: Fault, phase: Phase): Answer {
  if (phase === 'authorize')
    return { body: `<h2>${fault.subject === 'redirect_uri' ? 'redirect_uri 与配置的授权完成回调域名不一致' : '参数错误'}</h2>` }
  const [errcode, errmsg] = pick<readonly (number | string)[]>(codes, fault)
  const help = `hint: [1629771733_147_c225233724532e2d0dbff9e18683691d], from ip: 192.0.2.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  return { body: { errcode, errmsg: `${errmsg}, ${help}` } }
}
