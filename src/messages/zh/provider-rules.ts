import type { ProviderRules } from '../provider-rules.ts'
import { zhProviderRulesAtDoor } from './provider-rules-at-door.ts'

/** 后端通道的规则；元数据和授权端点的规则另有一个文件。 */
export const zhProviderRules: ProviderRules = {
  ...zhProviderRulesAtDoor,
  'pkce-wrong-verifier': {
    title: '拒绝错误的 code_verifier',
    sends: '令牌请求：授权码正确，code_verifier 换成另一个',
    attack: '有人在授权码经过浏览器时读到了它。PKCE 让它对别人毫无用处，除非随便一个值都能兑换。',
    change: '对令牌请求中的 code_verifier 计算 SHA-256，与授权码对应的 code_challenge 比较；不一致时返回 invalid_grant。',
  },
  'pkce-no-verifier': {
    title: '拒绝缺少 code_verifier 的请求',
    sends: '令牌请求：授权码正确，不带 code_verifier',
    attack: '有人在授权码经过浏览器时读到了它，只要省略这个证明就能兑换。',
    change: '授权码带有 code_challenge 时，必须凭 code_verifier 兑换；缺少时返回 invalid_grant。',
  },
  'pkce-downgrade': {
    title: '无法从请求中去掉 PKCE',
    sends: '授权请求不带 code_challenge，再带 code_verifier 兑换授权码',
    attack: '攻击者在浏览器里删掉请求中的 code_challenge。这样授权码不再绑定任何 code_verifier，可以塞进另一次登录。',
    change: '授权请求没有 code_challenge 时，拒绝带 code_verifier 的兑换；或者要求所有请求都使用 PKCE。',
  },
  'redirect-mismatch-at-token': {
    title: '授权码与 redirect_uri 绑定',
    sends: '令牌请求：授权码正确，redirect_uri 换成另一个',
    attack: '授权码从某个重定向 URI 泄露后，攻击者通过另一个重定向 URI 把它交给客户端，而授权服务器没有察觉。',
    change: '把授权请求的 redirect_uri 与授权码一起保存；请求带过 redirect_uri 时，令牌请求中的值不一致就返回 invalid_grant。',
  },
  'code-other-client': {
    title: '别的客户端不能兑换授权码',
    sends: '第二个客户端的令牌请求，带第一个客户端的授权码',
    attack: '在同一授权服务器注册的恶意客户端，拿偷来的授权码冒领另一个客户端的令牌。',
    change: '把 client_id 与授权码一起保存，对其他客户端一律返回 invalid_grant。',
  },
  'client-auth-wrong': {
    title: '拒绝错误的客户端密钥',
    sends: '两个令牌请求：一个带错误的客户端密钥，一个不带',
    attack: '任何人都能冒充这个客户端：拿到授权码或刷新令牌，就能以它的身份换取令牌。',
    change: '机密客户端访问令牌端点时，先验证客户端身份；失败时返回 401 invalid_client。',
  },
  'code-replay': {
    title: '授权码只能使用一次',
    sends: '1 秒后用同一个授权码再次兑换；若被接受，30 秒后再试一次',
    attack: '用过的授权码会留在历史记录和日志里，谁找到它，谁就能再换一份令牌。',
    change: '响应之前先把授权码标记为已使用；再次使用时返回 invalid_grant，并撤销第一次换得的令牌。',
  },
  'code-lifetime': {
    title: '授权码在 10 分钟内失效',
    sends: '令牌请求：授权码已签发 11 分钟，或 --slow 指定的时间',
    attack: '授权码有效期越长，日志或历史记录里的旧授权码就越有机会被人兑换。',
    change: '让授权码在 60 秒后失效，最长不超过 10 分钟。',
  },
  'code-in-parallel': {
    title: '并发请求只有一个能兑换授权码',
    sends: '同时发出 5 个令牌请求，授权码相同',
    attack: '攻击者与客户端同时兑换时，两个请求都查到授权码尚未使用，于是双方都得到令牌。',
    change: '查找授权码和标记为已使用必须是数据库的一步操作：用事务，或者用能返回是否命中的删除语句。',
  },
  'no-store-headers': {
    title: '令牌响应不会被缓存',
    sends: '不另发请求：读取令牌响应的头字段',
    attack: '代理或缓存保存了含有令牌的响应，之后把它交给别人。',
    change: '令牌端点的响应只要含有令牌，就加上 Cache-Control: no-store。',
  },
  'nonce-echo': {
    title: 'nonce 原样返回',
    sends: '两次登录：一次带特殊的 nonce，一次不带 nonce',
    attack: 'nonce 不能原样返回时，客户端分不清 ID 令牌属于本次登录，还是攻击者从另一次登录留下的。',
    change: '把授权请求的 nonce 逐字节写入 ID 令牌；请求没有 nonce 时，不要写这个声明。',
  },
  'id-token-sane': {
    title: 'ID 令牌的声明正确',
    sends: '不另发请求：读取本次得到的 ID 令牌',
    attack: '声明错误或缺失时，依赖它的客户端会接受签发给别人的令牌，或者早已过时的令牌。',
    change: '使用客户端注册的签名算法；写上 iss、aud、当前的 iat、不太远的 exp，以及由同一响应的访问令牌算出的 at_hash。',
  },
  'userinfo-token-handling': {
    title: 'userinfo 只接受有效令牌',
    sends: 'userinfo 请求：不带令牌、带编造的令牌、令牌放在地址里',
    attack: '地址会留在日志和历史记录里，其中的令牌会被别人读到。完全不校验令牌，数据就对所有人开放。',
    change: '令牌缺失或未知时返回 401 和 WWW-Authenticate: Bearer；不接受地址参数里的访问令牌。',
  },
  'refresh-rotation': {
    title: '刷新时换发新的刷新令牌',
    sends: '一个刷新请求',
    attack: '公开客户端的刷新令牌被盗后，在会话结束之前一直可用，而且没有人会察觉。',
    change: '公开客户端每次刷新都换发新的刷新令牌并作废旧的，或者把刷新令牌绑定到密钥（DPoP、双向 TLS）。',
  },
  'refresh-reuse': {
    title: '拒绝已用过的刷新令牌',
    sends: '先用旧的刷新令牌刷新，再用最新的刷新令牌刷新',
    attack: '攻击者和客户端各持有同一个令牌的副本。第二次使用时如果不结束会话，攻击者就能一直用下去。',
    change: '刷新令牌已用过时返回 invalid_grant，并撤销同一次授权的全部刷新令牌，包括最新的。',
  },
  'refresh-bounds': {
    title: '刷新不会超出原有授权',
    sends: '刷新请求：扩大 scope、由第二个客户端发出、不带客户端密钥',
    attack: '有人用偷来的刷新令牌换取更大的权限，或者在自己的客户端里使用它。',
    change: 'scope 超出授权时返回 invalid_scope，来自其他客户端时返回 invalid_grant，客户端没有验证身份时返回 401 invalid_client。',
  },
  revocation: {
    title: '撤销后的令牌不能再用',
    sends: '撤销请求：刷新令牌、编造的令牌、由另一个客户端发出',
    attack: '用户已经退出或收回授权，被盗的令牌却仍然有效。',
    change: '撤销刷新令牌时，一并撤销同一次授权的访问令牌；令牌未知也返回 200；不要撤销其他客户端的令牌。',
  },
  'introspection-open': {
    title: '内省端点验证调用者身份',
    sends: '内省请求：不验证身份',
    attack: '任何人都能在这里试探令牌，并从响应得知它属于谁、有什么权限。',
    change: '内省端点要验证调用者的身份，否则返回 401。',
  },
  'pushed-request-reuse': {
    title: '推送的请求只能使用一次',
    sends: '同一个 request_uri 用两次、由另一个客户端使用、不推送直接请求',
    attack: '有人在浏览器里看到 request_uri，用它再次发起登录，或者以另一个客户端的身份使用。',
    change: '把 request_uri 与推送它的客户端绑定，只允许使用一次；要求推送时，拒绝未经推送的请求。',
  },
  'dpop-proof': {
    title: '完整校验 DPoP 证明',
    sends: 'DPoP 证明的 htu、htm、iat、jti 或密钥不对；绑定的令牌当作 Bearer',
    attack: '为另一个请求或很久以前生成的证明，与偷来的令牌一起重放：绑定形同虚设。',
    change: '校验每个证明的 htm、htu、iat、jti 和密钥指纹。令牌端点返回 invalid_dpop_proof，资源返回 401；绑定的令牌当作 Bearer 发送时也一样。',
  },
  'logout-redirect': {
    title: '退出后只重定向到已注册的地址',
    sends: '退出请求：post_logout_redirect_uri 指向别的主机',
    attack: '链接以授权服务器的地址开头，最后却落到攻击者的页面，页面与登录页一模一样。',
    change: '把 post_logout_redirect_uri 与已注册的值逐字符比较；不在其中时，只显示自己的页面。',
  },
}
