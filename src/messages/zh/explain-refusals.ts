import type { StandardCode } from '../../explain/readings/refusals/standard-codes.ts'
import type { enRefusalReadings } from '../en/explain-refusals.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import type { Remedy } from '../remedy.ts'
import { pick, text } from '../text.ts'
import { zhCause } from './explain-causes.ts'
import { zhDifference } from './explain-differences.ts'
import { zhProviderName } from './explain-providers.ts'

/** 没有更确切的线索时，标准错误码的含义。 */
const standard: Record<StandardCode, Remedy> = {
  invalid_request: ['请求格式不对：缺少参数、参数重复，或值不被接受。', '把每个参数与文档核对。令牌请求用 POST 和 application/x-www-form-urlencoded，不要用 JSON。'],
  invalid_client: ['客户端认证失败：client_id 或密钥不对，或认证方式与注册的不同（Basic 请求头或表单）。', '重新复制 client_id 和密钥，不要带空格。核对 token_endpoint_auth_method：client_secret_basic 还是 client_secret_post。'],
  invalid_grant: ['授权码或刷新令牌无效：已过期、已用过、被吊销、属于另一个客户端，或 redirect_uri、code_verifier 与授权请求的不匹配。', '每个授权码立即兑换一次，用同一个 client_id、redirect_uri 和 code_verifier。刷新令牌失效就重新登录，并保存最新的。'],
  unauthorized_client: ['该客户端不能使用这种授权类型或 response_type。', '在授权服务器上为客户端允许（authorization_code、refresh_token），并看看客户端是否认证。'],
  unsupported_grant_type: ['令牌端点不认识这种授权类型：写错、缺失，或正文它读不了（JSON 而非表单）。', '用 POST 以表单（application/x-www-form-urlencoded）发送 grant_type=authorization_code。'],
  invalid_scope: ['某个 scope 未知、写错或不允许该客户端使用；或没有用空格分隔。', '与 scopes_supported 核对，用空格分隔，并为客户端允许。'],
  unsupported_response_type: ['授权服务器不接受该 response_type，或不给这个客户端。', '使用 response_type=code，并为客户端打开该流程。'],
  access_denied: ['用户或授权服务器的规则拒绝了访问。', '让用户重新登录并同意；请管理员查看规则（分配、策略、测试用户）。'],
  server_error: ['授权服务器自己出错了。', '查看它当时的日志，稍后再试。'],
  temporarily_unavailable: ['授权服务器过载或在维护。', '稍后再试，逐渐加大间隔。'],
  login_required: ['发送了 prompt=none，却没有会话：用户未登录，或浏览器在 iframe 里不发送授权服务器的 Cookie（第三方 Cookie）。', '退回到交互式登录；用刷新令牌代替隐藏的 iframe。'],
  consent_required: ['需要用户同意，而 prompt=none 不允许询问。', '让用户交互式登录。'],
  interaction_required: ['授权服务器必须询问用户，而 prompt=none 不允许。', '让用户交互式登录。'],
  invalid_token: ['访问令牌不被接受：已过期、被吊销、格式不对，受众或颁发者不对。', '把令牌的 exp、aud、iss 与 API 期望的核对。发送访问令牌而不是 ID 令牌；过期就刷新。'],
  insufficient_scope: ['访问令牌缺少该请求需要的 scope。', '在授权请求里请求它，为客户端允许，然后重新登录。'],
  invalid_target: ['resource 或 audience 未知，或不允许该客户端使用。', '按 API 元数据的原样发送 resource，并在授权服务器上注册。'],
  redirect_uri_mismatch: ['发送的重定向 URI 没有为该客户端注册：逐字符比较（协议、主机、端口、路径、末尾的斜杠）。', '原样注册该 URI；代理后面的应用要用 https 和公开主机得出它。'],
  invalid_redirect_uri: ['重定向 URI 不被接受：未注册、是 http，或带片段或通配符。', '注册准确的 https URI（http 只限回环地址）。'],
  invalid_request_uri: ['request_uri 已过期、已用过，或无法获取。', '每次登录前重新推送请求，每个引用只用一次。'],
  invalid_request_object: ['请求对象无效：签名、算法或声明不对。', '核对 iss、aud、client_id、exp 和 alg，注册客户端的密钥。'],
  invalid_dpop_proof: ['DPoP 证明不被接受：typ、alg、htm、htu、iat、jti、ath 或 nonce 不符。', '每个请求重新生成证明：htm 是方法，htu 是不带查询的地址，jti 和 iat 都要新的；校准时钟。'],
  use_dpop_nonce: ['还没有出错：服务器要求 DPoP 证明带上它给的 nonce。', '取请求头 DPoP-Nonce 的值作为 nonce，放进新的证明（新的 jti 和 iat），再发送一次。'],
  authorization_pending: ['没有出错：用户还没有在另一台设备上完成。', '按 interval 秒数继续轮询，直到 code 过期。'],
  slow_down: ['客户端问得太频繁。', '此后每次请求的间隔加长五秒。'],
  expired_token: ['用户完成之前，设备码已过期。', '用新的设备码重新开始。'],
  invalid_client_metadata: ['注册信息里有成员不被接受。', '把 redirect_uris、grant_types、response_types、token_endpoint_auth_method 与授权服务器支持的核对。'],
  unmet_authentication_requirements: ['授权服务器不能按 acr_values 的要求让该用户登录。', '降低要求，或让用户设置那种登录方式。'],
  insufficient_user_authentication: ['资源要求另一种或更新的登录（升级认证）。', '用质询里的 acr_values 和 max_age 发起新的授权请求。'],
  unsupported_token_type: ['该端点不吊销这种令牌。', '改为吊销刷新令牌。'],
  invalid_authorization_details: ['authorization_details 不被接受：类型未知，或成员不对。', '与 authorization_details_types_supported 核对。'],
  registration_not_supported: ['授权服务器不接受参数 registration。', '去掉它，注册客户端。'],
  request_not_supported: ['授权服务器不接受请求对象。', '直接发送参数，或推送（PAR）。'],
  request_uri_not_supported: ['授权服务器不接受 request_uri。', '直接发送参数。'],
}

