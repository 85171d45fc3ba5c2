import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'notion',
  name: 'Notion (public integration)',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'developers.notion.com/reference/create-a-token',
    'developers.notion.com/reference/authorization',
    'nextauthjs/next-auth packages/core/src/providers/notion.ts',
  ],
  confidence: 'medium',
  unconfirmed: ['redirect.uri', 'dialect.errors'],
  endpoints: {
    authorization: 'https://api.notion.com/v1/oauth/authorize',
    token: 'https://api.notion.com/v1/oauth/token',
    userinfo: 'https://api.notion.com/v1/users/me',
  },
  authentication: 'client_secret_basic',
  scopes: [],
  redirect: {
    loopback: 'yes',
    uri: 'http://localhost:8765/callback',
    port: 'exact',
    console: 'https://www.notion.so/my-integrations',
    register: {
      en: 'In notion.so/my-integrations, make the integration public; under "OAuth Domain & URIs", add {redirect_uri} to the redirect URIs. Take client id and secret from the same page.',
      zh:
        '在 notion.so/my-integrations 中把集成设为公开（Public），在“OAuth Domain & URIs”中把 {redirect_uri} 加入重定向 URI。客户端 ID 和密钥也在同一页。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    authorization: { parameters: { owner: 'user' } },
    pkce: 'off',
    token: { encoding: 'json', headers: { 'notion-version': '2022-06-28' } },
    errors: [{
      in: ['userinfo'], at: 'code', message: 'message',
      meanings: { unauthorized: 'invalid_token', restricted_resource: 'insufficient_scope' },
    }],
    userinfo: [{ headers: { 'notion-version': '2022-06-28' } }],
    claims: {
      sub: 'bot.owner.user.id | id', name: 'bot.owner.user.name | name',
      email: 'bot.owner.user.person.email', picture: 'bot.owner.user.avatar_url | avatar_url',
    },
  },
  notes: [
    {
      en: 'There are no scopes: what an integration may do is set under "Capabilities", the e-mail address as well.',
      zh: '没有 scope：集成的权限（包括能否读取邮箱）在“Capabilities”中设置。',
    },
    {
      en: 'The token endpoint takes the secret by HTTP Basic only. Newer integrations get a refresh token, which is good for one use.',
      zh: '令牌端点只接受 HTTP Basic 方式的密钥。较新的集成会得到刷新令牌，且只能用一次。',
    },
  ],
}
