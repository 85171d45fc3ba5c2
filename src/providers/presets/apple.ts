import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'apple',
  name: 'Sign in with Apple',
  localName: '通过 Apple 登录',
  region: 'west',
  checked: '2026-08-21',
  sources: [
    'pilcrowonpaper/arctic v3 docs/pages/providers/apple.md',
    'logto-io/logto packages/connectors/connector-apple',
    'nextauthjs/next-auth packages/core/src/providers/apple.ts',
  ],
  confidence: 'high',
  unconfirmed: [],
  variables: {
    'team-id': { example: 'A1B2C3D4E5' },
    'key-id': { example: 'F6G7H8J9K0' },
  },
  issuer: 'https://appleid.apple.com',
  endpoints: {
    authorization: 'https://appleid.apple.com/auth/authorize',
    token: 'https://appleid.apple.com/auth/token',
    revocation: 'https://appleid.apple.com/auth/revoke',
  },
  authentication: 'client_secret_post',
  locks: [
    {
      lock: 'signed-secret', flags: '--client-secret-file FILE --provider-var team-id=ID --provider-var key-id=ID',
      demanded: true,
    },
  ],
  scopes: ['openid', 'name', 'email'],
  redirect: {
    loopback: 'no',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://developer.apple.com/account/resources/identifiers/list',
    register: {
      en: 'In Apple Developer > Certificates, Identifiers & Profiles > Identifiers, make a Services ID (it is the client id), turn "Sign in with Apple" on and enter an https URL on your own domain under "Return URLs". Neither localhost nor an IP address is taken.',
      zh: '在 Apple Developer 的 Certificates, Identifiers & Profiles > Identifiers 中创建 Services ID（即 client_id），启用“Sign in with Apple”，并在“Return URLs”中填写自己域名下的 https 地址。不接受 localhost 和 IP 地址。',
    },
    workarounds: [{ way: 'paste' }, { way: 'own-domain' }],
  },
  dialect: {
    authorization: { parameters: { response_mode: 'form_post' } },
    pkce: 'off',
    claims: {
      sub: 'id_token.sub',
      name: '{callback.user.name.firstName} {callback.user.name.lastName}',
      email: 'id_token.email',
    },
  },
  code: 'apple',
  notes: [
    {
      en: 'The client secret is a JWT signed with ES256: give the .p8 key as the secret file; team and key id go by --provider-var team-id=… and --provider-var key-id=….',
      zh: 'client_secret 是用 ES256 签名的 JWT：把 .p8 私钥作为密钥文件给出，团队 ID 和密钥 ID 用 --provider-var team-id=… 和 --provider-var key-id=… 指定。',
    },
    {
      en: 'With the scopes name or email the code comes by POST, which leaves no address to paste. To paste, ask for neither: --scope openid --response-mode query --paste.',
      zh: '请求 name 或 email 时，授权码以 POST 送回，没有可粘贴的地址。要用粘贴方式，就不要请求这两项：--scope openid --response-mode query --paste。',
    },
    {
      en: 'There is no userinfo endpoint: identity is in the ID token, and the name comes with the first consent only, in the callback’s user parameter.',
      zh: '没有 userinfo 端点：身份信息在 ID 令牌里；姓名只在首次授权时随回调的 user 参数给出。',
    },
  ],
}
