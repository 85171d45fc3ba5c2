import type { enTokenReadings } from '../en/explain-tokens.ts'
import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'
import { zhDifference } from './explain-differences.ts'

const kinds: Record<string, string> = {
  id_token: 'ID 令牌', access_token: '访问令牌', refresh_token: '刷新令牌', client_assertion: '客户端断言', request_object: '请求对象', logout_token: '登出令牌',
  dpop_proof: 'DPoP 证明', assertion: '断言', authorization_response: '签名的授权响应', userinfo: '签名的 userinfo', sd_jwt: 'SD-JWT',
}

function kind(name: unknown): string {
  return pick(kinds, name) ?? '令牌'
}

/** 关于各种 JWT 的说法。 */
export const zhTokenReadings: Record<keyof typeof enTokenReadings, ReadingSentences> = {
  'algorithm-none': {
    said: d => `${kind(d['kind'])}没有签名：头部写着 alg “none”`,
    why: () => '任何人都能写出这样的令牌，填上任意用户。按头部的 alg 来验证的程序会接受所有伪造。',
    fix: () => '让令牌带签名（RS256、ES256），验证方只接受固定的算法列表，绝不接受 “none”。',
  },
  'signature-empty': {
    said: d => `令牌缺少签名：第二个点之后是空的，而头部写着 ${text(d['alg'])}`,
    why: () => '复制或写日志时被截断，或者有人去掉了签名。没有验证方会接受。',
    fix: () => '使用完整的令牌，三段都要，和收到时一样。',
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
  'time-in-milliseconds': {
    said: d => `令牌的 ${text(d['names'])} 用了毫秒（${text(d['value'])}），应为秒`,
    why: d => `NumericDate 是自 1970 年起的秒数。按秒读，${text(d['value'])} 是公元 ${text(d['year'])} 年：iat 和 nbf 在未来，exp 永远不到。`,
    fix: d => `在生成令牌处把毫秒除以 1000 并去掉小数，这里是 ${text(d['seconds'])}。`,
  },
  'time-not-number': {
    said: d => `令牌的 ${text(d['names'])} 不是数字（${text(d['value'])}）`,
    why: () => 'NumericDate 是表示秒数的 JSON 数字。日期文本或带引号的 "1700000000" 会被拒绝。',
    fix: () => '把时间写成秒数，不加引号。',
  },
  'times-reversed': {
    said: d => `令牌在签发之前就过期了：exp ${text(d['exp'])}，iat ${text(d['iat'])}`,
    why: () => '它在任何时刻都无效。通常是有效期为零或负数，或者 exp 用了另一种单位或时区。',
    fix: () => '把 exp 算成 iat 加有效期的秒数，都用 UTC。',
  },
  'token-early': {
    said: d => `令牌来自未来：${text(d['claim'])} 是 ${text(d['at'])}，而现在是 ${text(d['now'])}，早了 ${text(d['by'])}`,
    why: d => `${d['claim'] === 'nbf' ? '它还没有生效（nbf）。' : '验证方拒绝在未来签发的令牌（iat）。'}两台机器的时钟不一致${d['hours'] ? '；差整数个小时，说明某处把本地时间当成了 UTC' : ''}。`,
    fix: d => d['hours'] ? '用 UTC 计算时间，并用网络时间（NTP）校准两边的时钟。' : '用网络时间（NTP）校准两边的时钟；虚拟机和容器暂停后会走偏。验证方可以容许一分钟左右的误差。',
  },
  'token-expired': {
    said: d => `${kind(d['kind'])}已过期：exp ${text(d['exp'])}，在 ${text(d['now'])} 之前 ${text(d['ago'])}`,
    why: d => `不会再有验证方接受它${d['lived'] ? `；它的有效期是 ${text(d['lived'])}` : ''}。如果发送时是新的，就是时钟不一致。`,
    fix: d => d['kind'] === 'client_assertion' ? '每个请求都在发送前重新生成断言。' : '换一个新的：在 exp 之前用刷新令牌刷新，或重新登录。如果它本是新的，请核对时钟（NTP）。',
  },
  'expiry-missing': {
    said: d => `${kind(d['kind'])}没有 exp：永不过期`,
    why: () => '谁在日志里看到或偷走它，就能永远使用。要求 exp 的验证方会拒绝它。',
    fix: () => '让授权服务器写上 exp，几分钟到一小时之后。',
  },
  'token-long-lived': {
    said: d => `${kind(d['kind'])}有效期很长：${text(d['lives'])}`,
    why: () => '谁持有谁就能用，到期前无法收回。泄露之后的窗口就有这么长。',
    fix: () => '把访问令牌的有效期设为几分钟到一小时，配合轮换的刷新令牌。',
  },
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
  'audience-missing': {
    said: d => `${kind(d['kind'])}没有受众（aud）`,
    why: () => '看不出它是给谁的。检查 aud 的验证方会拒绝；不检查的会接受其他服务的令牌。',
    fix: d => d['provider'] === 'keycloak' ? '在 Keycloak 里，给该客户端的某个 client scope 加一个指向该 API 的 Audience mapper。' : '请求该 API 的受众（audience、resource 或它的 scope），并让授权服务器写进 aud。',
  },
  'audience-other-client': {
    said: d => `ID 令牌的 azp 是 ${text(d['client'])}，而受众是另一个客户端：${text(d['audience'])}`,
    why: () => 'aud 表示谁可以接受它。两者是同一项目的不同客户端 ID，例如 Android 或 iOS 应用与其服务端。',
    fix: () => '用请求令牌时的客户端 ID（服务端或 Web 客户端）与 aud 比较，而不是用移动应用的。',
  },
  'audience-not-client': {
    said: d => `ID 令牌是给另一个客户端的：受众（aud）是 ${text(d['audience'])}，而客户端是 ${text(d['client'])}`,
    why: () => 'aud 不含自己 client_id 的 ID 令牌必须拒绝：它证明的是在另一个应用的登录。',
    fix: () => '核对验证方配置里的 client_id 与授权请求里的，两处用同一个客户端。',
  },
  'audience-several': {
    said: d => `ID 令牌有多个受众却没有 azp：${text(d['audience'])}`,
    why: () => '受众不止一个时，由 azp 说明它是给哪个客户端的。严格的客户端会拒绝。',
    fix: () => '让授权服务器只把 client_id 写进 aud，或加上 azp；去掉往 ID 令牌里加受众的 mapper。',
  },
  'authorized-party-differs': {
    said: d => `ID 令牌的 azp 是 ${text(d['azp'])}，而客户端是 ${text(d['client'])}`,
    why: () => 'azp 是请求令牌的客户端。两者不同，说明不是这次登录产生的。',
    fix: () => '验证方改用 azp 里的 client_id，或用这个客户端登录。',
  },
  'audience-elsewhere': {
    said: d => d['expected'] ? `访问令牌的受众是别人：aud 是 ${text(d['audience']) || '缺失'}，而 ${text(d['expected'])} 期望的是自己` : `访问令牌的受众是别人：aud 是 ${text(d['audience']) || '缺失'}`,
    why: () => 'API 只接受 aud 里写着自己的令牌。这个不匹配：它是给另一个资源的。',
    fix: d => `${pick(atProvider, d['provider']) ?? '请求给该 API 的令牌：在授权请求里给出它的 audience、resource（RFC 8707）或 scope。'}如果 aud 才是对的，就改 API 配置里的受众。`,
  },
  'audience-is-client': {
    said: d => `访问令牌的受众是 ${text(d['audience'])}：不是你自己的 API`,
    why: () => '检查 aud 的 API（理应检查）会拒绝只写着客户端或 Keycloak 自带 “account” 的令牌。',
    fix: () => '让令牌带上该 API 的受众：Keycloak 用 client scope 里的 Audience mapper，其他用 audience、resource 或 scope。',
  },
  'cognito-no-audience': {
    said: d => `Cognito 的访问令牌没有 aud：客户端写在 client_id 里（${text(d['client'])}）`,
    why: () => '要求 aud 的验证方会拒绝 Cognito 的所有访问令牌。',
    fix: () => '改为检查 client_id、token_use “access” 和 scope。',
  },
  'issuer-missing': {
    said: () => 'ID 令牌没有颁发者（iss）',
    why: () => '看不出是谁签发的，也不知道该用哪些密钥验证。',
    fix: () => '让授权服务器写上 iss，与元数据里的完全一致。',
  },
  'issuer-differs': {
    said: d => `令牌的颁发者不匹配：iss 是 ${text(d['issuer'])}，期望的是 ${text(d['expected'])}`,
    why: d => `颁发者逐字符比较。${zhDifference(d['difference'])}${d['inside'] ? '其中一个是网络内部的名字（容器、localhost）：授权服务器按被访问时的主机名来写。' : ''}`,
    fix: d => d['inside']
      ? '给授权服务器一个公开地址，浏览器和后端都用它（Keycloak：KC_HOSTNAME，内部用 KC_HOSTNAME_BACKCHANNEL_DYNAMIC），验证方也配置这个颁发者。'
      : `验证方要配置令牌里原样的 iss：${text(d['issuer'])}，和元数据里的一样；不要加减斜杠。`,
  },
  'nonce-not-returned': {
    said: () => '授权请求带了 nonce，而 ID 令牌里没有',
    why: () => 'nonce 把 ID 令牌与这次登录绑在一起。没有它就可能被塞进偷来的令牌（重放），客户端会拒绝。',
    fix: () => '让授权服务器把授权请求里的 nonce 原样写进 ID 令牌，经过重定向和授权码都要保留。',
  },
  'nonce-differs': {
    said: d => `ID 令牌的 nonce（${text(d['came'])}）不是发送的那个（${text(d['sent'])}）`,
    why: () => 'nonce 不匹配：ID 令牌属于另一次登录（两个标签页、后一次请求覆盖了前一次、缓存的令牌），或者是重放。',
    fix: () => '每次登录的 state 和 nonce 分开存放，以 state 为键；一次只开始一个登录，用过就删掉。',
  },
  'hash-differs': {
    said: d => `ID 令牌的 ${text(d['claim'])} 与旁边的 ${text(d['of'])} 不匹配：它是 ${text(d['given'])}，而由 ${text(d['of'])} 算出的是 ${text(d['expected'])}`,
    why: d => `${text(d['claim'])} 是 ${text(d['of'])} 的哈希的左半部分，用 base64url 编码。${mistake(d['mistake'])}`,
    fix: d => d['mistake']
      ? `按 ${text(d['alg'])} 对应的哈希，对 ASCII 字符计算，取左半部分，用不带填充的 base64url。`
      : `不要使用这个 ${text(d['of'])}。授权服务器必须由它实际发送的 ${text(d['of'])} 计算 ${text(d['claim'])}；检查途中是否被替换。`,
  },
  'hash-missing': {
    said: d => `经浏览器传来的 ID 令牌没有 ${text(d['claim'])}`,
    why: d => `没有它，旁边的 ${text(d['of'])} 就没有与这次登录绑定，可能被换掉。`,
    fix: d => `让授权服务器加上 ${text(d['claim'])}，或改用授权码模式（response_type=code）加 PKCE。`,
  },
  'subject-missing': {
    said: () => 'ID 令牌没有 sub：不知道是谁登录',
    why: () => '只有 sub 标识用户。没有它的 ID 令牌会被拒绝。',
    fix: () => '让授权服务器写上 sub，对该用户永远不变的文本。',
  },
  'subject-not-text': {
    said: d => `ID 令牌的 sub 是 ${text(d['kind'])}，不是文本`,
    why: () => 'sub 是至多 255 个 ASCII 字符的字符串。其他类型会被拒绝，长数字还会丢失位数。',
    fix: () => '让授权服务器给用户 ID 加上引号。',
  },
  'subject-differs': {
    said: d => `userinfo 说的是另一个用户：那里的 sub 是 ${text(d['userinfo'])}，ID 令牌里是 ${text(d['token'])}`,
    why: () => '两者必须相同，否则访问令牌不属于这次登录（令牌替换）。',
    fix: () => '比较 sub，不同就拒绝 userinfo。如果授权服务器用两种方式标识用户，统一成一种（public 或 pairwise）。',
  },
  'signature-fails': {
    said: d => `用给出的密钥验证${kind(d['kind'])}的签名失败${d['kid'] ? `，尽管有密钥的 kid 是 ${text(d['kid'])}` : ''}`,
    why: () => '令牌被改过、用同一 kid 的另一把密钥签名、复制不全；或者这些密钥属于另一个颁发者或环境。',
    fix: () => '从令牌颁发者的 jwks_uri 重新取密钥，并逐字符核对令牌与授权服务器发出的是否一致。',
  },
  'sd-jwt-end': {
    said: () => 'SD-JWT 没有以 ~ 结尾',
    why: () => '每个披露之后都有一个波浪号；最后一个之后是密钥绑定 JWT，而这里不是。',
    fix: () => '在最后一个披露之后加 ~，或附上密钥绑定 JWT。',
  },
  'sd-jwt-disclosure': {
    said: d => `SD-JWT 的 ${text(d['all'])} 个披露中有 ${text(d['count'])} 个不属于它`,
    why: () => '它们的摘要不在颁发者签名的列表（_sd）里。验证方必须整个拒绝。',
    fix: () => '披露要按颁发者给的逐字节发送：重新编码会改变摘要。',
  },
  'sd-jwt-hash': {
    said: () => '密钥绑定 JWT 的 sd_hash 与它前面的内容不匹配',
    why: () => '它把持有者的签名绑定到这组披露上。之后又改动过。',
    fix: () => '先选定披露，再对直到最后一个 ~（含）的文本计算 sd_hash。',
  },
  'sd-jwt-unbound': {
    said: () => 'SD-JWT 带有密钥绑定，里面却没有密钥（cnf）',
    why: () => '不知道绑定应该是谁的签名。',
    fix: () => '让颁发者把持有者的密钥写进 cnf，或去掉绑定。',
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

const atProvider: Record<string, string> = {
  keycloak: '在 Keycloak 里，给该客户端的 client scope 加一个指向该 API 的 Audience mapper。',
  auth0: '授权请求加上 audience=API_IDENTIFIER（Auth0）。',
  microsoft: '请求该 API 的 scope（api://APP_ID/SCOPE）；Entra 的一个令牌只给一个资源。',
  okta: '使用受众为该 API 的自定义授权服务器（Okta：“Security > API”）。',
}

function mistake(name: unknown): string {
  const how: Record<string, string> = { whole: '这里用了整个哈希。', hex: '这里写成了十六进制。', base64: '这里是带填充或另一套字母表的 base64。' }
  const known = pick(how, name)
  if (known !== undefined) return known
  return name ? `这里用的是 ${text(name)}，不是 alg 对应的哈希。` : '两者不属于一起：其中一个被替换，或来自另一个响应。'
}
