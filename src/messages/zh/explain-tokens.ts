import type { enTokenReadings } from '../en/explain-tokens.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'
import { zhTokenKind } from './explain-token-kinds.ts'

/** 关于 JWT 的签名和封装的说法。 */
export const zhTokenReadings: Record<keyof typeof enTokenReadings, ReadingSentences> = {
  'claims-repeated': {
    said: d => `${zhTokenKind(d['kind'])}的同一个对象里，${text(d['names'])} 出现了不止一次`,
    why: () => 'JWT 里的名称必须唯一。重复时多数程序取最后一个，有的取第一个：一个程序校验的值，不一定是下一个程序使用的值。严格的程序会拒绝这个令牌。',
    fix: () => '让生成令牌的程序每个名称只写一次，并让验证方拒绝重复的名称。',
  },
  'members-repeated': {
    said: d => `响应的同一个对象里，${text(d['names'])} 出现了不止一次`,
    why: () => '同名成员重复时，多数程序取最后一个，有的取第一个：两个程序读到的响应不一样。',
    fix: () => '让服务器每个成员只写一次。',
  },
  'algorithm-none': {
    said: d => `${zhTokenKind(d['kind'])}没有签名：头部写着 alg “none”`,
    why: () => '任何人都能写出这样的令牌，填上任意用户。按头部的 alg 来验证的程序会接受所有伪造。',
    fix: () => '让令牌带签名（RS256、ES256），验证方只接受固定的算法列表，绝不接受 “none”。',
  },
  'signature-empty': {
    said: d => `令牌缺少签名：第二个点之后是空的，而头部写着 ${text(d['alg'])}`,
    why: () => '复制或写日志时被截断，或者有人去掉了签名。没有验证方会接受。',
    fix: () => '使用完整的令牌，三段都要，和收到时一样。',
  },
  'algorithm-missing': {
    said: () => 'ID 令牌的头部没有写明签名算法（alg）',
    why: () => '每个 JWT 都要写明算法。没有写的，验证方会拒绝。',
    fix: () => '让签发令牌的程序写上 alg，例如 RS256。',
  },
  'algorithm-unusual': {
    said: d => `ID 令牌用 ${text(d['alg'])} 签名，很少有客户端支持`,
    why: () => 'OpenID Connect 的客户端能验证 RS256、PS256、ES256 及同类算法或 EdDSA，其他算法会被拒绝。',
    fix: () => '为客户端注册 id_token_signed_response_alg，选一个它支持的算法，例如 RS256。',
  },
  'algorithm-symmetric': {
    said: d => `令牌用 ${text(d['alg'])}（共享密钥）签名，而这里期望的是密钥对${d['expected'] ? `（${text(d['expected'])}）` : ''}`,
    why: () => 'HS256 的密钥就是 client_secret。如果验证方把公钥当作这个密钥，就会接受任何人的签名（算法混淆）；只有公钥的验证方则会拒绝。',
    fix: d => `在授权服务器上把该客户端的签名算法设为 ${text(d['expected']) || 'RS256'}（Auth0：“Advanced Settings > OAuth > JsonWebToken Signature Algorithm”），并在验证方固定期望的算法。`,
  },
  'algorithm-shared': {
    said: d => `令牌用共享密钥签名（${text(d['alg'])}）`,
    why: () => '能验证它的人也能伪造它：密钥只能由授权服务器和这一个客户端持有，公开客户端不能用。',
    fix: () => '优先用 RS256 或 ES256。绝不要把授权服务器的公钥当作 HS256 的密钥。',
  },
  'algorithm-not-offered': {
    said: d => `令牌用 ${text(d['alg'])} 签名，而元数据里没有列出（${text(d['offered'])}）`,
    why: () => '客户端只接受 id_token_signing_alg_values_supported 里的或自己注册过的算法，其他的会拒绝。',
    fix: () => '为客户端注册 id_token_signed_response_alg，或把期望的算法改成令牌里的那个。',
  },
  'header-critical': {
    said: d => `头部把这些扩展标为必须理解（crit）：${text(d['names'])}`,
    why: () => '不认识其中任何一个的验证方都必须拒绝。',
    fix: () => '换用认识它们的验证库，或让授权服务器去掉 crit。',
  },
  'key-in-header': {
    said: d => `令牌自带密钥：头部有 ${text(d['names'])}${d['value'] ? `（${text(d['value'])}）` : ''}`,
    why: () => '伪造者会把自己的密钥放在这里。使用它的验证方会接受所有伪造，或去访问攻击者选定的地址。',
    fix: () => '只从所配置的颁发者的 jwks_uri 取密钥，忽略头部的 jwk、jku、x5u。',
  },
  'signature-fails': {
    said: d => `用给出的密钥验证${zhTokenKind(d['kind'])}的签名失败${d['kid'] ? `，尽管有密钥的 kid 是 ${text(d['kid'])}` : ''}`,
    why: () => '令牌被改过、用同一 kid 的另一把密钥签名、复制不全；或者这些密钥属于另一个颁发者或环境。',
    fix: () => '从令牌颁发者的 jwks_uri 重新取密钥，并逐字符核对令牌与授权服务器发出的是否一致。',
  },
  'signature-der': {
    said: d => `${text(d['alg'])} 签名用的是 DER 格式：有 ${text(d['length'])} 字节，应为 ${text(d['expected'])} 字节`,
    why: () => 'JWT 把 ECDSA 签名的两个数按固定长度直接拼接。用于 X.509 的库会生成 DER 序列，JWT 的校验方都不接受。',
    fix: () => '用 JOSE 库签名，或让库直接拼接两个数（Node 用 dsaEncoding: "ieee-p1363"，Java 用 SHA256withECDSAinP1363Format）。',
  },
  'client-signature-fails': {
    said: d => `${zhTokenKind(d['kind'])}的签名用${d['own'] ? '头部自带的密钥' : `kid 为 ${text(d['kid'])} 的密钥`}校验不通过`,
    why: () => '服务器会拒绝。它在签名后被改动、复制不完整，或者是用另一个密钥签名的。',
    fix: d => d['own'] ? '用 jwk 中公钥对应的私钥签名，并原样发送。' : '用以该 kid 注册的密钥签名，并原样发送 JWT。请逐字对照发送的内容。',
  },
  'token-cut': {
    said: d => `JWT 不完整：三段中只有 ${text(d['parts'])} 段${d['claims'] ? '' : '，声明无法读取'}`,
    why: () => '签名的 JWT 由点分隔的三段组成。如果只是复制或录制了一部分，其余内容没有判断；如果发送的就是这样，会被拒绝。',
    fix: () => '完整复制令牌，写在一行里，中间不要换行。',
  },
  'token-encrypted-to-provider': {
    said: d => `令牌是加密的（JWE，五段，alg ${text(d['alg'])}）：对外不透明，只给授权服务器自己`,
    why: () => '它不是 API 能验证的 JWT：只有授权服务器能打开。验证方期望三段，所以报 “jwt malformed”。',
    fix: d => d['auth0'] ? '指明 API：授权请求加上 audience=API_IDENTIFIER（Auth0）。没有 audience，访问令牌只能用于 /userinfo。' : '按 audience 或 resource 请求给该 API 的访问令牌，或让 API 用内省。',
  },
  'token-encrypted': {
    said: d => `令牌是加密的（JWE，五段，alg ${text(d['alg'])}，enc ${text(d['enc'])}）`,
    why: () => '只有私钥持有者能读；验证签名 JWT（三段）的程序会说格式错误。',
    fix: () => '先用客户端的密钥解密。或者注册客户端时不要加密（不设 id_token_encrypted_response_alg）。',
  },
}
