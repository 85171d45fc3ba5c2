import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'cognito',
  name: 'Amazon Cognito',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html',
    'docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html',
    'pilcrowonpaper/arctic v3 src/providers/amazon-cognito.ts',
    'zenn.dev/gessy0129/articles/18d2acb9627ac0',
  ],
  confidence: 'high',
  unconfirmed: ['issuer'],
  variables: {
    domain: { example: 'example.auth.eu-central-1.amazoncognito.com' },
    region: { example: 'eu-central-1' },
    'user-pool-id': { example: 'eu-central-1_AbCdEfGhI' },
  },
  issuer: 'https://cognito-idp.{region}.amazonaws.com/{user-pool-id}',
  endpoints: {
    authorization: 'https://{domain}/oauth2/authorize',
    token: 'https://{domain}/oauth2/token',
    userinfo: 'https://{domain}/oauth2/userInfo',
    revocation: 'https://{domain}/oauth2/revoke',
  },
  authentication: 'client_secret_basic',
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  redirect: {
    loopback: 'partial',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://console.aws.amazon.com/cognito',
    register: {
      en: 'In Amazon Cognito > User pools > your pool > App clients > your client > Login pages > Edit, add {redirect_uri} to "Allowed callback URLs" and choose the grant "Authorization code grant". http is taken for localhost only.',
      zh: '在 Amazon Cognito 的“用户池 > 你的用户池 > 应用程序客户端 > 你的客户端 > 登录页面 > 编辑”中，把 {redirect_uri} 加入“允许的回调 URL”，授权类型选“授权码授予”。只有 localhost 可以用 http。',
    },
    workarounds: [{ way: 'paste' }],
  },
  dialect: {
    claims: { sub: 'sub', name: 'name | username', email: 'email', picture: 'picture' },
  },
  notes: [
    {
      en: 'Where AWS WAF’s common rule set protects the user pool, a redirect_uri with localhost in the query is blocked with 403 (EC2MetaDataSSRF_QUERYARGUMENTS): exempt that rule, or paste with an https redirect URI.',
      zh: '用户池启用了 AWS WAF 通用规则集时，查询参数里带 localhost 的 redirect_uri 会被 403 拦截（EC2MetaDataSSRF_QUERYARGUMENTS）：请豁免该规则，或用 https 重定向 URI 加粘贴方式。',
    },
    {
      en: 'A refresh gives no new refresh token unless rotation is turned on: the old one stays good.',
      zh: '未启用轮换时，刷新不会给出新的刷新令牌，旧的继续有效。',
    },
  ],
}