function quoted(d: ReadingDetails): string {
  const numbers = Array.isArray(d['numbers']) ? (d['numbers'] as readonly string[]).filter(number => !text(d['error']).includes(number)).slice(0, 2) : []
  const codes = [text(d['error']), ...numbers.map(text)].filter(code => code !== '').join(' / ')
  const words = text(d['description'])
  return [codes, words !== codes && words !== '' ? `“${words}”` : ''].filter(part => part !== '').join('：')
}

const refused = (d: ReadingDetails) => `${zhProviderName(d['provider'])}拒绝了${d['status'] ? `（状态 ${text(d['status'])}）` : ''}：${quoted(d)}`

function values(d: ReadingDetails): string {
  return [d['expected'] && `期望 ${text(d['expected'])}`, d['actual'] && `令牌里是 ${text(d['actual'])}`].filter(Boolean).join('，')
}

const complaint = (what: string) => (d: ReadingDetails) => `${what}${values(d) ? `：${values(d)}` : ''}（“${text(d['said'])}”）`

/** 关于服务器或库所说的话。 */
export const zhRefusalReadings: Record<keyof typeof enRefusalReadings, ReadingSentences> = {
  'refused-known': { said: refused, why: d => zhCause(d['cause'])[0], fix: d => zhCause(d['cause'])[1] },
  'refused-by-standard': { said: refused, why: d => (pick(standard, d['cause']) ?? standard.invalid_request)[0], fix: d => (pick(standard, d['cause']) ?? standard.invalid_request)[1] },
  'refused-otherwise': {
    said: refused,
    why: () => '这不是标准的错误码，这里不知道它的原因；以授权服务器自己的话为准。',
    fix: () => '在授权服务器的文档里查这个错误码，并与请求核对。',
  },
  'complaint-issuer': {
    said: complaint('颁发者不匹配'),
    why: d => `令牌的 iss 与配置的颁发者逐字符比较。${d['difference'] ? zhDifference(d['difference']) : ''}${d['isEntra'] ? 'sts.windows.net 是 Entra 的 v1.0 令牌的颁发者，login.microsoftonline.com/…/v2.0 是 v2.0 的。' : ''}${d['inside'] ? '其中一个是网络内部的名字：授权服务器按被访问时的主机名来写。' : ''}`,
    fix: d => d['isEntra']
      ? '在该 API 的应用注册清单里把 requestedAccessTokenVersion（accessTokenAcceptedVersion）设为 2，或接受 v1.0 的颁发者。'
      : d['inside'] ? '给授权服务器一个公开地址（Keycloak：KC_HOSTNAME），各处都配置这个颁发者。' : '验证方要配置令牌里原样的 iss，包括末尾的斜杠；它就是元数据里的 issuer。',
  },
  'complaint-audience': {
    said: complaint('受众不匹配'),
    why: () => '令牌的 aud 不是验证方。它是给另一个 API 或客户端的：发错了令牌（ID 令牌、Graph 的令牌）、没有请求该受众，或验证方配置了别的值。',
    fix: d => `按 audience、resource 或 scope 请求给该受众${d['expected'] ? `（${text(d['expected'])}）` : ''}的令牌，或按令牌的 aud 配置验证方。`,
  },
  'complaint-expired': {
    said: complaint('令牌已过期'),
    why: () => '按验证方的时钟，exp 已过去：令牌旧了，或时钟不一致。',
    fix: () => '在 exp 之前刷新令牌，或重新登录。如果是新的，请核对时钟（NTP）。',
  },
  'complaint-early': {
    said: complaint('令牌来自未来'),
    why: () => 'iat 或 nbf 晚于验证方的时钟：两台机器的时钟不一致，或把本地时间当成了 UTC。',
    fix: () => '用网络时间（NTP）校准两边的时钟，容器和虚拟机会走偏。容许一分钟左右的误差。',
  },
  'complaint-nonce': {
    said: complaint('nonce 不匹配'),
    why: () => 'ID 令牌属于另一次登录，不是客户端记得的那次：两个标签页、后一次请求、丢失的 Cookie 或会话，或缓存的令牌。',
    fix: () => '以 state 为键保存每次登录的 nonce，直到回调；一次只开始一个登录。',
  },
  'complaint-algorithm': {
    said: complaint('签名算法不是期望的'),
    why: () => '客户端期望一种算法（通常是 RS256），而令牌用了另一种：用密钥的 HS256，或 ES256。',
    fix: () => '让两边一致：授权服务器上客户端的设置（id_token_signed_response_alg），或验证方期望的算法。绝不要用公钥去接受 HS256。',
  },
  'complaint-key': {
    said: d => `密钥集里没有令牌的 kid 对应的密钥${d['actual'] ? `（kid ${text(d['actual'])}）` : ''}（“${text(d['said'])}”）`,
    why: () => '这些密钥属于另一个颁发者、realm 或环境；或授权服务器轮换了密钥而缓存的是旧的；或 jwks_uri 访问不到。',
    fix: () => '按令牌颁发者的元数据取 jwks_uri；遇到不认识的 kid，重新取一次密钥。',
  },
  'complaint-signature': {
    said: complaint('签名验证失败'),
    why: () => '密钥与令牌不配：另一个颁发者的密钥、该用公钥却用了密钥（HS256、RS256）、令牌被改或被截断，或是只有 Graph 能验证的令牌。',
    fix: () => '用令牌颁发者的 jwks_uri 里 kid 对应的密钥验证；HS256 用原样的 client_secret（除非授权服务器说明，否则不要做 base64 解码）。',
  },
  'complaint-malformed': {
    said: complaint('发送的不是 JWT'),
    why: () => '签名的 JWT 是用点隔开的三段。不透明的访问令牌、加密的（五段）、空变量、引号或重复的 “Bearer” 都不是。',
    fix: () => '记录令牌的长度和点的个数。不透明的，就请求给该 API 的令牌（Auth0：audience），或让 API 用内省。',
  },
  'complaint-metadata-issuer': {
    said: complaint('元数据里的颁发者与所请求的不匹配'),
    why: d => `两者必须逐字符一致。${d['difference'] ? zhDifference(d['difference']) : '多为末尾的斜杠、http 与 https，或内部主机名。'}`,
    fix: d => d['inside'] ? '告诉服务器它的公开地址（Keycloak：KC_HOSTNAME），各处都用它访问。' : '客户端要配置元数据里原样的 issuer。',
  },
  'complaint-callback-issuer': {
    said: complaint('回调里的 iss 与授权服务器的颁发者不匹配'),
    why: () => '回调用 iss 指明授权服务器，以免两家的响应混淆。客户端配置了另一个颁发者，或响应来自另一家。',
    fix: () => '按元数据原样配置颁发者，包括末尾的斜杠。有多家授权服务器时，记住每个 state 属于哪一家。',
  },
  'complaint-access-token-hash': {
    said: complaint('at_hash 与访问令牌不匹配'),
    why: () => 'ID 令牌与访问令牌不属于一起，或 at_hash 的算法不对（整个哈希、另一种算法）。',
    fix: () => '两个令牌取自同一个响应。授权服务器按 alg 对应的哈希取左半部分，用 base64url。',
  },
  'complaint-authorized-party': {
    said: complaint('azp 缺失或是另一个客户端'),
    why: () => '受众不止一个时，ID 令牌必须以 azp 指明客户端。',
    fix: () => '让授权服务器只把 client_id 写进 aud，或加上 azp。',
  },
  'complaint-metadata-unreadable': {
    said: complaint('元数据读不到'),
    why: () => '验证方取不到元数据或密钥：颁发者地址不对、没有网络或代理、证书不受信任，或该用 https 却用了 http。',
    fix: () => '在那台机器上打开颁发者加 /.well-known/openid-configuration（curl -v），修好域名、TLS 或代理。',
  },
  'complaint-claim-missing': {
    said: d => `令牌缺少必需的声明：${text(d['actual'] || d['expected'])}（“${text(d['said'])}”）`,
    why: () => '验证方要求它：令牌是另一种（把访问令牌当 ID 令牌），或授权服务器没有写。',
    fix: () => '确认它是 ID 令牌，并让授权服务器加上该声明。',
  },
  'complaint-subject': {
    said: complaint('userinfo 的 sub 与 ID 令牌的不匹配'),
    why: () => '两者必须相同：否则访问令牌不属于这次登录，或授权服务器用两种方式标识用户。',
    fix: () => '让授权服务器在两处给出同一个 sub（同一形式、同一种主体类型），并使用同一响应里的访问令牌。',
  },
  'token-opaque': {
    said: d => `访问令牌是不透明的：不是 JWT（${text(d['length'])} 个字符）`,
    why: () => '只有授权服务器能读。要 JWT 的 API 找不到三段，就报格式错误。',
    fix: d => d['provider'] === 'auth0'
      ? '授权请求加上 audience=API_IDENTIFIER：没有 audience，Auth0 给的是用于 /userinfo 的不透明令牌。'
      : d['provider'] === 'google' ? 'Google 的访问令牌是不透明的：调用它的 tokeninfo 或 userinfo 端点；要登录自己的服务器就发送 ID 令牌。' : '请求给该 API 的令牌（audience 或 resource），或让 API 用内省（RFC 7662）。',
  },
  'challenge-metadata': {
    said: d => d['form'] === 'relative' ? `WWW-Authenticate 里的 resource_metadata 不是完整地址：${text(d['address'])}` : d['form'] === 'http' ? `WWW-Authenticate 里的 resource_metadata 是 http，不是 https：${text(d['address'])}` : `WWW-Authenticate 里的 resource_metadata 指向了授权服务器的元数据：${text(d['address'])}`,
    why: d => d['form'] === 'provider' ? '它必须指向资源自己的元数据（oauth-protected-resource），由那里指明授权服务器。' : '客户端取不到，或不得去取。代理后面的服务器往往不知道自己的公开地址。',
    fix: () => '写成绝对的 https 地址：/.well-known/oauth-protected-resource 加上资源的路径。',
  },
  'challenge-unquoted': {
    said: d => `resource_metadata 没有加引号：${text(d['address'])}`,
    why: () => '地址里有裸值不允许的字符：严格的客户端只读到第一个，或根本不读。',
    fix: () => '写成 resource_metadata="ADDRESS"。',
  },
  'challenge-scope': {
    said: d => `访问令牌缺少 scope：资源需要 ${text(d['needed']) || '更多'}（insufficient_scope）${d['description'] ? `：“${text(d['description'])}”` : ''}`,
    why: () => '令牌有效，但没有被授予该请求所需的权限。',
    fix: d => `在新的授权请求里请求${d['needed'] ? ` “${text(d['needed'])}”` : '该 scope'}，为客户端允许，并让用户同意。`,
  },
  'challenge-step-up': {
    said: d => `资源要求另一种登录（升级认证）：${[d['acr'] && `acr_values ${text(d['acr'])}`, d['age'] && `max_age ${text(d['age'])}`].filter(Boolean).join('，') || '没有说明是哪种'}`,
    why: () => '令牌有效，但用户的登录方式太弱或太久以前。',
    fix: () => '用这些 acr_values 和 max_age 发起新的授权请求。',
  },
  'challenge-dpop': {
    said: d => `令牌以 ${text(d['sent'])} 发送，而资源要求 DPoP`,
    why: () => '资源只接受绑定了密钥并带证明的令牌。',
    fix: () => '取得 DPoP 绑定的令牌（在令牌端点带证明），每个请求都发送 Authorization: DPoP 和证明。',
  },
  'challenge-scheme': {
    said: d => `资源不接受 ${text(d['sent'])}：它提供的是 ${text(d['offered'])}`,
    why: () => 'Authorization 请求头的方案服务器不认识：响应的是另一个中间件，或服务不对。',
    fix: () => '按它提供的方案发送，或让 API 接受 Bearer 令牌。',
  },
  'challenge-without-metadata': {
    said: d => `MCP 服务器返回 401，${d['hasField'] ? 'WWW-Authenticate 里没有 resource_metadata' : '没有 WWW-Authenticate'}`,
    why: () => '客户端不知道服务器的元数据在哪里，也就不知道去哪里登录，只能猜 well-known 地址。',
    fix: () => '返回 401 时带上 WWW-Authenticate: Bearer resource_metadata="https://HOST/.well-known/oauth-protected-resource/PATH"。',
  },
  'saml-not-oauth': {
    said: d => `这是 SAML 2.0 消息（${text(d['message'])}），不是 OAuth 或 OpenID Connect${d['issuer'] ? `；颁发者是 ${text(d['issuer'])}` : ''}${d['status'] && d['status'] !== 'Success' ? `；状态是 ${text(d['status'])}` : ''}`,
    why: () => '这是另一种协议：没有 code 和 state，OAuth 客户端读不了。身份提供商那边把应用建成了 SAML 应用。',
    fix: () => '在身份提供商那边改建 OpenID Connect（OIDC）应用，或把这个 POST 交给 SAML 服务提供者（assertion consumer service）。',
  },
}
