import type { enAnsweredReadings, enFlowReadings } from '../en/explain-flows.ts'
import type { Told } from '../explained.ts'

export const zhFlowReadings: Record<keyof typeof enFlowReadings, Told> = {
  'dpop-nonce-wanted': ['服务器要求 DPoP 证明带上它给的 nonce（use_dpop_nonce）；DPoP-Nonce 头里给出了', '这不是失败，而是一来一回的前半部分：服务器给出 nonce，客户端带上它再发一次请求。', '取 DPoP-Nonce 头的值，作为 nonce 放进新的 DPoP 证明（jti 和 iat 也要新的），把同一个请求再发一次。以后每个响应的 DPoP-Nonce 都保存最新的，用于下一个证明。'],
  'dpop-nonce-withheld': ['服务器要求 DPoP 证明带上 nonce（use_dpop_nonce），而客户端看不到 DPoP-Nonce 头', '没有 nonce 就做不出新的证明。在浏览器里，不公开的响应头脚本读不到。', '让服务器发送 DPoP-Nonce，并为脚本发送 Access-Control-Expose-Headers: DPoP-Nonce；然后用新的证明再发一次请求。'],
  'dpop-nonce-answered': ['服务器要求 DPoP nonce，客户端带上它又发了一次请求', 'DPoP 的 nonce 本来就是这样工作的。', '不用改；保存最新的 DPoP-Nonce 用于下一个请求。'],
  'proof-twice': ['同一个 DPoP 证明（同一个 jti）用在了两个请求里', '服务器对每个 jti 只接受一次：第二次是重放（invalid_dpop_proof）。', '每个请求都生成新的证明，重试时也一样。'],
  'proof-absent': ['访问令牌用 DPoP 方案发送，却没有 DPoP 头', '令牌与密钥绑定，而没有任何内容证明客户端持有它（invalid_token、invalid_dpop_proof）。', '每个请求都在 DPoP 头里发送证明。'],
  'bound-as-bearer': ['访问令牌与密钥绑定（token_type 是 DPoP），却用 Bearer 发送', '服务器必须拒绝：没有证明的话，偷来的令牌也能用。', '发送“Authorization: DPoP 令牌”和 DPoP 证明。'],
  'proof-key-changed': ['DPoP 证明所用的密钥与令牌请求时的不同', '访问令牌与第一个密钥绑定（cnf.jkt）：服务器拒绝第二个（invalid_token）。', '把密钥对与令牌一起保存，刷新页面和多个实例时也一样。'],

  'pushed-twice': ['同一个 request_uri 用在了两个授权请求里', '推送的请求只能用一次：服务器拒绝第二次（invalid_request_uri、invalid_request）。', '每次登录都重新推送。'],
  'pushed-by-another': ['请求由客户端 {client_id} 推送，却由 {other} 使用', 'request_uri 与推送它的客户端绑定：服务器会拒绝。', '两处用同一个 client_id。'],
  'pushed-too-long-ago': ['推送后 {seconds} 秒才使用 request_uri，而它的有效期是 {lifetime} 秒', '推送的请求已过期（invalid_request_uri）。', '用户开始登录时再推送，并立即打开地址。'],
  'request-and-uri': ['授权请求同时有 request 和 request_uri', '只能有其中之一（invalid_request）。', '只发送一个。'],
  'request-uri-pushed': ['向推送端点发送了 request_uri', '该端点是生成它的，不接受它（invalid_request）。', '推送各个参数，或把签名的请求作为 request 推送。'],
  'device-too-fast': ['设备轮询太频繁（slow_down）：与上一次相隔 {seconds} 秒；间隔应为 {interval} 秒', '服务器要求两次轮询之间至少隔 interval 秒，每次 slow_down 后再加 5 秒。', '轮询之间等待 interval 秒（没有给出时为 5 秒），每次 slow_down 后加 5 秒。'],
  'device-expired': ['用户确认之前，设备码已过期（{lifetime} 秒）', '之后服务器一直返回 expired_token。', '重新发起设备授权请求，显示新的用户码。'],
  'device-user-code': ['设备用 user_code 轮询', '服务器认识的是同一个响应中的 device_code；user_code 是给人输入的。', '发送 device_code。'],
  'resource-of-exchange-differs': ['令牌请求中的 resource 是 {other}，授权请求中的是 {resource}', '授权码是为另一个签发的：服务器拒绝（invalid_target），或令牌的受众不被 API 接受。末尾的斜杠也算不同。', '两个请求发送同一个 resource，与 API 的元数据完全一致。'],
  'resource-not-repeated': ['令牌请求没有 resource，而授权请求中的是 {resource}', '这个服务器要求两处都有（invalid_target）。', '两个请求都发送同一个 resource。'],
  'logout-redirect-uri': ['登出请求带有 redirect_uri', '参数名应是 post_logout_redirect_uri；redirect_uri 会被拒绝或忽略（Keycloak 18 之前接受）。', '发送已为客户端注册的 post_logout_redirect_uri，并带上 id_token_hint 或 client_id。'],
  'logout-without-hint': ['登出后要返回某个地址，却没有 id_token_hint 或 client_id', '服务器不知道该地址属于谁：不跳转、询问用户，或拒绝。', '发送 id_token_hint（该会话的 ID 令牌）或 client_id，并注册该地址。'],
  'logout-address-refused': ['授权服务器以 {status} 拒绝了退出登录：不接受 {uri} 作为 post_logout_redirect_uri（{description}）', '该地址必须为客户端单独注册（与 redirect_uri 分开），并逐字符比较（末尾斜杠、端口、协议）。', '把 {uri} 注册为客户端的退出后跳转地址，或发送已注册的地址。'],
  'logout-refused': ['授权服务器以 {status} 拒绝了退出登录：{description}', '授权服务器上的会话仍然存在：下次登录不会要求输入密码。', '把 id_token_hint、client_id 和 post_logout_redirect_uri 与客户端的注册信息对照。'],

  demanded: ['授权服务器说请求中缺少 {parameter}（“{description}”）', '发送的请求缺少必需的 {parameter}，或者放在了授权服务器不看的地方。', '{how:demanded}'],
}

