import { describe, test } from 'vitest'
import { expectRefusal, expectWalk, kindsShown, type ExpectedWalk } from './doubles/asian-walk.ts'
import { kakao } from './doubles/kakao.ts'
import { naver } from './doubles/naver.ts'
import { qq } from './doubles/qq.ts'
import { wechatMp } from './doubles/wechat-mp.ts'
import { wechatWeb } from './doubles/wechat-web.ts'
import { wecom } from './doubles/wecom.ts'
import { weibo } from './doubles/weibo.ts'

const form = 'application/x-www-form-urlencoded;charset=UTF-8'
const credentials = 'client_id={client_id}&client_secret={client_secret}'

/** Both kinds of WeChat sign-in, which differ in their page and their scope. */
const wechat = {
  back: [
    'GET /sns/oauth2/access_token?appid={client_id}&secret={client_secret}&code={code}&grant_type=authorization_code',
    'GET /sns/userinfo?access_token={token}&openid=oWalk-openid_1&lang=zh_CN',
  ],
  // The refresh is the application's id and no secret (D11).
  refresh: ['GET /sns/oauth2/refresh_token?appid={client_id}&grant_type=refresh_token&refresh_token={token}'],
  again: ['GET /sns/userinfo?access_token={token}&openid=oWalk-openid_1&lang=zh_CN'],
  claims: {
    sub: 'oWalk-unionid_9', name: '张三', picture: 'https://thirdwx.qlogo.cn/mmopen/vi_32/zhangsan/132',
    openid: 'oWalk-openid_1', unionid: 'oWalk-unionid_9', nickname: '张三', privilege: [],
  },
  findings: ['pkce-unsupported', 'secret-in-address', 'content-type', 'token-type-missing'],
  refused: { error: '40029', error_description: 'invalid code, rid: 6500351b-2a0273e2-4af6b58d', status: 200 },
}

