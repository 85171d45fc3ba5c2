import type { StandardCode } from '../../explain/readings/refusals/standard-codes.ts'
import type { enRefusalReadings } from '../en/explain-refusals.ts'
import type { ReadingDetails, ReadingSentences } from '../explain.ts'
import type { Remedy } from '../remedy.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhCause } from './explain-causes.ts'
import { zhGrantCauses } from './explain-grants.ts'
import { zhProviderName } from './explain-providers.ts'

/** 没有更确切的线索时，标准错误码的含义。 */
const standard: Record<StandardCode, Remedy> = {
  invalid_request: ['请求格式不对：缺少参数、参数重复，或值不被接受。', '把每个参数与文档核对。令牌请求用 POST 和 application/x-www-form-urlencoded，不要用 JSON。'],
  invalid_client: ['客户端认证失败：client_id 或密钥不对，或认证方式与注册的不同（Basic 请求头或表单）。', '重新复制 client_id 和密钥，不要带空格。核对 token_endpoint_auth_method：client_secret_basic 还是 client_secret_post。'],
  invalid_grant: ['授权码或刷新令牌无效：已过期、已用过、被撤销、属于另一个客户端，或 redirect_uri、code_verifier 与授权请求的不匹配。', '每个授权码立即兑换一次，用同一个 client_id、redirect_uri 和 code_verifier。刷新令牌失效就重新登录，并保存最新的。'],
  unauthorized_client: ['该客户端不能使用这种授权类型或 response_type。', '在授权服务器上为客户端允许。有些服务器对没有认证的客户端也这样说。'],
  unsupported_grant_type: ['令牌端点不认识这种授权类型：写错、缺失，或正文它读不了（JSON 而非表单）。', '按标准的写法（授权码用 authorization_code），用 POST 以表单（application/x-www-form-urlencoded）发送 grant_type。'],
  invalid_scope: ['某个 scope 未知、写错或不允许该客户端使用；或没有用空格分隔。', '与 scopes_supported 核对，用空格分隔，并为客户端允许。'],
  unsupported_response_type: ['授权服务器不接受该 response_type，或不给这个客户端。', '使用 response_type=code，并为客户端打开该流程。'],
  access_denied: ['用户或授权服务器的规则拒绝了访问。', '让用户重新登录并同意；请管理员查看规则（分配、策略、测试用户）。'],
  server_error: ['授权服务器自己出错了。', '查看它当时的日志，稍后再试。'],
  temporarily_unavailable: ['授权服务器过载或在维护。', '稍后再试，逐渐加大间隔。'],
  login_required: ['发送了 prompt=none，却没有会话：用户未登录，或浏览器在 iframe 里不发送授权服务器的 Cookie（第三方 Cookie）。', '退回到交互式登录；用刷新令牌代替隐藏的 iframe。'],
  consent_required: ['需要用户同意，而 prompt=none 不允许询问。', '让用户交互式登录。'],
  interaction_required: ['授权服务器必须询问用户，而 prompt=none 不允许。', '让用户交互式登录。'],
  invalid_token: ['访问令牌不被接受：已过期、被撤销、格式不对，受众或颁发者不对。', '把令牌的 exp、aud、iss 与 API 期望的核对。发送访问令牌而不是 ID 令牌；过期就刷新。'],
  insufficient_scope: ['访问令牌缺少该请求需要的 scope。', '在授权请求里请求它，为客户端允许，然后重新登录。'],
  invalid_target: ['resource 或 audience 未知，或不允许该客户端使用。', '按 API 元数据的原样发送 resource，并在授权服务器上注册。'],
  redirect_uri_mismatch: ['发送的重定向 URI 没有为该客户端注册：逐字符比较（协议、主机、端口、路径、末尾的斜杠）。', '原样注册该 URI；应用在代理后面时，要让它用 https 和公网主机名生成该 URI。'],
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
  unsupported_token_type: ['该端点不撤销这种令牌。', '改为撤销刷新令牌。'],
  invalid_authorization_details: ['authorization_details 不被接受：类型未知，或成员不对。', '与 authorization_details_types_supported 核对。'],
  registration_not_supported: ['授权服务器不接受参数 registration。', '去掉它，注册客户端。'],
  request_not_supported: ['授权服务器不接受请求对象。', '直接发送参数，或推送（PAR）。'],
  request_uri_not_supported: ['授权服务器不接受 request_uri。', '直接发送参数。'],
}

const remedyFor = (d: ReadingDetails) => pick(zhGrantCauses, d['cause']) ?? pick(standard, d['cause']) ?? standard.invalid_request

function quoted(d: ReadingDetails): string {
  const numbers = Array.isArray(d['numbers']) ? (d['numbers'] as readonly string[]).filter(number => !text(d['error']).includes(number)).slice(0, 2) : []
  const codes = [text(d['error']), ...numbers.map(text)].filter(code => code !== '').join(' / ')
  const words = text(d['description'])
  return [codes, words !== codes && words !== '' ? `“${words}”` : ''].filter(part => part !== '').join('：')
}

const refused = (d: ReadingDetails) => `${zhProviderName(d['provider'])}拒绝了${d['status'] ? `（状态 ${text(d['status'])}）` : ''}：${quoted(d)}`

/** 关于授权服务器的拒绝的说法。 */
export const zhRefusalReadings: Record<keyof typeof enRefusalReadings, ReadingSentences> = {
  'refused-known': { said: refused, why: d => zhCause(d['cause'])[0], fix: d => zhCause(d['cause'])[1] },
  'refused-by-standard': { said: refused, why: d => remedyFor(d)[0], fix: d => remedyFor(d)[1] },
  'refused-otherwise': {
    said: refused,
    why: () => '标准中没有这个错误码，oauth-walk 也不知道它的原因。',
    fix: () => '请在授权服务器的文档中查找这个错误码，并与请求核对。',
  },
  'page-redirect-uri': {
    said: d => `授权服务器用自己的页面拒绝了：“${text(d['words'])}”`,
    why: () => '从页面文字看，发送的重定向 URI 没有为该客户端注册。授权服务器逐字比较，绝不把浏览器送到未注册的地址。',
    fix: () => '注册与授权请求中的 redirect_uri 完全一致的地址：协议、主机、端口、路径和末尾的斜杠都要相同。',
  },
  'page-client': {
    said: d => `授权服务器用自己的页面拒绝了：“${text(d['words'])}”`,
    why: () => '从页面文字看，它不认识该 client_id，或该客户端已被停用。客户端也可能注册在另一个租户或 realm。',
    fix: () => '重新复制 client_id，并看看地址中的租户或 realm 是不是注册该客户端的那个。',
  },
  'page-error-unknown': {
    said: d => `这是一个错误页面：“${text(d['words'])}”`,
    why: () => '页面没有错误码，原因未知。',
    fix: () => '查看授权服务器当时的日志。把授权请求也一并提供（--request 或 HAR 文件），就能一起检查。',
  },
}
