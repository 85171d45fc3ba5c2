import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'huawei',
  name: 'HUAWEI ID',
  localName: '华为账号',
  region: 'china',
  checked: '2026-11-22',
  sources: [
    'developer.huawei.com/consumer/cn/doc/harmonyos-references/account-server-error-code',
    'developer.huawei.com/consumer/cn/doc/harmonyos-references/account-rest-openid-configuration',
    'developer.huawei.com/consumer/cn/doc/HMS-2-References/hmssdk_jointOper_api_reference_queryUser',
    'github.com/justauth/JustAuth AuthHuaweiV3Request',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect'],
  endpoints: {
    authorization: 'https://oauth-login.cloud.huawei.com/oauth2/v3/authorize',
    token: 'https://oauth-login.cloud.huawei.com/oauth2/v3/token',
    userinfo: 'https://account.cloud.huawei.com/rest.php?nsp_svc=GOpen.User.getInfo',
    revocation: 'https://oauth-login.cloud.huawei.com/oauth2/v3/revoke',
  },
  authentication: 'client_secret_post',
  scopes: ['openid', 'profile'],
  offline: { parameters: { access_type: 'offline' } },
  redirect: {
    loopback: 'unknown',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://developer.huawei.com',
    register: {
      en: 'In AppGallery Connect > your project > Project settings > OAuth 2.0 client ID (or developer.huawei.com > HUAWEI ID > callback URL of the web application), enter your redirect URI; https is expected.',
      zh: '在 AppGallery Connect“项目设置 > OAuth 2.0 客户端 ID”（或华为开发者联盟 > 华为账号服务 > Web 应用的回调地址）里填写回调地址；一般要求 https。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    errors: [
      {
        in: ['token', 'refresh'], at: 'sub_error', message: 'error_description',
        meanings: {
          500: 'temporarily_unavailable', 11205: 'invalid_grant', 12303: 'invalid_client', 12304: 'invalid_client',
          20001: 'invalid_request', 20002: 'invalid_client', 20003: 'invalid_client', 20022: 'invalid_request',
          20023: 'invalid_request', 20024: 'invalid_request', 20041: 'invalid_scope', 20042: 'invalid_scope',
          20085: 'invalid_client', 20151: 'invalid_request', 20152: 'invalid_grant', 20153: 'invalid_grant',
          20154: 'invalid_grant', 20155: 'invalid_grant', 20156: 'invalid_grant', 20158: 'invalid_grant',
          20171: 'invalid_client', 20172: 'invalid_client', 20181: 'invalid_request', 20182: 'unsupported_grant_type',
          20191: 'invalid_request', 20192: 'invalid_grant', 31202: 'invalid_grant', 31204: 'invalid_grant',
          31218: 'invalid_grant', 100300: 'temporarily_unavailable',
        },
      },
      {
        in: ['userinfo'], at: 'error', message: 'error',
        meanings: { 'session timeout': 'invalid_token', 'invalid session': 'invalid_token' },
      },
    ],
    userinfo: [{ method: 'POST', token: { form: 'access_token' }, form: { getNickName: '1' } }],
    claims: { sub: 'unionID | openID', name: 'displayName', email: 'email', picture: 'headPictureURL' },
  },
  notes: [
    {
      en: 'The client id is digits only (OAuth 2.0 client ID), not the app’s package name. Codes and tokens may hold + / and =.',
      zh: 'client id 是纯数字的 OAuth 2.0 客户端 ID，不是应用包名。授权码和令牌里可能有 + / =。',
    },
    {
      en: 'The metadata stand at oauth-login.cloud.huawei.com but name accounts.huawei.com as issuer, so discovery is not used and the ID token is not checked: who signed in is read from step 6.',
      zh: '元数据发布在 oauth-login.cloud.huawei.com，issuer 却是 accounts.huawei.com，因此不做 OIDC Discovery，也不校验 ID Token：用户身份以第 6 步为准。',
    },
  ],
}
