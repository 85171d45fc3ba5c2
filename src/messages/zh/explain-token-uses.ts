import type { enTokenUseReadings } from '../en/explain-token-uses.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'

/** 关于令牌被当作另一种令牌使用的说法。 */
export const zhTokenUseReadings: Record<keyof typeof enTokenUseReadings, ReadingSentences> = {
  'id-token-as-access-token': {
    said: d => `把 ID 令牌当作访问令牌发送。它是给客户端的：aud 是 ${text(d['audience'])}${d['signs'] ? `，而且带有 ${text(d['signs'])}` : ''}`,
    why: () => 'ID 令牌告诉客户端谁登录了。API 必须拒绝它：受众不对，也不授予任何权限。',
    fix: d => `请发送同一响应里的访问令牌。如果那个是不透明的，就请求给该 API 的令牌：${/auth0/.test(text(d['issuer'])) ? '授权请求加上 audience=API_IDENTIFIER（Auth0）' : '在授权请求里给出它的 audience、resource 或 scope'}。`,
  },
  'refresh-token-as-access-token': {
    said: () => '把刷新令牌当作访问令牌发给了 API',
    why: () => '刷新令牌只发给授权服务器的令牌端点。API 会拒绝，也绝不该看到它。',
    fix: () => '发送 access_token，refresh_token 只用于 grant_type=refresh_token。',
  },
  'assertion-as-access-token': {
    said: () => '把客户端自己签的 JWT 当作访问令牌发送',
    why: () => '它由客户端签发（iss 与 sub 相同），不是授权服务器签发的：这是客户端断言，只能用于令牌端点。',
    fix: () => '先在令牌端点换取访问令牌（client_assertion，或 JWT bearer 授权的 assertion），再发送那个。',
  },
  'access-token-as-id-token': {
    said: () => '把访问令牌当作 ID 令牌使用',
    why: () => '它是给 API 的，不能向这个客户端证明有人登录：任何拿到它的客户端都能出示。',
    fix: () => '使用令牌响应里的 id_token；没有的话请求 openid 这个 scope。',
  },
  'logout-token-as-id-token': {
    said: () => '把登出令牌当作 ID 令牌使用',
    why: () => '它说明会话已结束，并不证明有人登录。',
    fix: () => '在期望 ID 令牌处，拒绝带 events 声明或 typ 为 logout+jwt 的令牌。',
  },
  'id-token-as-logout-token': {
    said: () => '把 ID 令牌当作登出令牌发送',
    why: () => '登出令牌带有 backchannel-logout 事件，而且没有 nonce。这个带着 ID 令牌的内容，必须拒绝。',
    fix: () => '发送带 events、jti 以及 sub 或 sid 的登出令牌；用 ID 令牌去测试登出端点不会成功。',
  },
  'claim-type': {
    said: d => `${text(d['name'])} 是字符串（“${text(d['value'])}”），标准规定的类型是 ${text(d['type'])}`,
    why: () => '强类型语言的程序读不了它（cannot unmarshal string）。',
    fix: () => '让服务器不加引号（Keycloak 在 mapper 的 Claim JSON Type 里设置），或在客户端转换。',
  },
}