const walks: ExpectedWalk[] = [
  {
    vendor: kakao,
    authorization: '/oauth/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=openid%2Cprofile_nickname%2Cprofile_image&state={random}&nonce={random}&code_challenge={random}&code_challenge_method=S256',
    // What the discovery document says of the userinfo endpoint wins over the preset's /v2/user/me.
    back: [
      `POST /oauth/token | ${form} | redirect_uri={redirect_uri}&code={code}&code_verifier={verifier}&grant_type=authorization_code&${credentials}`,
      'GET /v1/oidc/userinfo | Bearer {token}',
    ],
    refresh: [`POST /oauth/token | ${form} | refresh_token={token}&grant_type=refresh_token&${credentials}`],
    again: ['GET /v1/oidc/userinfo | Bearer {token}'],
    claims: {
      sub: '1376016924', name: '장삼', email: 'zhangsan@example.com', picture: 'https://k.kakaocdn.net/zhangsan.jpg',
      nickname: '장삼',
    },
    refused: { error: 'invalid_grant', error_description: 'authorization code not found', status: 400 },
  },
  {
    vendor: naver,
    authorization:
      '/oauth2.0/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&state={random}',
    back: [
      `POST /oauth2.0/token | ${form} | redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&${credentials}`,
      'GET /v1/nid/me | Bearer {token}',
    ],
    refresh: [`POST /oauth2.0/token | ${form} | refresh_token={token}&grant_type=refresh_token&${credentials}`],
    again: ['GET /v1/nid/me | Bearer {token}'],
    claims: {
      sub: 'naver-hash-id-1', name: '장삼', email: 'zhangsan@example.com',
      picture: 'https://phinf.pstatic.net/contact/zhangsan.png',
      resultcode: '00', response: { id: 'naver-hash-id-1', nickname: 'zhang' },
    },
    findings: ['pkce-unsupported', 'expires-in-string'],
    refused: { error: 'invalid_request', error_description: 'no valid data in session', status: 200 },
  },
  {
    ...wechat, vendor: wechatWeb,
    authorization: '/connect/qrconnect?appid={client_id}&redirect_uri={redirect_uri}&response_type=code&scope=snsapi_login&state={random}#wechat_redirect',
  },
  {
    ...wechat, vendor: wechatMp,
    authorization: '/connect/oauth2/authorize?appid={client_id}&redirect_uri={redirect_uri}&response_type=code&scope=snsapi_userinfo&state={random}#wechat_redirect',
  },
  {
    vendor: wecom,
    authorization: '/wwlogin/sso/login?appid={client_id}&redirect_uri={redirect_uri}&state={random}&login_type=CorpApp&agentid=1000002',
    // The code is not spent for the token, which is the application's, but for the userid (D10).
    back: [
      'GET /cgi-bin/gettoken?corpid={client_id}&corpsecret={client_secret}',
      'GET /cgi-bin/auth/getuserinfo?access_token={token}&code={code}',
      'GET /cgi-bin/user/get?access_token={token}&userid=zhangsan',
    ],
    refresh: undefined, again: ['GET /cgi-bin/user/get?access_token={token}&userid=zhangsan'],
    claims: { sub: 'zhangsan', name: '张三', userid: 'zhangsan', open_userid: 'wokXmJDQAA-1', department: [1, 2] },
    findings: ['pkce-unsupported', 'secret-in-address', 'token-type-missing'],
    refused: {
      error: '40029', status: 200,
      error_description: 'invalid code, hint: [1629771733_147_c225233724532e2d0dbff9e18683691d], from ip: 192.0.2.1, more info at https://open.work.weixin.qq.com/devtool/query?e=40029',
    },
  },
  {
    vendor: qq,
    authorization: '/oauth2.0/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&scope=get_user_info&state={random}',
    back: [
      `GET /oauth2.0/token?redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&${credentials}&fmt=json`,
      'GET /oauth2.0/me?access_token={token}&fmt=json',
      'GET /user/get_user_info?access_token={token}&oauth_consumer_key={client_id}&openid=0A1B2C3D4E5F60718293A4B5C6D7E8F9',
    ],
    refresh: [`GET /oauth2.0/token?refresh_token={token}&grant_type=refresh_token&${credentials}&fmt=json`],
    again: [
      'GET /oauth2.0/me?access_token={token}&fmt=json',
      'GET /user/get_user_info?access_token={token}&oauth_consumer_key={client_id}&openid=0A1B2C3D4E5F60718293A4B5C6D7E8F9',
    ],
    claims: {
      sub: '0A1B2C3D4E5F60718293A4B5C6D7E8F9', name: '张三', picture: 'http://thirdqq.qlogo.cn/g?b=oidb&s=100', ret: 0,
      nickname: '张三', gender: '男',
    },
    findings: ['pkce-unsupported', 'secret-in-address', 'token-type-missing', 'expires-in-string'],
    refused: { error: '100019', error_description: 'code to access token error', status: 200 },
  },
  {
    vendor: weibo,
    authorization:
      '/oauth2/authorize?response_type=code&client_id={client_id}&redirect_uri={redirect_uri}&state={random}',
    back: [
      `POST /oauth2/access_token | ${form} | redirect_uri={redirect_uri}&code={code}&grant_type=authorization_code&${credentials}`,
      'GET /2/users/show.json?access_token={token}&uid=1404376560',
    ],
    refresh: undefined, again: ['GET /2/users/show.json?access_token={token}&uid=1404376560'],
    claims: {
      sub: '1404376560', name: '张三', picture: 'http://tp1.sinaimg.cn/1404376560/180/0/1', id: 1404376560,
      screen_name: '张三',
    },
    findings: ['pkce-unsupported', 'secret-in-address', 'content-type', 'token-type-missing'],
    refused: { error: '21325', error_description: '提供的Access Grant是无效的、过期的或已撤销的', status: 400 },
  },
]

describe.each(walks.map(walk => [walk.vendor.name, kindsShown[walk.vendor.name], walk] as const))('%s', (
  _, kinds, walk,
) => {
  test(`${kinds}: the walk, the refresh and userinfo, byte for byte`, async () => expectWalk(walk))
  test('D9: a refused code ends with what the vendor says', async () => expectRefusal(walk))
})
