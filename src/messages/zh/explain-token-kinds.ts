import { pick } from '../text.ts'

const kinds: Record<string, string> = {
  id_token: 'ID 令牌', access_token: '访问令牌', refresh_token: '刷新令牌', client_assertion: '客户端断言', request_object: '请求对象', logout_token: '登出令牌',
  dpop_proof: 'DPoP 证明', assertion: '断言', authorization_response: '签名的授权响应', userinfo: '签名的 userinfo', introspection: '签名的内省响应', sd_jwt: 'SD-JWT',
}

/** JWT 在句子里的叫法。 */
export function zhTokenKind(name: unknown): string {
  return pick(kinds, name) ?? '令牌'
}
