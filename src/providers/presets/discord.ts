import type { Preset } from '../preset.ts'

export const preset: Preset = {
  id: 'discord',
  name: 'Discord',
  region: 'west',
  checked: '2026-11-22',
  sources: [
    'discord.com/.well-known/oauth-authorization-server',
    'nextauthjs/next-auth packages/core/src/providers/discord.ts',
    'pilcrowonpaper/arctic v3 src/providers/discord.ts',
  ],
  confidence: 'high',
  unconfirmed: ['redirect'],
  endpoints: {
    authorization: 'https://discord.com/oauth2/authorize',
    token: 'https://discord.com/api/oauth2/token',
    userinfo: 'https://discord.com/api/users/@me',
    revocation: 'https://discord.com/api/oauth2/token/revoke',
  },
  authentication: 'client_secret_basic',
  publicClients: true,
  scopes: ['identify', 'email'],
  redirect: {
    loopback: 'yes',
    uri: 'http://127.0.0.1:8765/callback',
    port: 'exact',
    console: 'https://discord.com/developers/applications',
    register: {
      en: 'In discord.com/developers/applications > your application > OAuth2, add {redirect_uri} under "Redirects". Turn "Public Client" on for a client without a secret.',
      zh: '在 discord.com/developers/applications > 你的应用 > OAuth2 中，把 {redirect_uri} 加入“Redirects”。客户端没有密钥时打开“Public Client”。',
    },
    workarounds: [{ way: 'swap-host' }, { way: 'paste' }],
  },
  dialect: {
    claims: {
      sub: 'id', name: 'global_name | username', email: 'email',
      picture: 'https://cdn.discordapp.com/avatars/{id}/{avatar}.png',
    },
  },
  notes: [{
    en: 'The picture is a hash that becomes an address. The callback carries iss (RFC 9207).',
    zh: '头像只给出一个哈希值，须拼成地址。回调带有 iss（RFC 9207）。',
  }],
}
