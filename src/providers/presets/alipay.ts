import type { Preset } from '../preset.ts'

const meanings = {
  'aop.invalid-app-auth-token': 'invalid_token',
  'aop.invalid-auth-token': 'invalid_token',
  'aop.auth-token-time-out': 'invalid_token',
  'aop.ACQ.SYSTEM_ERROR': 'temporarily_unavailable',
  'isp.unknow-error': 'temporarily_unavailable',
  'isv.app-call-limited': 'temporarily_unavailable',
  'isv.code-invalid': 'invalid_grant',
  'isv.grant-type-invalid': 'unsupported_grant_type',
  'isv.insufficient-isv-permissions': 'unauthorized_client',
  'isv.insufficient-user-permissions': 'insufficient_scope',
  'isv.invalid-app-id': 'invalid_client',
  'isv.invalid-signature': 'invalid_client',
  'isv.invalid-timestamp': 'invalid_request',
  'isv.missing-signature': 'invalid_client',
  'isv.refresh-token-invalid': 'invalid_grant',
  'isv.refresh-token-time-out': 'invalid_grant',
  'isv.refreshed-token-invalid': 'invalid_grant',
}

/** Where the refusals stand: the sub code says what is meant, the code only what kind of refusal it is. */
function refusalsAt(envelope: string) {
  return [
    { at: `${envelope}.sub_code`, message: `${envelope}.sub_msg`, meanings },
    {
      at: `${envelope}.code`, fine: [10000, '10000'], message: `${envelope}.msg`,
      meanings: { 20000: 'temporarily_unavailable', 20001: 'invalid_token' },
    },
  ]
}

export const preset: Preset = {
  id: 'alipay',
  name: 'Alipay Open Platform',
  localName: '支付宝',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'docs.antom.com/ac/solution_api/oauth_token',
    'w3cschool.cn/aliminiapp/aliminiapp-osfv2j24.html (copy of alipay.system.oauth.token)',
    'developer.aliyun.com/ask/285671, /285673, /285674 (sub codes)',
    'github.com/justauth/JustAuth AuthAlipayRequest',
  ],
  confidence: 'high',
  unconfirmed: ['redirect.loopback', 'notes[1]', 'redirect.register'],
  endpoints: {
    authorization: 'https://openauth.alipay.com/oauth2/publicAppAuthorize.htm',
    token: 'https://openapi.alipay.com/gateway.do',
    userinfo: 'https://openapi.alipay.com/gateway.do',
  },
  authentication: 'client_secret_post',
  scopes: ['auth_user'],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://open.alipay.com',
    register: {
      en: 'On open.alipay.com > 控制台 > your application > 开发设置, upload the application’s public key (接口加签方式) and enter your redirect URI as 授权回调地址 (a public domain; localhost and 127.0.0.1 are refused).',
      zh: '在支付宝开放平台“控制台 > 应用 > 开发设置”里设置“接口加签方式”（上传应用公钥），并把回调地址填为“授权回调地址”（需公网域名，不接受 localhost 和 127.0.0.1）。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { names: { client_id: 'app_id' }, omit: ['response_type'], scopeSeparator: ',' },
    pkce: 'off',
    callback: { code: 'auth_code' },
    token: { names: { client_id: 'app_id' }, omit: ['redirect_uri', 'client_secret'] },
    reply: { envelope: 'alipay_system_oauth_token_response' },
    errors: [
      ...refusalsAt('error_response'),
      ...refusalsAt('alipay_system_oauth_token_response'),
      ...refusalsAt('alipay_user_info_share_response'),
    ],
    userinfo: [{ method: 'POST', token: { form: 'auth_token' } }],
    claims: {
      sub: 'alipay_user_info_share_response.user_id | alipay_user_info_share_response.open_id',
      name: 'alipay_user_info_share_response.nick_name',
      picture: 'alipay_user_info_share_response.avatar',
    },
  },
  code: 'alipay',
  notes: [
    {
      en: 'The client secret is the application’s private key (应用私钥): a PEM file, or the bare base64 that Alipay’s key tool gives. It signs each request here (RSA2) and is never sent.',
      zh: 'client secret 填应用私钥：PEM 文件，或支付宝密钥工具生成的裸 base64 均可。它只在本机给请求签名（RSA2），不会发送出去。',
    },
    {
      en: 'For the sandbox application pass --authorization-endpoint https://openauth-sandbox.dl.alipaydev.com/oauth2/publicAppAuthorize.htm and https://openapi-sandbox.dl.alipaydev.com/gateway.do as token and userinfo endpoint.',
      zh: '沙箱应用请用 --authorization-endpoint https://openauth-sandbox.dl.alipaydev.com/oauth2/publicAppAuthorize.htm，并把 --token-endpoint 和 --userinfo-endpoint 都设为 https://openapi-sandbox.dl.alipaydev.com/gateway.do。',
    },
    {
      en: 'The signature of the gateway’s answer is not checked. Applications in certificate mode (公钥证书) are not supported.',
      zh: '不校验网关响应的签名；暂不支持公钥证书模式的应用。',
    },
  ],
}
