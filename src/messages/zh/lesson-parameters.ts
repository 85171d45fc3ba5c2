import type { Lessons } from '../lessons.ts'
import { zhParameters } from './parameters.ts'

const what = (name: string) => zhParameters[name] ?? name

/** 起保护作用的参数和令牌。 */
export const zhLessonParameters: Lessons['parameters'] = {
  redirect_uri: {
    what: what('redirect_uri'), seenBy: '能看到地址的人都能看到。',
    protects: '重定向 URI：授权服务器必须把它与该客户端注册的值逐字符比较。如果只比较前缀或模式，攻击者就可能用上自己的地址。只有本机地址的端口可以不同。',
    attack: '授权码可能被送到别人的地址。',
  },
  scope: {
    what: what('scope'), seenBy: '能看到地址的人都能看到。',
    protects: 'scope：授权页面会列出它将得到什么，你可以拒绝。',
    attack: '客户端可能请求超出需要的权限。',
  },
  state: {
    what: what('state'), seenBy: '浏览器、客户端和授权服务器。',
    protects: 'state：只有发起请求的客户端知道它，响应必须把它原样带回。',
    attack: 'CSRF：攻击者发起登录，让你的浏览器来完成，你就在不知情的情况下登录了攻击者的账号。',
  },
  nonce: {
    what: what('nonce'), seenBy: '浏览器、客户端和授权服务器。',
    protects: 'nonce：授权服务器把它写入 ID 令牌并签名，由客户端比较。',
    attack: '重放：有人用以前某次登录的 ID 令牌顶替你的。',
  },
  code_challenge: {
    what: what('code_challenge'), seenBy: '能看到地址的人都能看到。',
    protects: '使用 PKCE 时，这里只传送 code_verifier 的哈希值；没有 code_verifier 本身，授权码毫无用处。',
    attack: '授权码被窃取：本机的其他程序或日志读到授权码，拿去换令牌。',
  },
  code: {
    what: what('code'), seenBy: '浏览器、客户端和授权服务器。',
    protects: '授权码只能用一次，而且很快过期。',
    attack: '在历史记录或日志里找到授权码的人，会拿它去换令牌。',
  },
  iss: {
    what: what('iss'), seenBy: '能看到地址的人都能看到。',
    protects: 'iss：响应写明由谁签发，客户端会进行比较。',
    attack: '混淆攻击（mix-up）：作出响应的不是所请求的授权服务器，授权码就会被发到错误的地方。',
  },
  code_verifier: {
    what: what('code_verifier'), seenBy: '只有客户端和授权服务器知道。',
    protects: 'code_verifier：授权服务器计算它的哈希值，与第 2 步的 code_challenge 比较。',
    attack: '窃取或注入的授权码被没有发起请求的人拿去换令牌。',
  },
  client_secret: {
    what: what('client_secret'), seenBy: '只有客户端和授权服务器知道：别人拿到它，就能冒充客户端。',
    protects: '客户端认证，并且走浏览器不参与的后台通信。',
    attack: '客户端标识是公开的，有人用它冒充客户端。',
  },
  access_token: {
    what: what('access_token'), seenBy: '客户端、授权服务器和资源服务器。',
    protects: '访问令牌应当放在 Authorization 头中，而不是地址里，并且应当很快过期。',
    attack: '谁持有访问令牌，谁就能访问资源，而地址会被写进日志。',
  },
  refresh_token: {
    what: what('refresh_token'), seenBy: '只有客户端和授权服务器知道。',
    protects: '无需你参与就能换取新的访问令牌，所以访问令牌可以很快过期。它只发往令牌端点，你可以随时撤销它。',
    attack: '风险在于：谁偷到它，谁就能在它有效期内一直以你的授权访问。',
  },
  id_token: {
    what: what('id_token'), seenBy: '只有客户端和授权服务器。',
    protects: '如果返回 ID 令牌，保存之前会校验它的 nonce、aud、iss、时间和签名。',
    attack: '重放：换上另一次登录、另一个客户端或另一个授权服务器的 ID 令牌。',
  },
  dpop_jkt: {
    what: what('dpop_jkt'), seenBy: '能看到地址的人都能看到。',
    protects: 'dpop_jkt：用哈希值指明一个密钥。只有持有这个密钥的客户端才能用授权码换令牌。',
    attack: '授权码被盗：有人用自己的密钥拿它去换令牌。',
  },
  dpop: {
    what: what('dpop'), seenBy: '只有客户端和服务器。私钥从不离开客户端。',
    protects: 'DPoP 是一把锁：令牌绑定到密钥，密钥在客户端手里。每个请求都带着由密钥签名的证明，偷来的令牌打不开任何东西。',
    attack: '令牌被盗：没有这把锁，谁拿到令牌，谁就能访问。',
  },
  request: {
    what: what('request'), seenBy: '浏览器、客户端和授权服务器都能读到。',
    protects: '客户端用自己的私钥签名请求，私钥不离开客户端；授权服务器用注册的公钥验证签名。',
    attack: '有人在请求经过浏览器时改动它，例如改 scope 或重定向 URI。',
  },
  response: {
    what: what('response'), seenBy: '浏览器、客户端和授权服务器；没有加密时都能读到。',
    protects: '授权服务器用自己的私钥签名响应，并写明它是给哪个客户端的。客户端先验证这些，然后才相信其中的内容。',
    attack: '有人伪造响应，或者塞进另一个授权服务器的、给另一个客户端的响应。',
  },
  client_assertion: {
    what: what('client_assertion'), seenBy: '只有客户端和授权服务器。用来签名的密钥不在其中。',
    protects: '断言只为这个授权服务器签名，很快过期。签名用的是客户端的私钥或密钥，或者由授权服务器信任的平台来签。',
    attack: '客户端密钥会随每个请求发出：谁读到一个请求，谁就能冒充客户端。断言则不能在别处或以后使用。',
  },
  authorization_details: {
    what: what('authorization_details'), seenBy: '能看到请求的人都能看到；推送或签名后就无法改动。',
    protects: 'authorization_details：把请求的内容写到金额和账户这样具体，授权页面可以展示出来；令牌会写明授予了什么。',
    attack: 'scope 只是一个词：谁有“payments”的令牌，谁就能付任何一笔款。',
  },
  claims: {
    what: what('claims'), seenBy: '能看到请求的人都能看到。',
    protects: 'claims：逐项写明要你的哪些信息，以及没有它行不行。',
    attack: 'scope 一次请求一整组信息：客户端会得到比所需更多的数据。',
  },
}
