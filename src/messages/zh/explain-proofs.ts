import type { enProofReadings } from '../en/explain-proofs.ts'
import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import { zhDifference } from './explain-differences.ts'

const apple = '重新生成密钥：alg 为 ES256 并带 kid（Key ID），iss 为 Team ID，sub 为 Services ID，aud 为 https://appleid.apple.com，exp 至多六个月之后。'

/** 关于自身即证明的 JWT的说法。 */
export const zhProofReadings: Record<keyof typeof enProofReadings, ReadingSentences> = {
  'assertion-party-missing': {
    said: d => `客户端断言没有 ${text(d['missing'])}`,
    why: () => 'iss 和 sub 都标识客户端，都是必需的，值都是 client_id。',
    fix: () => '把 iss 和 sub 设为 client_id。',
  },
  'assertion-party-differs': {
    said: d => `客户端断言的 iss 与 sub 不同：${text(d['iss'])} 和 ${text(d['sub'])}`,
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
    said: d => `客户端断言是给另一个受众的：aud 是 ${text(d['audience'])}，而服务器是 ${text(d['expected'])}`,
    why: d => `受众必须是收到它的服务器：它的颁发者或令牌端点。不匹配就返回 invalid_client。${zhDifference(d['difference'])}`,
    fix: d => `把 aud 设为元数据里的颁发者，或令牌端点的地址，逐字符一致：${text(d['all'])}。`,
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
    said: d => `客户端断言的有效期是 ${text(d['lives'])}`,
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
    said: d => `Apple 的 client_secret 有效期太长：${text(d['lives'])}`,
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
    said: d => `Apple 的 client_secret 的 sub 是 ${text(d['sub']) || '缺失'}，而 client_id 是 ${text(d['client'])}`,
    why: () => 'sub 必须是 client_id：网页用 Services ID，应用用 bundle id。两者不匹配，返回 invalid_client。',
    fix: () => apple,
  },
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
    said: d => `DPoP 证明是旧的：iat ${text(d['iat'])}，在 ${text(d['now'])} 之前 ${text(d['ago'])}`,
    why: () => '服务器只接受几秒到几分钟内的证明。它早就生成了，或者时钟不一致。',
    fix: () => '每个证明都在请求前生成。用网络时间校准时钟，或使用服务器给的 nonce（DPoP-Nonce）。',
  },
  'logout-nonce': {
    said: () => '登出令牌带有 nonce',
    why: () => '那里禁止 nonce，以免有人把登出令牌冒充 ID 令牌。客户端必须拒绝。',
    fix: () => '登出令牌里去掉 nonce；不要用 ID 令牌的声明来拼。',
  },
  'logout-event-missing': {
    said: d => `登出令牌缺少事件${d['given'] ? `：events 是 ${text(d['given'])}` : '：没有 events 声明'}`,
    why: () => '靠这个事件才知道它是登出令牌。没有的会被拒绝。',
    fix: d => `加上 "events": {"${text(d['event'])}": {}}。`,
  },
  'logout-nobody': {
    said: () => '登出令牌既没有 sub 也没有 sid',
    why: () => '不知道结束谁的会话。客户端会拒绝。',
    fix: () => '加上 sid（会话）或 sub（用户），或两者都加。',
  },
  'logout-claims-missing': {
    said: d => `登出令牌缺少声明：${text(d['missing'])}`,
    why: () => 'iss、aud、iat、jti 是必需的，缺少就会被拒绝。',
    fix: () => '补上它们。',
  },
  'logout-audience': {
    said: d => `登出令牌是给另一个客户端的：aud 是 ${text(d['audience'])}，而客户端是 ${text(d['client'])}`,
    why: () => '只有 aud 写着自己的令牌，客户端才会据此结束会话。',
    fix: () => '让授权服务器把该客户端的 client_id 写进 aud。',
  },
  'logout-expiry-missing': {
    said: () => '登出令牌没有 exp',
    why: () => '最终版规范要求它，旧版没有。',
    fix: () => '把 exp 设为 iat 之后两分钟左右。',
  },
  'request-nested': {
    said: d => `请求对象里又有 ${text(d['nested'])}`,
    why: () => '请求对象不得再引用另一个。',
    fix: () => '从它的声明里去掉 request 和 request_uri。',
  },
  'request-client-missing': {
    said: () => '请求对象没有 client_id',
    why: () => '服务器只取请求对象里的参数，而 client_id 在其中是必需的。',
    fix: () => '把 client_id 写进声明，并在地址里也写一次。',
  },
  'request-client-differs': {
    said: d => `地址里的 client_id（${text(d['beside'])}）与请求对象里的（${text(d['client'])}）不同`,
    why: () => '两者必须相同，否则服务器拒绝请求。',
    fix: () => '两处发送同一个 client_id。',
  },
  'request-issuer': {
    said: d => `请求对象的 iss 是 ${text(d['iss'])}，不是客户端 ${text(d['client'])}`,
    why: () => '请求对象由客户端生成并签名：iss 是 client_id。',
    fix: () => '把 iss 设为 client_id，把 aud 设为授权服务器的颁发者。',
  },
  'request-audience-missing': {
    said: () => '请求对象没有受众（aud）',
    why: () => '没有 aud，它可能被拿到同一客户端的另一家授权服务器使用。FAPI 要求它。',
    fix: () => '把 aud 设为授权服务器的颁发者。',
  },
  'request-as-assertion': {
    said: d => `请求对象带有 sub，而且就是 client_id（${text(d['client'])}）`,
    why: () => '这样它能被当作客户端断言：看到地址的人就能在令牌端点冒充客户端。',
    fix: () => '去掉 sub，并把 typ 设为 oauth-authz-req+jwt。',
  },
  'request-long-lived': {
    said: d => `请求对象的有效期是 ${text(d['lives'])}`,
    why: () => 'FAPI 要求 nbf 与 exp 相隔至多一小时。更长的可以重放。',
    fix: () => '把 exp 设为 nbf 之后几分钟。',
  },
  'request-beside-ignored': {
    said: d => `地址里的参数与请求对象里的不同：${text(d['names'])}`,
    why: () => '服务器只取请求对象里的；旁边的没有签名，不算数。',
    fix: () => '所有参数都放进请求对象，外面只留 client_id（以及 OpenID 要求的）。',
  },
}
