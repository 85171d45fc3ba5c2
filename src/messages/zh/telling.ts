import { inUnits, type Telling } from '../telling.ts'

const unitNames = { day: '天', hour: '小时', minute: '分钟', second: '秒' }

function lasts(seconds: number): string {
  const { amount, unit } = inUnits(seconds)
  return `${amount} ${unitNames[unit]}`
}

export const zhTelling: Telling = {
  fromNow: seconds => Math.abs(seconds) < 1 ? '现在' : `${lasts(seconds)}${seconds > 0 ? '后' : '前'}`,
  lasts,
  took: milliseconds => milliseconds < 1000 ? `用时 ${milliseconds} 毫秒` : `用时 ${(milliseconds / 1000).toFixed(1)} 秒`,
  decoded: 'ID 令牌解码',
  header: '头部：由谁、怎样签名',
  claims: '声明：令牌的内容',
  unchanged: names => `${names}，与上面相同`,
  equal: value => `= ${value}`,
  mustBe: (actual, expected) => `${actual}；要求：${expected}`,
  cameExpected: (actual, expected) => `实际 ${actual}，预期 ${expected}`,
  rule: rule => `（${rule}）`,
  comma: '，',
  enumeration: '、',
  colon: '：',
  gap: '',
  semicolon: '；',
  checksPassed: count => `${count} 项校验通过`,
  checks: count => `${count} 项校验通过：`,
  claimsFollow: '内容见下方',
  placeholder: placeholder => `${placeholder} 代表一个机密值；同一个机密的占位符始终相同。`,
  lessons: {
    start: '客户端查到授权服务器的各个端点，并生成随机值来保护这次登录。',
    redirect: '这些内容都会出现在浏览器地址栏里，所以不含客户端的任何机密。',
    consent: '密码只交给授权服务器。客户端只是等待，什么也看不到。',
    callback: '授权码只能用一次；state 证明这个响应对应的正是本次登录。',
    token: '浏览器不再参与。客户端要证明自己是谁，也要证明请求是自己发起的。',
    userinfo: '谁持有访问令牌，谁就能访问资源，所以它绝不能出现在地址里。',
  },
  busy: {
    start: '正在获取授权服务器的元数据',
    waiting: '等待你登录',
    'token-request': '等待令牌端点应答',
    'userinfo-request': '等待资源服务器应答',
  },
  short: {
    open: address => `正在浏览器中打开：${address}`,
    redirects: address => `客户端以 303 把浏览器重定向到 ${address}`,
    signsInByItself: address => `由沙盒用户张三自动登录：${address}`,
    waiting: (redirectUri, seconds) => `正在 ${redirectUri} 等待，最多 ${seconds} 秒`,
  },
  ahead: {
    start: '如果还不知道授权服务器的端点，客户端会先查询它的元数据；然后生成 state、nonce 和 code_verifier。',
    redirect: '客户端会先在本机启动监听器，再打开浏览器，访问的地址就是授权请求。',
    consent: '你会在浏览器中登录授权服务器，并同意授权。客户端只是等待。',
    callback: '客户端会从浏览器被送回的地址中取出授权码，并确认它对应的正是本次登录。',
    token: '客户端会把授权码和 code_verifier 直接发给授权服务器，不再经过浏览器，然后校验收到的令牌。',
    userinfo: '客户端会向资源服务器出示访问令牌，取得它所允许访问的数据。',
  },
  dangers: {
    start: [
      { attack: '混淆攻击（mix-up）：伪造的元数据给出攻击者的端点，授权码或密钥就会送到那里。', answer: '元数据中的 issuer 必须与所请求的完全一致，所有端点都必须是 https。' },
      { attack: '能被猜到的值起不到任何保护作用。', answer: 'state、nonce 和 code_verifier 各为 32 个随机字节，每次登录都重新生成。' },
    ],
    redirect: [
      { attack: 'CSRF：攻击者发起登录，让你的浏览器来完成，你就在不知情的情况下登录了攻击者的账号。', answer: 'state：只有发起请求的客户端知道它，响应必须把它原样带回。' },
      { attack: '授权码被窃取：本机的其他程序或日志读到授权码，拿去换令牌。', answer: 'PKCE：这里只传送 code_verifier 的哈希值；没有 code_verifier 本身，授权码毫无用处。' },
      { attack: '授权码可能被送到别人的地址。', answer: '重定向 URI：授权服务器会把它与该客户端注册的值逐字符比较。' },
    ],
    consent: [
      { attack: '钓鱼：假冒的登录页面骗取你的密码。', answer: '请看浏览器的地址栏：必须是授权服务器的地址。客户端绝不会向你要这个密码。' },
      { attack: '客户端可能请求超出需要的权限。', answer: 'scope：授权页面会列出它将得到什么，你可以拒绝。' },
    ],
    callback: [
      { attack: 'CSRF：别人的链接或网页把他自己的授权码送到监听器。', answer: 'state：不一致的请求会被忽略，继续等待。' },
      { attack: '混淆攻击（mix-up）：应答的不是所请求的授权服务器，授权码就会被发到错误的地方。', answer: 'iss：响应写明由谁签发，客户端会进行比较。' },
      { attack: '令牌如果出现在地址里，就会留在历史记录和日志中。', answer: '这条路上只允许出现授权码：它只能用一次，而且离不开 code_verifier。' },
    ],
    token: [
      { attack: '窃取或注入的授权码被没有发起请求的人拿去换令牌。', answer: 'code_verifier：授权服务器计算它的哈希值，与第 2 步的 code_challenge 比较。' },
      { attack: '有人冒充客户端。', answer: '客户端认证，并且走浏览器不参与的后台通信。' },
      { attack: '重放：换上另一次登录、另一个客户端或另一个授权服务器的 ID 令牌。', answer: '保存之前会校验 ID 令牌的 nonce、aud、iss、时间和签名。' },
    ],
    userinfo: [
      { attack: '令牌替换：取回的数据属于另一个用户。', answer: 'userinfo 中的 sub 必须与 ID 令牌的 sub 相同。' },
      { attack: '谁持有访问令牌，谁就能访问资源，而地址会被写进日志。', answer: '令牌放在 Authorization 头中，绝不放在地址里，并且很快过期。' },
    ],
  },
  stepAhead: n => `第 ${n} 步，共 6 步`,
  keys: 'Enter：继续   ?：这一步可能出什么问题   q：退出',
  answer: '防护',
}
