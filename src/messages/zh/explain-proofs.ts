import type { enProofReadings } from '../en/explain-proofs.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../chinese-text.ts'
import { zhDifference } from './explain-differences.ts'
import { zhSpan } from './telling.ts'

/** 关于 DPoP 证明的说法。 */
export const zhProofReadings: Record<keyof typeof enProofReadings, ReadingSentences> = {
  'proof-type': {
    said: d => `DPoP 证明的类型不对：typ 是 ${text(d['type']) || '缺失'}，不是 dpop+jwt`,
    why: () => '服务器靠 typ 知道这个 JWT 是作为证明生成的。其他的以 invalid_dpop_proof 拒绝。',
    fix: () => '把头部的 typ 设为 dpop+jwt。',
  },
  'proof-claims-missing': {
    said: d => `DPoP 证明缺少声明：${text(d['missing'])}`,
    why: () => '证明需要 jti、htm、htu、iat；缺一个就返回 invalid_dpop_proof。',
    fix: () => '补上：jti 随机，htm 是方法，htu 是不带查询的地址，iat 以秒计。',
  },
  'proof-symmetric': {
    said: d => `DPoP 证明用 ${text(d['alg'])} 签名，不是密钥对`,
    why: () => '证明要表明客户端持有私钥，公钥在 jwk 里。共享密钥或 “none” 证明不了什么。',
    fix: () => '用 ES256 或 dpop_signing_alg_values_supported 里的其他算法签名。',
  },
  'proof-key-missing': {
    said: () => 'DPoP 证明的头部没有公钥（jwk）',
    why: () => '服务器用它验证证明，并把令牌绑定到它的指纹（jkt）。',
    fix: () => '把公钥作为 jwk 放进头部。',
  },
  'proof-key-private': {
    said: () => 'DPoP 证明的 jwk 里带着私钥',
    why: () => '每台看到证明的服务器和日志现在都有了这把密钥，能使用与它绑定的令牌。',
    fix: () => 'jwk 里只放公钥成员（kty、crv、x、y），并更换这把密钥。',
  },
  'proof-method': {
    said: d => `DPoP 证明是给 ${text(d['htm'])} 的，而请求是 ${text(d['method'])}（htm）`,
    why: () => 'htm 必须是请求的方法，大写。不匹配：invalid_dpop_proof。',
    fix: () => '每个请求都用它的方法作为 htm 重新生成证明。',
  },
  'proof-address-query': {
    said: d => `DPoP 证明的 htu 带有查询或片段：${text(d['htu'])}`,
    why: () => 'htu 是不带查询和片段的地址。严格的服务器会拒绝。',
    fix: () => '在 ? 和 # 处截断 htu。',
  },
  'proof-address': {
    said: d => `DPoP 证明是给另一个地址的：htu 是 ${text(d['htu'])}，而请求发往 ${text(d['url'])}`,
    why: d => `htu 必须是请求的地址。不匹配：invalid_dpop_proof。${zhDifference(d['difference'])}`,
    fix: () => '按请求实际发往的地址生成证明。在代理后面的服务器要用公开地址比较（X-Forwarded-Proto 和 Host）。',
  },
  'proof-address-http': {
    said: d => `DPoP 证明是给 http 地址的：htu 是 ${text(d['htu'])}`,
    why: () => '经 https 访问的服务器用 https 与 htu 比较。其中一方在终结 TLS 的代理后面，两者就不匹配。',
    fix: () => '按公开的 https 地址生成证明。让服务器根据代理的 X-Forwarded-Proto 和 X-Forwarded-Host 得出自己的地址。',
  },
  'proof-hash-missing': {
    said: () => '与访问令牌一同发送的 DPoP 证明没有 ath',
    why: () => '访问资源时，证明必须用哈希（ath）指明令牌，否则适用于任何令牌。',
    fix: d => `加上 ath，即访问令牌的 SHA-256 的 base64url；这里是 ${text(d['expected'])}。`,
  },
  'proof-hash-differs': {
    said: d => `DPoP 证明的 ath 与旁边的访问令牌不匹配：它是 ${text(d['given'])}，而令牌算出的是 ${text(d['expected'])}`,
    why: () => '证明是给另一个访问令牌的：刷新之前的旧令牌，或者哈希的算法不对。',
    fix: () => '每换一个令牌都重新生成证明：ath 是整个访问令牌的 SHA-256，用不带填充的 base64url。',
  },
  'proof-other-key': {
    said: d => `DPoP 证明用的密钥与访问令牌绑定的不是同一把：jkt 是 ${text(d['bound'])}，证明的密钥是 ${text(d['own'])}`,
    why: () => '令牌只能与自己的密钥一起使用。客户端在拿到令牌之后又生成了新的密钥对，或用了另一个会话的。',
    fix: () => '把密钥对与令牌一起保存（浏览器里用 IndexedDB），一直用到令牌失效。',
  },
  'proof-as-bearer': {
    said: () => '绑定了密钥（cnf.jkt）的访问令牌被作为 Bearer 发送',
    why: () => '绑定的令牌要用 DPoP 方案：“Authorization: DPoP TOKEN” 加一个证明。作为 Bearer 必须拒绝。',
    fix: () => '按 token_type 的方案发送：DPoP。',
  },
  'proof-old': {
    said: d => `DPoP 证明是旧的：iat ${text(d['iat'])}，比 ${text(d['now'])} 早 ${zhSpan(d['ago'])}`,
    why: () => '服务器只接受几秒到几分钟内的证明。它早就生成了，或者时钟不一致。',
    fix: () => '每个证明都在请求前生成。用网络时间校准时钟，或使用服务器给的 nonce（DPoP-Nonce）。',
  },
}
