import type { ProviderRules } from '../provider-rules.ts'

/** 元数据和授权端点的规则。 */
export const zhProviderRulesAtDoor = {
  'issuer-exact': {
    title: '元数据中的 issuer 完全一致',
    sends: '从两个 well-known 地址 GET 元数据',
    attack: '元数据写着另一个 issuer，就可能把客户端引到攻击者的端点：问的是这一个，信的却是那一个（mix-up）。',
    change: '两份文档里的 issuer 都要与客户端使用的地址逐字一致，包括末尾有没有斜杠。',
  },
  'https-everywhere': {
    title: '所有端点只使用 https',
    sends: '对每个端点发 HEAD，https:// 换成 http://',
    attack: '经过 http 的授权码、令牌和密钥，同一网络里的人都能读取和篡改。',
    change: '只公布 https 地址；80 端口关闭，或者重定向到 https，不处理任何请求。',
  },
  'pkce-advertised': {
    title: '公布的 PKCE 方法只有 S256',
    sends: '不另发请求：读取元数据',
    attack: '客户端在列表里找不到 S256，就会不用 PKCE，或者退回 plain。这时只要偷到授权码就够了。',
    change: '在元数据中把 code_challenge_methods_supported 设为 ["S256"]。',
  },
  'iss-sent': {
    title: '每个响应都写明签发者（iss）',
    sends: '注定失败的授权请求（prompt=none）',
    attack: '客户端使用多个授权服务器时，分不清响应来自哪一个，就会把授权码发到另一个的令牌端点（mix-up）。',
    change: '每个授权响应都带上一个 iss（只带一个），错误响应也一样；并把 authorization_response_iss_parameter_supported 设为 true。',
  },
  'dead-flows-advertised': {
    title: '不提供隐式授权和密码授权',
    sends: '不另发请求：读取元数据',
    attack: '隐式授权把令牌放进地址，密码授权把用户的密码交给客户端；谁读到其中任何一个，谁就有了权限。',
    change: '关闭这两种授权；从 response_types_supported 去掉 token，从 grant_types_supported 去掉 password 和 implicit。',
  },
  'alg-none-advertised': {
    title: '任何地方都不提供 alg none',
    sends: '不另发请求：读取元数据',
    attack: 'alg 为 none 的令牌或请求没有签名，谁都可以编造。',
    change: '从元数据的各个签名算法列表中去掉 none，并拒绝它。',
  },
  'jwks-hygiene': {
    title: '公布的密钥没有问题',
    sends: 'GET 公钥（jwks_uri）',
    attack: '谁有私钥，或者因为密钥太短而算出私钥，谁就能以任何用户的名义签发 ID 令牌。',
    change: '公布签名所用的密钥，且只公布公钥成员；RSA 密钥至少 2048 位；每个密钥有自己的 kid，写明 alg 和 use，并通过 https 提供。私钥已经公布的密钥要更换。',
  },
  'token-get': {
    title: '令牌端点拒绝 GET 请求',
    sends: '对令牌端点发 GET，参数放在地址里',
    attack: '使用 GET 时，授权码和密钥出现在地址里，沿途每台服务器和代理的日志都会记下来。',
    change: '令牌端点只接受 POST，参数只从正文读取；其他请求返回 405 或 invalid_request。',
  },
  'authorize-cors': {
    title: '授权端点不开放 CORS',
    sends: '授权请求：Origin 是别的网站，或者来自沙箱框架',
    attack: '任何网页上的脚本都能请求这个端点并读取响应；如果带着用户的 Cookie，响应里可能就有授权码。',
    change: '授权端点不要返回 Access-Control-Allow-Origin：浏览器通过页面跳转到达这里，不通过脚本。',
  },
  'login-framing': {
    title: '登录页面不能被嵌入框架',
    sends: '授权请求：显示登录页面',
    attack: '攻击者的网页把登录页放进透明的框架，用户以为在玩游戏，一次点击就同意了授权（点击劫持）。',
    change: '登录流程的每个页面都返回 Content-Security-Policy: frame-ancestors \'none\'；为旧浏览器再加上 X-Frame-Options: DENY。',
  },
  'redirect-unregistered': {
    title: '拒绝未注册的重定向 URI',
    sends: '授权请求：redirect_uri 指向别的主机',
    attack: '一个指向授权服务器的链接，就能把用户的授权码送到攻击者的服务器；用户看到的只是正常的登录页。',
    change: '把 redirect_uri 与已注册的值比较；不在其中时显示错误页面，不要重定向。',
  },
  'redirect-variants': {
    title: '重定向 URI 必须完全一致',
    sends: '9 个授权请求，每个的 redirect_uri 略有不同',
    attack: '只按前缀或通配符匹配重定向 URI，就可能跳到攻击者控制的页面，授权码也一起送到。',
    change: '逐字符比较重定向 URI，不用通配符、前缀或子域名；只有回环地址的端口可以不同。',
  },
  'loopback-port': {
    title: '回环地址只有端口可以不同',
    sends: 'redirect_uri：换一个端口；主机名只是看起来像回环地址',
    attack: '比较不严时，localhost.evil.example 会被当成本机，从而得到授权码。',
    change: 'http://127.0.0.1 和 http://[::1] 的端口可以不同，主机和路径仍要逐字比较。',
  },
  'response-type': {
    title: '只接受 response_type=code',
    sends: '授权请求：没有 response_type；token；id_token token',
    attack: '攻击者改动地址中的 response_type，令牌就出现在地址里，历史记录和脚本都能读到。',
    change: '关闭隐式流程和混合流程，返回 unsupported_response_type；缺少 response_type 时返回 invalid_request。',
  },
  'duplicate-parameters': {
    title: '拒绝重复出现的参数',
    sends: '授权请求：client_id、redirect_uri 或 state 出现两次',
    attack: '如果服务器的一部分检查第一个 redirect_uri，另一部分使用第二个，那么第二个就可以是攻击者的。',
    change: '任何参数重复时返回 invalid_request；重复的是 client_id 或 redirect_uri 时，显示错误页面。',
  },
  'state-echo': {
    title: 'state 原样返回',
    sends: '授权请求：state 中有引号、特殊符号和大写字母',
    attack: 'state 被截断或改动，客户端就发现不了伪造的响应（CSRF）；原样写进页面，就会执行其中的脚本（XSS）。',
    change: '每个响应都逐字节返回 state：放进地址时做百分号编码，放进 HTML 时转义。',
  },
  'header-injection': {
    title: '换行符不会进入头字段',
    sends: '授权请求：state、scope 或 nonce 中有换行符',
    attack: '参数中的换行符截断 Location，攻击者就能在响应里写入自己的头字段和页面。',
    change: '写进 Location 的内容一律做百分号编码；拒绝参数中的控制字符。',
  },
  'redirect-status': {
    title: '用 302 或 303 重定向',
    sends: '不另发请求：读取重定向的状态码',
    attack: '状态码为 307 或 308 时，浏览器会把表单再次提交给客户端，其中就有用户的密码。',
    change: '授权端点以及登录流程每个表单之后的重定向都用 303（或 302）。',
  },
  'pkce-plain': {
    title: '拒绝使用 plain 的 PKCE',
    sends: '授权请求：code_challenge_method=plain',
    attack: '使用 plain 时，地址里就是 code_verifier 本身；谁能读到地址，谁就能兑换授权码。',
    change: '只接受 S256；code_challenge_method 为 plain 或缺失时返回 invalid_request。',
  },
  'pkce-required': {
    title: '公开客户端必须使用 PKCE',
    sends: '公开客户端不带 code_challenge 的授权请求，再兑换授权码',
    attack: '公开客户端没有密钥；没有 PKCE 时，谁读到授权码，谁就能得到令牌。',
    change: '要求公开客户端带 code_challenge，最好要求所有客户端都带；缺少时返回 invalid_request。',
  },
  'request-object-unsigned': {
    title: '拒绝未签名的请求对象',
    sends: '请求对象：一个 alg 为 none，一个由别的密钥签名',
    attack: '任何人都能以客户端的名义编造请求，写上客户端从未要求的 scope 和重定向 URI。',
    change: '用客户端注册的密钥和算法验证每个请求对象的签名；不通过时返回 invalid_request_object。',
  },
} satisfies Partial<ProviderRules>
