import type { enHow } from '../en/explain-how.ts'

/** 两个地址的不同之处，接在“不同之处：”后面。 */
const address: Record<keyof typeof enHow['address'], string> = {
  'loopback-name': '本机的写法。localhost 与 127.0.0.1 是不同的主机，不能互换',
  scheme: '协议，一个是 http，一个是 https。应用位于终结 TLS 的代理之后时，要靠 X-Forwarded-Proto 才知道自己是 https',
  www: '主机名开头的 www.',
  'host-case': '仅大小写',
  host: '主机。可能被代理改写（X-Forwarded-Host），也可能两处用了不同的配置',
  port: '端口',
  'final-slash': '仅末尾的斜杠：一个有，一个没有',
  'path-case': '路径的大小写',
  path: '路径',
  query: '问号后面的查询参数',
  fragment: '# 后面的部分',
  'encoded-twice': '其中一个多编码了一次（百分号编码了两次）',
  encoded: '字符的百分号编码方式',
  blank: '空格或换行',
  spelling: '写法',
}

const value: Record<keyof typeof enHow['value'], string> = {
  'plus-lost': '其中的 + 变成了空格：表单和查询参数里的 + 代表空格，除非写成 %2B。',
  'still-encoded': '它仍是百分号编码的形式，或者编码了两次：使用前要再解码一次。',
  'decoded-again': '它多解码了一次（解码了两次）。',
  cut: '它的末尾丢了：可能被字段长度截断，也可能断在 &、#、= 或 + 这样会结束一个值的字符处。',
  longer: '它后面多了不属于它的内容，例如 #、引号或下一个参数。',
  quoted: '它外面多了引号。',
  blank: '它前后多了空格或换行。',
  padding: '它末尾的 =（base64 的填充）丢失或多出了。',
  base64: '它换成了 base64 的另一套字符：+ 和 /，而不是 - 和 _。',
  'letter-case': '它的大小写被改了。',
  empty: '它是空的。',
  another: '它完全是另一个值。',
}

const onTheWay = '检查途中是什么改动了它：代理、重定向，或长度不够的字段。'
const plainState = 'state 只用字母、数字、- 和 _，只编码一次，并检查途中是什么改动了它（代理、重定向、重复解码）。'

/** state 有这种不同时该怎么办。 */
const state: Record<keyof typeof enHow['state'], string> = {
  'plus-lost': plainState, 'still-encoded': plainState, 'decoded-again': plainState, cut: plainState, longer: plainState,
  padding: plainState, base64: plainState, quoted: onTheWay, blank: onTheWay, 'letter-case': onTheWay, empty: onTheWay,
  another: '每个 state 只与它自己的登录一起保存：另一次登录、另一个标签页或另一个浏览器的结果会带来另一个 state。',
}

const parsed = '用 URL 解析器从回调中取出授权码（正好解码一次），在请求体中正好编码一次（URLSearchParams）。'

/** 授权码有这种不同时该怎么办。 */
const code: Record<keyof typeof enHow['code'], string> = {
  'plus-lost': parsed, 'still-encoded': parsed, 'decoded-again': parsed, cut: parsed, longer: parsed, padding: parsed, base64: parsed,
  quoted: parsed, blank: parsed,
  'letter-case': '按收到的原样发送授权码，不要改变大小写。',
  empty: '先从回调中读取参数 code，再发送令牌请求。',
  another: '兑换本次登录的回调带来的授权码，不要留用以前登录的。',
}

/** 两个值的长度，仅在不同时写出。 */
const lengths: Record<keyof typeof enHow['lengths'], string> = { differ: '（发送时长度 {sent}，返回时长度 {came}）' }

