import { createHash } from 'node:crypto'
import type { RegisteredVendor } from '../../support/vendor-application.ts'
import { alipay, signAsApplication, textToSign } from './alipay.ts'
import { baidu } from './baidu.ts'
import { dingtalk } from './dingtalk.ts'
import { douyin } from './douyin.ts'
import { feishu } from './feishu.ts'
import { gitee } from './gitee.ts'
import { huawei } from './huawei.ts'
import { jd, signJd } from './jd.ts'
import { kakao } from './kakao.ts'
import { lark } from './lark.ts'
import { naver } from './naver.ts'
import { qq } from './qq.ts'
import { tiktok } from './tiktok.ts'
import { wechatMp } from './wechat-mp.ts'
import { wechatWeb } from './wechat-web.ts'
import { wecom } from './wecom.ts'
import { weibo } from './weibo.ts'
import { xiaomi } from './xiaomi.ts'
import { zhihuAsDocumented } from './zhihu.ts'

export type Members = Record<string, string>

/** A message that a vendor takes: the parameters stand in one place. */
export interface Message {
  method: 'GET' | 'POST'
  path: string
  in: 'query' | 'form' | 'json'
  parameters: Members
  headers?: Members
  /** Signs the parameters as they are sent. */
  sign?: (parameters: Members) => Members
}

/** What passed before: the tokens of the walk, and what the vendor said beside them. */
export interface Passed { code: string, access: string, refresh: string }

export interface Dialogue {
  vendor: RegisteredVendor
  /** What the authorization request and the token call may leave out; everything else is required. */
  optional?: readonly string[]
  /** The call that spends the code, where it is not the token call. */
  spends?: 'userinfo'
  /** The access token may stand in the header or in the address. */
  tokenAnywhere?: true
  authorize: { path: string, parameters: Members }
  token: (passed: Passed) => Message
  refresh?: (passed: Passed) => Message
  userinfo: (passed: Passed) => Message
}

const code = { grant_type: 'authorization_code' }
const again = { grant_type: 'refresh_token' }
export const verifier = 'v'.repeat(43)
const hexChallenge = createHash('sha256').update(verifier).digest('hex')

const ask = (path: string, parameters: Members, headers?: Members): Message => ({
  method: 'GET', path, in: 'query', parameters, ...headers && { headers },
})
const form = (path: string, parameters: Members): Message => ({ method: 'POST', path, in: 'form', parameters })
const json = (path: string, parameters: Members): Message => ({ method: 'POST', path, in: 'json', parameters })
const bearer = (path: string, access: string, parameters: Members = {}) =>
  ask(path, parameters, { authorization: `Bearer ${access}` })
const chinaTime = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

function standard(
  vendor: RegisteredVendor, paths: [authorize: string, token: string], more: Members, show: Dialogue['userinfo'],
): Dialogue {
  const credentials = { client_id: vendor.client.id, client_secret: vendor.client.secret }
  return {
    vendor,
    authorize: {
      path: paths[0],
      parameters: { client_id: vendor.client.id, redirect_uri: '', response_type: 'code', state: 'state1', ...more },
    },
    token: passed => form(paths[1], { ...code, ...credentials, code: passed.code, redirect_uri: '' }),
    refresh: passed => form(paths[1], { ...again, ...credentials, refresh_token: passed.refresh }), userinfo: show,
  }
}

function wechat(vendor: RegisteredVendor, path: string, scope: string): Dialogue {
  const { id: appid, secret } = vendor.client
  return {
    vendor, authorize: { path, parameters: { appid, redirect_uri: '', response_type: 'code', scope, state: 'state1' } },
    token: passed => ask('/sns/oauth2/access_token', { appid, secret, code: passed.code, ...code }),
    refresh: passed => ask('/sns/oauth2/refresh_token', { appid, ...again, refresh_token: passed.refresh }),
    userinfo: passed => ask('/sns/userinfo', { access_token: passed.access, openid: 'oWalk-openid_1', lang: 'zh_CN' }),
  }
}

function larks(vendor: RegisteredVendor, path: string): Dialogue {
  const base = standard(
    vendor, ['/open-apis/authen/v1/authorize', path], { scope: 'offline_access' },
    passed => bearer('/open-apis/authen/v1/user_info', passed.access),
  )
  return {
    ...base, token: passed => ({ ...base.token(passed), in: 'json' }),
    refresh: passed => json(path, {
      ...again, client_id: vendor.client.id, client_secret: vendor.client.secret, refresh_token: passed.refresh,
    }),
  }
}

