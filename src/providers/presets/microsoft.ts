import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'microsoft',
  name: 'Microsoft Entra ID',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'learn.microsoft.com/en-us/entra/identity-platform/reply-url',
    'nextauthjs/next-auth packages/core/src/providers/microsoft-entra-id.ts',
    'pilcrowonpaper/arctic v3 src/providers/microsoft-entra-id.ts',
  ],
  confidence: 'high',
  unconfirmed: ['endpoints.device'],
  // common takes work, school and personal accounts; organizations would refuse the personal ones, and neither helps a
  // single-tenant app.
  variables: { tenant: { example: 'contoso.onmicrosoft.com', default: 'common' } },
  issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
  idTokenIssuer: 'https://login.microsoftonline.com/{tid}/v2.0',
  endpoints: {
    authorization: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
    token: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    userinfo: 'https://graph.microsoft.com/oidc/userinfo',
    device: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode',
  },
  authentication: 'client_secret_post',
  locks: [{ lock: 'private_key_jwt', flags: '--client-key FILE' }],
  publicClients: true,
  workloadAudience: 'api://AzureADTokenExchange',
  scopes: ['openid', 'profile', 'email'],
  offline: { scopes: ['offline_access'], repeatsScope: true },
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'any',
    console: 'https://entra.microsoft.com',
    register: {
      en: 'In Microsoft Entra admin center > App registrations > your app > Authentication > Add a platform: without a secret choose "Mobile and desktop applications" and set "Allow public client flows" to Yes; with a secret choose "Web". Enter {any_port}: the port is ignored, the path is compared with that of {redirect_uri}. Never "Single-page application".',
      zh: '在 Microsoft Entra 管理中心的“应用注册 > 你的应用 > 身份验证 > 添加平台”中：没有密钥时选“移动和桌面应用程序”，并把“允许公开客户端流”设为“是”；有密钥时选“Web”。重定向 URI 填 {any_port}：端口不参与比较，路径须与 {redirect_uri} 一致。不要选“单页应用程序”。',
    },
    workarounds: [{ way: 'paste' }, { way: 'device' }],
  },
  notes: [
    {
      en: 'An app registered for one organization only wants --tenant with that tenant’s id or domain; common ends in AADSTS50194. Personal accounts alone: --tenant consumers.',
      zh: '仅限单个组织的应用须用 --tenant 指定租户 ID 或域名，用 common 会报 AADSTS50194。只允许个人帐户的应用：--tenant consumers。',
    },
    {
      en: 'With the platform "Mobile and desktop applications" no secret may be sent (AADSTS700025); with "Web" one must be (AADSTS7000218).',
      zh: '平台为“移动和桌面应用程序”时不得发送密钥（AADSTS700025）；为“Web”时必须发送（AADSTS7000218）。',
    },
    {
      en: 'The metadata of common and organizations has {tenantid} in its issuer, the ID token the user’s own tenant: the issuer is compared with the claim tid filled in.',
      zh: 'common 和 organizations 的元数据中，issuer 里写的是 {tenantid}，ID 令牌里则是用户自己的租户：比较 issuer 时用声明 tid 代入。',
    },
    {
      en: 'A job of a CI service needs no secret: enter it under "Certificates & secrets > Federated credentials", with the audience api://AzureADTokenExchange. Then use --client-assertion-from, and a scope that ends in /.default.',
      zh: 'CI 作业不需要密钥：在“证书和密码 > 联合凭据”中注册它，受众为 api://AzureADTokenExchange。然后使用 --client-assertion-from，scope 以 /.default 结尾。',
    },
    {
      en: 'http://127.0.0.1 can be entered in the app’s manifest only, and [::1] not at all. There is no revocation endpoint.',
      zh: 'http://127.0.0.1 只能在应用清单（manifest）里填写，[::1] 不受支持。没有撤销端点。',
    },
  ],
}
