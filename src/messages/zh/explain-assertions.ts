import type { enAssertionReadings } from '../en/explain-assertions.ts'
import type { ReadingSentences } from '../explain.ts'
import { exact, text } from '../chinese-text.ts'
import { zhDifference } from './explain-differences.ts'
import { zhSpan } from './telling.ts'

const apple = '重新生成密钥：alg 为 ES256 并带 kid（Key ID），iss 为 Team ID，sub 为 Services ID，aud 为 https://appleid.apple.com，exp 至多六个月之后。'

/** 关于客户端用来认证的 JWT 的说法。 */
export const zhAssertionReadings: Record<keyof typeof enAssertionReadings, ReadingSentences> = {
  'assertion-party-missing': {
    said: d => `客户端断言没有 ${text(d['missing'])}`,
    why: () => 'iss 和 sub 都标识客户端，都是必需的，值都是 client_id。',
    fix: () => '把 iss 和 sub 设为 client_id。',
  },
  'assertion-party-differs': {
    said: d => `客户端断言的 iss 与 sub 不同：${exact(d['iss'])} 和 ${exact(d['sub'])}`,
    why: () => '客户端认证自己时，既是签发者也是主体。服务器返回 invalid_client。',
    fix: () => '把 iss 和 sub 都设为 client_id，而不是用户、授权服务器或应用的地址。',
  },
  'assertion-other-client': {
    said: d => `客户端断言属于 ${text(d['sub'])}，而请求里写着 client_id=${text(d['client'])}`,
    why: () => '有断言时可以不发 client_id；要发就必须与断言的主体相同。',
    fix: () => '两处用同一个 client_id。',
  },
  'assertion-audience-missing': {
    said: () => '客户端断言没有受众（aud）',
    why: () => '没有 aud，它可能被拿到另一台服务器使用。服务器以 invalid_client 拒绝。',
    fix: () => '把 aud 设为授权服务器的颁发者，或按其要求设为令牌端点。',
  },
  'assertion-audience-differs': {
    said: d => `客户端断言是给另一个受众的：aud 是 ${exact(d['audience'])}，而服务器是 ${exact(d['expected'])}`,
    why: d => `受众必须是收到它的服务器：它的颁发者或令牌端点。不匹配就返回 invalid_client。${zhDifference(d['difference'])}`,
    fix: d => `把 aud 设为元数据里的颁发者，或令牌端点的地址，逐字符一致：${text(d['all'])}。`,
  },
  'assertion-audience-endpoint': {
    said: d => `客户端断言的受众是 ${text(d['audience'])}，不是颁发者 ${text(d['expected'])}；它可能是令牌端点`,
    why: () => '颁发者和令牌端点的地址都可以。其他地址会被拒绝（invalid_client）。',
    fix: () => '把 aud 与授权服务器元数据中的 token_endpoint 逐字对照。',
  },
  'assertion-audience-several': {
    said: d => `客户端断言有多个受众：${text(d['audience'])}`,
    why: () => '有些服务器（Entra、FAPI 2.0）只接受一个文本形式的受众，拒绝数组。',
    fix: () => '把 aud 设为一个值：服务器的颁发者。',
  },
  'assertion-type': {
    said: d => `客户端断言的类型不对：typ 是 ${text(d['type'])}`,
    why: () => '这是另一种 JWT 的类型。检查 typ 的服务器会拒绝。',
    fix: () => '把 typ 设为 JWT 或 client-authentication+jwt，或去掉。',
  },
  'assertion-expiry-missing': {
    said: () => '客户端断言没有 exp',
    why: () => 'exp 是必需的：否则看到断言的人可以永远使用。',
    fix: () => '把 exp 设为 iat 之后一分钟左右，每个请求都重新生成。',
  },
  'assertion-long-lived': {
    said: d => `客户端断言的有效期是 ${zhSpan(d['lives'])}`,
    why: () => '它是凭据：在日志里看到它的人到期前都能冒充客户端。服务器会限制时长，多为五分钟或一小时。',
    fix: () => '让它在 iat 之后一分钟左右过期，每个请求都重新生成。',
  },
  'assertion-by-secret': {
    said: d => `客户端断言用 client_secret 签名（client_secret_jwt，${text(d['alg'])}）`,
    why: () => '期望 private_key_jwt 的服务器会拒绝；那需要私钥（RS256、PS256、ES256）。',
    fix: () => '核对注册信息里的 token_endpoint_auth_method。',
  },
  'assertion-twice': {
    said: d => `同一个客户端断言发送了 ${text(d['count'])} 次`,
    why: () => '记录 jti 的服务器会把第二次当作重放而拒绝。',
    fix: () => '每个请求（包括重试）都用新的 jti 重新生成断言。',
  },
  'assertion-without-id': {
    said: () => '客户端断言没有 jti',
    why: () => 'OpenID Connect 要求它：服务器靠 jti 识别重放。严格的服务器会拒绝。',
    fix: () => '加上 jti，每次一个新的随机值。',
  },
  'apple-audience': {
    said: d => `Apple 的 client_secret 的受众是 ${text(d['audience']) || '缺失'}，不是 https://appleid.apple.com`,
    why: () => 'aud 必须正好是 https://appleid.apple.com，否则 Apple 返回 invalid_client。',
    fix: () => apple,
  },
  'apple-lifetime': {
    said: d => `Apple 的 client_secret 有效期太长：${zhSpan(d['lives'])}`,
    why: () => 'Apple 只接受 iat 与 exp 之间至多六个月（15777000 秒），超过就返回 invalid_client。',
    fix: () => apple,
  },
  'apple-algorithm': {
    said: d => `Apple 的 client_secret 用 ${text(d['alg']) || '无算法'} 签名，不是 ES256`,
    why: () => 'Apple 给的密钥（.p8）是 P-256 曲线的。其他算法会得到 invalid_client。',
    fix: () => apple,
  },
  'apple-key-id': {
    said: () => 'Apple 的 client_secret 头部没有 kid',
    why: () => 'Apple 靠 kid 知道是团队的哪把密钥签的。没有就返回 invalid_client。',
    fix: () => apple,
  },
  'apple-team': {
    said: d => `Apple 的 client_secret 的 iss 是 ${text(d['iss']) || '缺失'}，不是 Team ID`,
    why: () => 'iss 是 Team ID：开发者账号右上角的十位字母和数字。否则返回 invalid_client。',
    fix: () => apple,
  },
  'apple-client-differs': {
    said: d => `Apple 的 client_secret 的 sub 是 ${exact(d['sub']) || '缺失'}，而 client_id 是 ${exact(d['client'])}`,
    why: () => 'sub 必须是 client_id：网页用 Services ID，应用用 bundle id。两者不匹配，返回 invalid_client。',
    fix: () => apple,
  },
}
