import { createSign, createVerify } from 'node:crypto'
import { openBook, type Book } from '../../support/vendor-book.ts'
import { checkMethod, checkParameters } from '../../support/vendor-checks.ts'
import { checkNoAuthorization, consentPage, pick, type RegisteredVendor } from '../../support/vendor-application.ts'
import { Fault, type Answer, type Heard, type Phase } from '../../support/vendor-double.ts'
import { rsaPair } from '../../support/key-pairs.ts'

// opendocs.alipay.com: alipay.system.oauth.token, alipay.user.info.share and "how to sign". There is no client secret:
// every gateway call is signed with the application's private key (RSA2: RSASSA-PKCS1-v1_5 with SHA-256).
const [application, gateway] = [rsaPair(1), rsaPair(2)]
const client = {
  id: '2021000123456789', secret: application.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}
const user = {
  user_id: '2088102150477652', avatar: 'http://tfsimg.alipay.com/images/zhangsan', province: '北京', city: '北京市',
  nick_name: '张三', gender: 'm',
}

export const alipay: RegisteredVendor = {
  name: 'alipay', client, redirectUri: 'https://walk.example.com/callback',
  build: (redirectUri) => {
    const book = openBook()
    return { refuse, routes: {
      '/oauth2/publicAppAuthorize.htm': consentPage(book, {
        required: ['app_id', 'scope', 'redirect_uri'], optional: ['state'],
        // The state holds base64 characters only, a hundred at most.
        fixed: {
          app_id: client.id, scope: /^auth_(user|base)(,auth_(user|base))*$/, redirect_uri: redirectUri,
          state: /^[A-Za-z0-9+/=]{1,100}$/,
        },
      }, (auth_code, request) => ({
        app_id: client.id, source: 'alipay_wallet', scope: request.get('scope'), state: request.get('state'), auth_code,
      })),
      '/gateway.do': { phase: 'token', handle: heard => answerGateway(heard, book) },
    } }
  },
}

const common = ['app_id', 'method', 'charset', 'sign_type', 'sign', 'timestamp', 'version']
const fixed = {
  app_id: client.id, format: 'JSON', charset: /^utf-8$/i, sign_type: 'RSA2', version: '1.0',
  timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
  method: /^alipay\.(system\.oauth\.token|user\.info\.share)$/,
}

/** The parameters may stand in the address, in the form, or some here and some there. */
function answerGateway(heard: Heard, book: Book): Answer {
  checkMethod(heard, 'POST', 'GET')
  checkNoAuthorization(heard, 'client-authentication-misplaced')
  const form = /^application\/x-www-form-urlencoded\b/i.test(heard.headers['content-type'] ?? '')
    ? [...new URLSearchParams(heard.body)]
    : []
  const pairs = [...heard.query, ...form]
  const given = new URLSearchParams(pairs)
  const rule = { optional: ['format', 'biz_content'], fixed }
  if (given.get('method') === 'alipay.user.info.share') {
    checkParameters(pairs, { ...rule, required: [...common, 'auth_token'] })
    checkSignature(pairs)
    book.checkAccessToken(given.get('auth_token'))
    return sign('alipay_user_info_share_response', { code: '10000', msg: 'Success', ...user })
  }
  const refreshes = given.get('grant_type') === 'refresh_token'
  checkParameters(pairs, { ...rule, required: [...common, 'grant_type', refreshes ? 'refresh_token' : 'code'] })
  checkSignature(pairs)
  if (!refreshes && given.get('grant_type') !== 'authorization_code') throw new Fault('grant-type-wrong')
  const grant = refreshes
    ? book.redeemRefreshToken(given.get('refresh_token'), true)
    : book.redeemCode(given.get('code'))
  // The lifetimes come as texts or as numbers: here as texts.
  return sign('alipay_system_oauth_token_response', {
    access_token: book.issueAccessToken(grant), alipay_user_id: '20881007434917916336963360919773',
    auth_start: '2026-01-01 00:00:00',
    expires_in: '1296000', re_expires_in: '2592000', refresh_token: book.issueRefreshToken(grant),
    user_id: user.user_id,
  })
}

/** Over all parameters but the signature and the empty ones, sorted by name, as they read before they were encoded. */
export function textToSign(pairs: readonly (readonly [string, string])[]): string {
  return pairs.filter(([name, value]) => name !== 'sign' && value !== '').sort(([one], [other]) => one < other ? -1 : 1)
    .map(pair => pair.join('=')).join('&')
}

/** Signs as an application does; for the test of this double. */
export function signAsApplication(text: string): string {
  return createSign('RSA-SHA256').update(text).sign(application.privateKey, 'base64')
}

/** The signature is the application's, and the clock (in China's zone) is right to ten minutes. */
function checkSignature(pairs: [string, string][]): void {
  const given = new URLSearchParams(pairs)
  if (!createVerify('RSA-SHA256').update(textToSign(pairs)).verify(
    application.publicKey, given.get('sign') ?? '', 'base64',
  )) throw new Fault('signature-wrong')
  const told = Date.parse(`${(given.get('timestamp') ?? '').replace(' ', 'T')}+08:00`)
  if (Math.abs(Date.now() - told) > 600_000) throw new Fault('parameter-wrong', 'timestamp')
}

function sign(name: string, members: object): Answer {
  const body = {
    [name]: members, sign: createSign('RSA-SHA256').update(JSON.stringify(members)).sign(gateway.privateKey, 'base64'),
  }
  return { headers: { 'content-type': 'text/html;charset=utf-8' }, body: JSON.stringify(body) }
}

const errors = {
  'parameter-wrong app_id': ['40002', 'Invalid Arguments', 'isv.invalid-app-id', '无效的AppID参数'],
  'parameter-missing sign': ['40001', 'Missing Required Arguments', 'isv.missing-signature', '缺少签名参数'],
  'signature-wrong': ['40002', 'Invalid Arguments', 'isv.invalid-signature', '验签出错，请检查签名字符串或签名私钥与应用公钥是否匹配'],
  'parameter-wrong timestamp': ['40002', 'Invalid Arguments', 'isv.invalid-timestamp', '非法的时间戳参数'],
  'parameter-wrong method': ['40002', 'Invalid Arguments', 'isv.invalid-method', '不存在的方法名'],
  'parameter-missing method': ['40001', 'Missing Required Arguments', 'isv.missing-method', '缺少方法名参数'],
  'code-unknown': ['40002', 'Invalid Arguments', 'isv.code-invalid', '授权码code无效'],
  'code-used': ['40002', 'Invalid Arguments', 'isv.code-invalid', '授权码code无效'],
  'grant-type-wrong': ['40002', 'Invalid Arguments', 'isv.grant-type-invalid', 'grant_type参数不正确'],
  'refresh-token-unknown': ['40002', 'Invalid Arguments', 'isv.refresh-token-invalid', '刷新令牌refresh_token无效'],
  'access-token-unknown': ['20001', 'Insufficient Token Permissions', 'aop.invalid-auth-token', '无效的访问令牌'],
  otherwise: ['40002', 'Invalid Arguments', 'isv.invalid-parameter', '参数无效'],
} satisfies Record<string, [string, string, string, string]>

/** Every refusal of the gateway is an `error_response` with status 200. */
function refuse(fault: Fault, phase: Phase): Answer {
  const [code, msg, sub_code, sub_msg] = pick<readonly [string, string, string, string]>(errors, fault)
  if (phase === 'authorize') return { body: `<p>${fault.subject === 'redirect_uri' ? '应用授权回调地址不匹配' : sub_msg}</p>` }
  return sign('error_response', { code, msg, sub_code, sub_msg })
}