const words = '授权服务器的原话：{description}'

export const zhAnsweredReadings: Record<keyof typeof enAnsweredReadings, Told> = {
  'answered-access-denied': ['授权服务器返回 access_denied：用户或策略拒绝了。{description}', '用户取消或没有同意授权，或授权服务器的规则（分配、条件访问、未审核的应用）不允许。', '重试并同意授权；否则请管理员为用户分配权限或批准该应用。'],
  'answered-invalid-request': ['授权服务器返回 invalid_request。{description}', '授权请求缺少参数、参数重复，或格式不对。', `对照授权服务器的文档检查请求。${words}`],
  'answered-unauthorized-client': ['授权服务器返回 unauthorized_client。{description}', '它认识该客户端，但该客户端不能使用这种流程（response_type、grant_type）。', '在客户端的注册中允许授权码模式。'],
  'answered-unsupported-response-type': ['授权服务器返回 unsupported_response_type（{response_type}）。{description}', '授权服务器或该客户端不接受这个 response_type；隐式模式常被停用。', '使用 response_type=code 和 PKCE，或在客户端的注册中允许另一种。'],
  'answered-unsupported-response-mode': ['授权服务器不支持这个 response_mode。{description}', '它不能与这个 response_type 或客户端一起使用。', '不发送 response_mode，或使用 form_post。'],
  'answered-invalid-scope': ['授权服务器返回 invalid_scope。{description}', '某个 scope（{scope}）不存在、写错了，或该客户端不能使用。', '在授权服务器上为客户端允许该 scope，或去掉它；多个 scope 用空格分隔。'],
  'answered-server-error': ['授权服务器返回 server_error：服务器上出错了。{description}', '问题在授权服务器，或它的配置（映射、上游身份源）。', '查看授权服务器此时的日志；稍后重试。'],
  'answered-temporarily-unavailable': ['授权服务器返回 temporarily_unavailable。{description}', '它过载或在维护。（Keycloak 的登录页面过期时也会这样：authentication_expired。）', '重试。'],
  'answered-login-required': ['授权服务器返回 login_required：它在这个浏览器里没有会话。{description}', '请求不允许显示页面（prompt=none），而用户没有登录，或浏览器在 iframe 中拦截了授权服务器的 Cookie（第三方 Cookie）。', '不带 prompt=none 请求，让用户登录；用刷新令牌而不是隐藏的 iframe 续期。'],
  'answered-interaction-required': ['授权服务器返回 interaction_required：它需要显示页面。{description}', '请求不允许显示页面（prompt=none），而用户需要操作：登录、同意授权、二次验证。', '不带 prompt=none 重新请求。'],
  'answered-consent-required': ['授权服务器返回 consent_required。{description}', '用户还没有同意这些 scope，而授权服务器又不能询问（prompt=none）。', '用 prompt=consent 请求，或由管理员同意。'],
  'answered-account-selection-required': ['授权服务器返回 account_selection_required。{description}', '用户在那里有多个会话，而请求不允许显示页面。', '用 prompt=select_account 请求，或发送 login_hint。'],
  'answered-invalid-request-uri': ['授权服务器返回 invalid_request_uri。{description}', 'request_uri 已过期、已用过，或无法获取。', '重新推送请求并立即使用。'],
  'answered-invalid-request-object': ['授权服务器返回 invalid_request_object。{description}', '签名的请求无法读取：签名、算法、受众、时间或 client_id 不对。', '对照客户端的注册检查请求对象的 alg、kid、iss、aud、exp。'],
  'answered-request-not-supported': ['授权服务器返回 request_not_supported。{description}', '它不接受请求对象。', '把参数放在地址里。'],
  'answered-request-uri-not-supported': ['授权服务器返回 request_uri_not_supported。{description}', '它不接受对请求的引用。', '把参数放在地址里。'],
  'answered-registration-not-supported': ['授权服务器返回 registration_not_supported。{description}', '它不接受 registration 参数。', '事先注册客户端。'],
  'answered-invalid-target': ['授权服务器返回 invalid_target。{description}', '它不认识该 resource，或该客户端不能请求它。', 'resource 要与 API 的元数据完全一致，并为客户端允许它。'],
  'answered-invalid-client': ['授权服务器返回 invalid_client。{description}', '它不认识该客户端，或该客户端已停用。', '对照注册检查 client_id，对照地址检查租户或 realm。'],
  'answered-unmet-authentication-requirements': ['授权服务器返回 unmet_authentication_requirements。{description}', '它达不到 acr_values 或 claims 要求的级别。', '请求它提供的级别（acr_values_supported）。'],
  'answered-user-cancelled-login': ['用户取消了登录。{description}', '标准中是 access_denied，LinkedIn 用这个。', '重新提供登录。'],
  'answered-otherwise': ['授权服务器返回错误 {error}。{description}', '这不是标准中的错误：其含义见授权服务器的文档。', words],
}
