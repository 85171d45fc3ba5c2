import type { ExplainWords } from '../explain.ts'

export const zhExplainWords: ExplainWords = {
  kinds: {
    'authorization-request': '授权请求', 'authorization-response': '授权响应（回调）', 'sign-in': '在授权服务器登录', 'token-request': '令牌请求',
    'refresh-request': '刷新请求', 'userinfo-request': 'userinfo 请求', 'resource-request': '访问资源（API）的请求', 'pushed-request': '推送授权请求（PAR）',
    'device-request': '设备授权请求', 'device-poll': '设备令牌请求', 'introspection-request': '内省请求', 'revocation-request': '撤销请求',
    'registration-request': '客户端注册请求', 'logout-request': '退出登录请求', 'logout-token': '后端通道退出登录请求', 'metadata-request': '元数据', 'keys-request': '密钥集（JWKS）',
    saml: 'SAML 消息', page: '网页', other: 'HTTP 消息',
  },
  answers: {
    'token-request': '令牌端点的响应', 'refresh-request': '令牌端点的响应', 'userinfo-request': 'userinfo', 'resource-request': '资源（API）的响应',
    'pushed-request': '推送授权响应（PAR）', 'device-request': '设备授权响应', 'device-poll': '设备令牌响应', 'introspection-request': '内省响应',
    'registration-request': '客户端注册响应', 'metadata-request': '元数据', 'keys-request': '密钥集（JWKS）', page: '网页',
  },
  roles: {
    id_token: 'ID 令牌', access_token: '访问令牌（JWT）', refresh_token: '刷新令牌（JWT）', client_assertion: '客户端断言', request_object: '请求对象（JAR）',
    logout_token: '退出令牌', dpop_proof: 'DPoP 证明', authorization_response: '签名的授权响应（JARM）', userinfo: '签名的 userinfo', introspection: '签名的内省响应',
    software_statement: '软件声明', assertion: '断言', sd_jwt: 'SD-JWT（签发方签名的部分）', unknown: 'JWT',
  },
  documents: { metadata: '授权服务器的元数据', keySets: '密钥集（JWKS）', words: '其余文字' },
  step: (number, title) => `第 ${number} 步，共 6 步：${title}`,
  messages: count => `${count} 条消息`,
  status: status => `响应 ${status}`,
  ofEncrypted: { alg: '密钥的加密算法', enc: '内容的加密算法', zip: '加密前的压缩方式' },
  header: '头部', claims: '声明', encrypted: '它的声明已加密：只有持有密钥的一方能读。', unreadable: '它的声明无法读取。',
  signature: {
    holds: '用给出的密钥验证，签名有效。', fails: '用给出的任何密钥验证，签名都无效。', unknown: '没有验证签名：没有可用的密钥（--jwks）。',
    unmatched: '没有验证签名：现有的密钥中没有能确认属于签名者的。',
    ownHolds: '用头部自带的密钥验证，签名有效。', ownFails: '用头部自带的密钥验证，签名无效。',
  },
  page: '页面上写着',
  findings: (broken, weak, notes) => [[broken, '处错误'], [weak, '处弱点'], [notes, '条提示']].filter(([count]) => count !== 0).map(([count, word]) => `${count} ${word}`).join('，'),
  nothing: '没有发现问题。输入里没有的内容不作判断。',
  why: '原因', fix: '修改', rule: '依据', place: '位置',
  places: { line: number => `第 ${number} 行`, entry: number => `第 ${number} 条` },
  logins: (number, count) => `输入里有 ${count} 次登录，这是第 ${number} 次（--login N 查看其他）。`,
  audience: '令牌供谁使用',
  moreBelow: count => `……另有 ${count} 处，见下文`,
  more: count => `……还有 ${count} 条（-v 全部显示）`,
}