const cookie: Record<keyof typeof enHow['cookie'], string> = {
  'same-site-strict': '它的属性是 SameSite=Strict，而跳到回调地址的是另一个站点（授权服务器），浏览器不会发送它。',
  'same-site-lax-post': '它的属性是 SameSite=Lax，而结果以跨站 POST 送回（response_mode=form_post）：浏览器只在 GET 时发送 Lax 的 Cookie。',
  'same-site-default-post': '它没有写 SameSite，浏览器按 Lax 处理，而结果以跨站 POST 送回（response_mode=form_post）：Lax 的 Cookie 只随 GET 发送。',
  'none-without-secure': '它是 SameSite=None 却没有 Secure：浏览器会拒收。',
  'secure-over-http': '它带 Secure，而连接是 http：浏览器既不保存也不发送。应用位于终结 TLS 的代理之后时，需要 X-Forwarded-Proto。',
  'other-host': '它由 {host} 设置，而回调在 {other}：Cookie 只发回原来的主机，除非 Domain 另有说明。',
  'loopback-name': '它由 {host} 设置，而回调在 {other}：localhost 与 127.0.0.1 是不同的主机，Cookie 不共用。',
  www: '它由 {host} 设置，而回调在 {other}：带 www. 与不带是两个主机。',
  'other-domain': '它的 Domain 既不是设置它的主机，也不是其上级域名：浏览器会拒收。',
  'other-path': '它的 Path 是 {path}，回调地址不在其下。',
  'too-long': '它太大了：{length} 个字符，而浏览器会丢弃超过 4096 字节的 Cookie。',
  expired: '用户回来时，它的有效期（Max-Age）已过。',
  'host-prefix': '它的名称以 __Host- 或 __Secure- 开头，而属性不符合要求（须有 Secure；__Host- 还须 Path=/ 且没有 Domain）。',
  replaced: '它被另一个响应覆盖了。',
}

const demanded: Record<keyof typeof enHow['demanded'], string> = {
  nonce: '在授权请求中发送新生成的随机 nonce，保存在会话里，并与 ID 令牌中的 nonce 比较。',
  code_challenge: '在客户端启用 PKCE：授权请求发送 code_challenge（BASE64URL(SHA256(code_verifier))）和 code_challenge_method=S256，令牌请求发送 code_verifier。',
  code_challenge_method: '与 code_challenge 一起发送 code_challenge_method=S256。',
  code_verifier: '在令牌请求中发送生成 code_challenge 时所用的 code_verifier；从第一个请求起就要保存它（会话、sessionStorage）。',
  state: '在授权请求中发送新生成的随机 state，保存它，并与返回的比较。',
  scope: '在请求中发送 scope，各项之间用空格，例如 scope=openid profile。',
  redirect_uri: '发送 redirect_uri，与注册的完全一致；令牌请求中的要与授权请求中的完全一致。',
  response_type: '在授权请求中发送 response_type=code。它属于授权请求，不属于令牌请求。',
  client_id: '发送 client_id：授权请求放在地址里，令牌请求放在请求体或 Basic 头里。',
  client_secret: '该客户端注册为机密客户端：按注册的方式发送 client_secret（Basic 头或请求体），或改为公开客户端并使用 PKCE。',
  client_assertion: '该客户端注册为 private_key_jwt 或 client_secret_jwt：发送 client_assertion 和 client_assertion_type，或在授权服务器上更改认证方式。',
  grant_type: '用 POST 发送，请求体为 grant_type=authorization_code，Content-Type 为 application/x-www-form-urlencoded。服务器找不到它，往往是没有读到请求体：内容是 JSON、为空，或在重定向中丢失。',
  code: '把回调中的 code 放进令牌请求的请求体，格式为 application/x-www-form-urlencoded。',
  resource: '在授权请求和令牌请求中都发送 resource，值为 API（MCP 服务器）的地址。',
  audience: '在授权请求中发送 API 的 audience。',
  refresh_token: '在请求体中发送 refresh_token。如果没有，说明从未获得：请申请 offline_access。',
  id_token_hint: '登出请求带上 id_token_hint，即该会话的 ID 令牌。',
  device_code: '每次轮询都发送第一个响应中的 device_code；user_code 是给人输入的。',
  request: '授权服务器要求签名的请求（JAR）：发送 request 或 request_uri。',
  token: '在请求体中以 token 发送令牌。',
  response_mode: '按授权服务器的要求发送 response_mode，例如 form_post。',
  prompt: '按授权服务器的要求发送 prompt，例如 prompt=consent。',
}

/** 一个值为什么能猜到，接在冒号后面。 */
const guessable: Record<keyof typeof enHow['guessable'], string> = {
  empty: '它是空的', short: '只有 {length} 个字符', word: '这是示例里常用的词', number: '这是 {length} 位数字', few: '只是少数几个字符的重复',
}

export const zhHow = { address, value, state, code, lengths, cookie, demanded, guessable }
