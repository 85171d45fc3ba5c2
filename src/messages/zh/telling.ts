import { text } from '../chinese-text.ts'
import type { MessageWords } from '../catalogue.ts'
import { inUnits } from '../telling.ts'

const unitNames = { year: '年', day: '天', hour: '小时', minute: '分钟', second: '秒' }

function lasts(seconds: number): string {
  return inUnits(seconds).map(({ amount, unit }) => `${amount} ${unitNames[unit]}`).join(' ')
}

const spanUnits: Readonly<Record<string, string>> = { y: '年', d: '天', h: '小时', min: '分钟', s: '秒' }

/** A length of time as it is found, in units of the SI (`3 y 15 d`), in Chinese ones. */
export function zhSpan(span: unknown): string {
  return text(span).replace(/(?<=\d )(?:y|d|h|min|s)(?![a-z])/g, unit => spanUnits[unit] ?? unit)
}

/** How a value that did not come is written. */
export const missing = '（缺失）'

export const zhTelling: MessageWords['telling'] = {
  aside: text => `（${text}）`,
  fromNow: seconds => Math.abs(seconds) < 1 ? '现在' : `${lasts(seconds)}${seconds > 0 ? '后' : '前'}`,
  lasts,
  took: milliseconds => milliseconds < 1000 ? `用时 ${milliseconds} 毫秒` : `用时 ${(milliseconds / 1000).toFixed(1)} 秒`,
  decoded: {
    id_token: 'ID 令牌解码', client_assertion: '客户端断言解码', dpop_proof: 'DPoP 证明解码', request_object: '请求对象解码',
    authorization_response: '签名的授权响应解码', assertion: '断言解码', subject_token: '主体令牌解码', id_jag: 'ID-JAG 解码',
  },
  header: '头部：由谁、怎样签名',
  claims: '声明：令牌的内容',
  unchanged: names => `${names}，与上面相同`,
  equal: value => `= ${value}`,
  mustBe: (actual, expected) => `${actual}；要求：${expected}`,
  cameExpected: (actual, expected) => actual === missing ? `缺失，预期 ${expected}` : `实际 ${actual}，预期 ${expected}`,
  rule: rule => `（${rule}）`,
  comma: '，',
  enumeration: '、',
  colon: '：',
  gap: '',
  semicolon: '；',
  checksPassed: count => `${count} 项校验通过`,
  checks: count => `${count} 项校验通过：`,
  claimsFollow: '内容见下方',
  placeholder: placeholder => `${placeholder} 代表一个机密值；在这次流程中，同一个机密的占位符相同。`,
  lessons: {
    start: '客户端查到授权服务器的各个端点，并生成随机值来保护这次登录。',
    redirect: '这些内容都会出现在浏览器地址栏里，所以不含客户端的任何机密。',
    consent: '密码只交给授权服务器。客户端只是等待，什么也看不到。',
    callback: '授权码只能用一次；state 证明这个响应对应的正是本次登录。',
    token: '浏览器不再参与。客户端发送授权码，并证明自己的身份。',
    userinfo: '谁持有访问令牌，谁就能访问资源，所以它应当放在请求头里。',
  },
  busy: {
    start: '正在获取授权服务器的元数据',
    waiting: '等待你登录',
    'token-request': '等待令牌端点响应',
    'userinfo-request': '等待资源服务器响应',
  },
  short: {
    open: address => `正在浏览器中打开：${address}`,
    redirects: address => `客户端以 303 把浏览器重定向到 ${address}`,
    signsInByItself: address => `由 sandbox 用户张三自动登录：${address}`,
    waiting: (redirectUri, seconds) => `正在 ${redirectUri} 等待，最多 ${seconds} 秒`,
  },
  ahead: {
    start: '如果还不知道授权服务器的端点，客户端会先查询它的元数据；然后生成 state、nonce 和 code_verifier。',
    redirect: '客户端会先在本机启动监听器，再打开浏览器，访问的地址就是授权请求。',
    consent: '你会在浏览器中登录授权服务器，并同意授权。客户端只是等待。',
    callback: '客户端会从浏览器被送回的地址中取出授权码，并确认它对应的正是本次登录。',
    token: '客户端会把授权码直接发给授权服务器，不再经过浏览器；如果有 code_verifier 和密钥，也一并发送。然后校验收到的令牌。',
    userinfo: '客户端会向资源服务器出示访问令牌，取得它所允许访问的数据。',
  },
  aheadByItself: {
    redirect: '客户端会先在本机启动监听器，再让 sandbox 用户张三访问授权请求的地址。',
    consent: 'sandbox 用户张三会自动登录并同意授权，经过的页面与浏览器中的相同。客户端只是等待。',
    callback: '客户端会从 sandbox 用户被送回的地址中取出授权码，并确认它对应的正是本次登录。',
  },
  stepAhead: n => `第 ${n} 步，共 6 步`,
  keys: '回车：继续   ? 加回车：这一步可能出什么问题   q 加回车：退出',
  answer: '防护',
}