const gateway = (method: string, parameters: Members): Message => ({
  ...form('/gateway.do', {
    app_id: alipay.client.id, method, format: 'JSON', charset: 'utf-8', sign_type: 'RSA2', timestamp: chinaTime(),
    version: '1.0', ...parameters,
  }),
  sign: signed => ({ ...signed, sign: signAsApplication(textToSign(Object.entries(signed))) }),
})

const qqCredentials = { client_id: qq.client.id, client_secret: qq.client.secret, fmt: 'json' }
const jdCredentials = { app_key: jd.client.id, app_secret: jd.client.secret }
const dingCredentials = { clientId: dingtalk.client.id, clientSecret: dingtalk.client.secret }
const tiktokCredentials = { client_key: tiktok.client.id, client_secret: tiktok.client.secret }
const xiaomiCredentials = { client_id: xiaomi.client.id, client_secret: xiaomi.client.secret, redirect_uri: '' }

export const dialogues: readonly Dialogue[] = [
  {
    ...standard(
      kakao, ['/oauth/authorize', '/oauth/token'], { scope: 'profile_nickname,account_email' },
      passed => bearer('/v2/user/me', passed.access),
    ),
    optional: ['state', 'scope'],
  },
  withoutRedirectUri(
    standard(naver, ['/oauth2.0/authorize', '/oauth2.0/token'], {}, passed => bearer('/v1/nid/me', passed.access)),
  ),
  wechat(wechatWeb, '/connect/qrconnect', 'snsapi_login'),
  wechat(wechatMp, '/connect/oauth2/authorize', 'snsapi_userinfo'),
  {
    vendor: wecom, spends: 'userinfo',
    authorize: {
      path: '/wwlogin/sso/login',
      parameters: {
        login_type: 'CorpApp', appid: wecom.client.id, agentid: '1000002', redirect_uri: '', state: 'state1',
      },
    },
    token: () => ask('/cgi-bin/gettoken', { corpid: wecom.client.id, corpsecret: wecom.client.secret }),
    userinfo: passed => ask('/cgi-bin/auth/getuserinfo', { access_token: passed.access, code: passed.code }),
  },
  {
    optional: ['scope', 'fmt'],
    ...standard(
      qq, ['/oauth2.0/authorize', ''], { scope: 'get_user_info' },
      passed => ask('/user/get_user_info', {
        access_token: passed.access, oauth_consumer_key: qq.client.id, openid: '0A1B2C3D4E5F60718293A4B5C6D7E8F9',
      }),
    ),
    token: passed => ask('/oauth2.0/token', { ...code, ...qqCredentials, code: passed.code, redirect_uri: '' }),
    refresh: passed => ask('/oauth2.0/token', { ...again, ...qqCredentials, refresh_token: passed.refresh }),
  },
  {
    ...withoutRefresh(standard(
      weibo, ['/oauth2/authorize', '/oauth2/access_token'], { scope: 'all' },
      passed => ask('/2/users/show.json', { access_token: passed.access, uid: '1404376560' }),
    )),
    optional: ['response_type', 'state', 'scope'],
  },
  {
    vendor: alipay, optional: ['state', 'format'],
    authorize: {
      path: '/oauth2/publicAppAuthorize.htm',
      parameters: { app_id: alipay.client.id, scope: 'auth_user', redirect_uri: '', state: 'state1' },
    },
    token: passed => gateway('alipay.system.oauth.token', { ...code, code: passed.code }),
    refresh: passed => gateway('alipay.system.oauth.token', { ...again, refresh_token: passed.refresh }),
    userinfo: passed => gateway('alipay.user.info.share', { auth_token: passed.access }),
  },
  {
    optional: ['state'],
    ...standard(
      dingtalk, ['/oauth2/auth', ''], { scope: 'openid', prompt: 'consent' },
      passed => ask('/v1.0/contact/users/me', {}, { 'x-acs-dingtalk-access-token': passed.access }),
    ),
    token: passed =>
      json('/v1.0/oauth2/userAccessToken', { ...dingCredentials, code: passed.code, grantType: 'authorization_code' }),
    refresh: passed => json('/v1.0/oauth2/userAccessToken', {
      ...dingCredentials, refreshToken: passed.refresh, grantType: 'refresh_token',
    }),
  },
  { ...larks(feishu, '/oauth/v3/token'), optional: ['state', 'scope'] },
  { ...larks(lark, '/open-apis/authen/v2/oauth/token'), optional: ['state', 'scope'] },
  {
    ...standard(
      gitee, ['/oauth/authorize', '/oauth/token'], { scope: 'user_info emails' },
      passed => bearer('/api/v5/user', passed.access),
    ),
    optional: ['state', 'scope'], tokenAnywhere: true,
  },
  {
    ...standard(
      baidu, ['/oauth/2.0/authorize', '/oauth/2.0/token'], { scope: 'basic' },
      passed => ask('/rest/2.0/passport/users/getInfo', { access_token: passed.access }),
    ),
    optional: ['state', 'scope'],
  },
  {
    vendor: douyin, optional: ['state'],
    authorize: {
      path: '/platform/oauth/connect/',
      parameters: {
        client_key: douyin.client.id, response_type: 'code', scope: 'user_info', redirect_uri: '', state: 'state1',
      },
    },
    token: passed => form('/oauth/access_token/', {
      ...code, client_key: douyin.client.id, client_secret: douyin.client.secret, code: passed.code,
    }),
    refresh: passed =>
      form('/oauth/refresh_token/', { ...again, client_key: douyin.client.id, refresh_token: passed.refresh }),
    userinfo: passed =>
      json('/oauth/userinfo/', { access_token: passed.access, open_id: 'b9b71865-7fea-44cc-aaaa-0123456789ab' }),
  },
  {
    vendor: tiktok,
    authorize: {
      path: '/v2/auth/authorize/',
      parameters: {
        client_key: tiktok.client.id, response_type: 'code', scope: 'user.info.basic', redirect_uri: '',
        state: 'state1', code_challenge: hexChallenge, code_challenge_method: 'S256',
      },
    },
    token: passed => form('/v2/oauth/token/', {
      ...code, ...tiktokCredentials, code: passed.code, redirect_uri: '', code_verifier: verifier,
    }),
    refresh: passed => form('/v2/oauth/token/', { ...again, ...tiktokCredentials, refresh_token: passed.refresh }),
    userinfo: passed => bearer('/v2/user/info/', passed.access, { fields: 'open_id,union_id,avatar_url,display_name' }),
  },
  {
    vendor: zhihuAsDocumented,
    authorize: {
      path: '/authorize', parameters: { redirect_uri: '', app_id: zhihuAsDocumented.client.id, response_type: 'code' },
    },
    token: passed => form('/access_token', {
      app_id: zhihuAsDocumented.client.id, app_key: zhihuAsDocumented.client.secret, ...code, redirect_uri: '',
      code: passed.code,
    }),
    userinfo: passed => bearer('/user', passed.access),
  },
  {
    ...standard(
      huawei, ['/oauth2/v3/authorize', '/oauth2/v3/token'], { scope: 'openid profile', access_type: 'offline' },
      passed => form('/rest.php', { nsp_svc: 'GOpen.User.getInfo', access_token: passed.access, getNickName: '1' }),
    ),
    optional: ['state', 'scope', 'access_type'],
  },
  {
    optional: ['state', 'scope', 'skip_confirm'],
    ...standard(
      xiaomi, ['/oauth2/authorize', ''], { scope: '1', skip_confirm: 'false' },
      passed => ask('/user/profile', { clientId: xiaomi.client.id, token: passed.access }),
    ),
    token: passed => form('/oauth2/token', { ...xiaomiCredentials, ...code, code: passed.code }),
    refresh: passed => ask('/oauth2/token', { ...xiaomiCredentials, ...again, refresh_token: passed.refresh }),
  },
  {
    vendor: jd, optional: ['state'],
    authorize: {
      path: '/oauth2/to_login',
      parameters: {
        app_key: jd.client.id, response_type: 'code', redirect_uri: '', state: 'state1', scope: 'snsapi_base',
      },
    },
    token: passed => form('/oauth2/access_token', { ...jdCredentials, ...code, code: passed.code }),
    refresh: passed => form('/oauth2/refresh_token', { ...jdCredentials, ...again, refresh_token: passed.refresh }),
    userinfo: passed => ({ ...ask('/routerjson', {
      access_token: passed.access, app_key: jd.client.id, method: 'jingdong.user.getUserInfoByOpenId',
      '360buy_param_json': '{"openId":"jd-open-id-1"}',
      timestamp: chinaTime(), v: '2.0',
    }), method: 'POST', sign: signed => ({ ...signed, sign: signJd(Object.entries(signed)) }) }),
  },
]

function withoutRefresh({ vendor, authorize, token, userinfo }: Dialogue): Dialogue {
  return { vendor, authorize, token, userinfo }
}

/** The token call as the vendor's table has it, without the redirect URI. */
function withoutRedirectUri(dialogue: Dialogue): Dialogue {
  return { ...dialogue, token: (passed) => {
    const { redirect_uri: _, ...parameters } = dialogue.token(passed).parameters
    return { ...dialogue.token(passed), parameters }
  } }
}
