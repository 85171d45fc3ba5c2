import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'keycloak',
  name: 'Keycloak',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'keycloak.org/securing-apps/oidc-layers',
    'keycloak/keycloak services/src/main/java/org/keycloak/protocol/oidc/utils/RedirectUtils.java',
    'pilcrowonpaper/arctic v3 src/providers/keycloak.ts',
  ],
  confidence: 'high',
  unconfirmed: ['endpoints.device', 'redirect.port'],
  variables: {
    'base-url': { example: 'https://sso.example.com' },
    realm: { example: 'staff' },
  },
  issuer: '{base-url}/realms/{realm}',
  endpoints: {
    authorization: '{base-url}/realms/{realm}/protocol/openid-connect/auth',
    token: '{base-url}/realms/{realm}/protocol/openid-connect/token',
    userinfo: '{base-url}/realms/{realm}/protocol/openid-connect/userinfo',
    revocation: '{base-url}/realms/{realm}/protocol/openid-connect/revoke',
    device: '{base-url}/realms/{realm}/protocol/openid-connect/auth/device',
  },
  authentication: 'client_secret_basic',
  locks: [
    { lock: 'private_key_jwt', flags: '--client-key FILE' },
    { lock: 'client_secret_jwt', flags: '--auth-method client_secret_jwt --client-secret-file FILE' },
  ],
  publicClients: true,
  scopes: ['openid', 'profile', 'email'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'any',
    console: '{base-url}/admin',
    register: {
      en: 'In the Admin Console > your realm > Clients > your client > Settings, add {redirect_uri} to "Valid redirect URIs" ({loopback}/* there, without a port, matches every port). "Client authentication" is On with a secret, Off without.',
      zh: '在管理控制台的“你的 realm > Clients > 你的客户端 > Settings”中，把 {redirect_uri} 加入“Valid redirect URIs”（填 {loopback}/* 则不写端口，匹配所有端口）。有密钥时“Client authentication”为 On，没有时为 Off。',
    },
    workarounds: [
      { way: 'swap-host' }, { way: 'paste' }, { way: 'code-page', uri: 'urn:ietf:wg:oauth:2.0:oob' }, { way: 'device' },
    ],
  },
  notes: [
    {
      en: 'A refresh token comes without asking; the scope offline_access gives one that outlives the session at the provider.',
      zh: '不必请求就会给出刷新令牌；scope 加上 offline_access，可得到在服务器端会话结束后仍然有效的刷新令牌。',
    },
    {
      en: 'Before version 17 (WildFly) the address had /auth in front: --base-url https://sso.example.com/auth.',
      zh: '17 之前的版本（WildFly）地址前多一段 /auth：--base-url https://sso.example.com/auth。',
    },
  ],
}
