import type { GrantCause } from '../../explain/readings/refusals/standard-codes.ts'
import type { Remedy } from '../remedy.ts'

/** 已知令牌请求的授权类型时，标准错误码的含义。 */
export const zhGrantCauses: Record<GrantCause, Remedy> = {
  'grant-not-offered': ['请求已在表单里写明授权类型：服务器不提供这种授权类型，或不给这个客户端。', '与元数据的 grant_types_supported 核对，并在授权服务器上为客户端允许；否则改用它提供的授权类型。'],
  'grant-refused-code': ['授权码无效：已过期、已兑换过、属于另一个客户端，或 redirect_uri、code_verifier 与授权请求的不匹配。', '每个授权码立即兑换一次，用同一次登录的 client_id、redirect_uri 和 code_verifier。'],
  'grant-refused-refresh': ['刷新令牌无效：已过期、被撤销、已被更新的取代，或属于另一个客户端。', '重新登录，此后保存每次响应里最新的刷新令牌。'],
  'grant-refused-password': ['用户名或密码不被接受；或该用户不能这样登录（已锁定、需要第二因素）。', '核对两者，并在表单里做百分号编码；最好让用户到授权端点登录（授权码加 PKCE）。'],
  'grant-refused-assertion': ['断言不被接受：签名、iss、sub、aud 或时间不对，或已用过。', '每个请求生成新的断言：aud 按服务器的要求，有效期要短，用它认识的密钥签名；校准时钟。'],
  'grant-refused-device': ['设备码无效：写错、已兑换过、已过期，或属于另一个客户端。', '发送 device_code（不是 user_code），并用取得它的 client_id；否则用新的设备码重新开始。'],
  'grant-refused-exchange': ['subject_token 或 actor_token 不被接受：已过期、被撤销、颁发者或受众不对。按标准，这里应返回 invalid_request。', '发送现在有效、且该服务器信任的令牌，并写明它的 subject_token_type。'],
  'grant-refused-client': ['这种授权类型不发送授权码或令牌，谈不上无效：服务器不给该客户端自己的令牌。', '查看客户端的注册：是否允许 client_credentials，它的服务账号是否启用。'],
  'grant-refused-ciba': ['auth_req_id 无效：写错、已兑换过、已过期，或属于另一个客户端。', '用最近一次后台请求的 auth_req_id 和同一个客户端轮询；否则重新发起。'],
  'grant-refused-other': ['为这种授权类型发送的内容无效：已过期、已用过，或属于另一个客户端。', '在授权服务器的文档里查这种 grant_type 需要带什么，并重新取得。'],
  'scope-wanted': ['没有发送 scope：服务器要求有，或它默认采用的 scope 不允许该客户端使用。', '发送客户端需要的 scope，用空格分隔（见 scopes_supported），或在授权服务器上为客户端设置默认 scope。'],
  'scope-of-earlier': ['这个请求没有 scope：服务器拒绝的是之前请求或授予的 scope，或要求再写一次。', '查看这次登录第一个请求的 scope，为客户端允许，然后重新登录。'],
}
