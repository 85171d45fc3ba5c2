import { text } from '../chinese-text.ts'

/** 监听器忽略一个请求的原因，作为描述该请求的短句。 */
export const zhIgnoredWhy: Readonly<Record<string, string | undefined>> = {
  'wrong-state': 'state 不是本次登录的，可能是别人的链接或旧标签页',
  'missing-state': '没有 state',
  'wrong-state-with-error': '返回了错误，但 state 不是本次登录的',
  'missing-state-with-error': '返回了错误，但没有 state；如果是你的操作引起的，请按 Ctrl-C 后重试',
  'state-no-text': '其中的 state 不是文本，而是列表、对象或 null，无从核对',
  'encrypted-response': '经过加密，而客户端没有能解开它的密钥（--client-key）',
  'signed-response': '是放在 response 参数中的签名响应（JARM），而本次登录没有要求它（--response-mode jwt）',
  'no-parameters': '没有带任何参数；地址中 # 之后的内容不会发到这里',
  'sender-left': '还没来得及确认是谁的程序，对方就断开了连接',
  'not-from-this-machine': '请求不是来自本机',
  'strange-target': '请求地址格式异常',
  'wrong-host': 'Host 头不对',
  'other-path': '请求的是其他路径',
  'wrong-method': '请求方法不对',
  upgrade: '它要求切换到其他协议（例如 WebSocket）',
  prefetch: '只是浏览器的预取，还没有人打开它',
  'not-a-navigation': '不是浏览器页面跳转',
  'foreign-origin': '请求来自其他网站的页面',
  'malformed-encoding': '百分号编码有误',
  'wrong-content-type': 'Content-Type 不对',
  'body-too-large': '正文过大',
  'head-too-large': '地址与请求头超过 32 kB；以表单返回的响应可以更长（--response-mode form_post 或 form_post.jwt）',
}

interface Fact { reason?: unknown, path?: unknown, error?: unknown, count?: unknown }

const facts: Readonly<Record<string, ((path: string, expected: string, error: string) => string) | undefined>> = {
  'wrong-state': () => '收到一个响应，但其 state 不属于本次登录',
  'missing-state': () => '收到一个没有 state 的响应',
  'wrong-state-with-error': (_path, _expected, error) => `收到一个 state 不是本次登录的响应，内容是 ${error}`,
  'missing-state-with-error': (_path, _expected, error) => `收到一个没有 state 的响应，内容是 ${error}`,
  'state-no-text': () => '收到一个 state 不是文本的响应',
  'encrypted-response': () => '收到一个加密的响应，而客户端没有能解开它的密钥',
  'signed-response': () => '收到一个签名的响应，放在 response 参数中（JARM），而本次登录没有要求它',
  'no-parameters': path => `收到一个发往 ${path} 的请求，但没有参数：授权服务器可能把参数放在了 # 之后，服务端看不到`,
  'other-path': (path, expected, error) => `收到一个发往 ${path || '其他路径'} 的请求（应为 ${expected}）${error && `，内容是 ${error}`}`,
  'wrong-host': (_path, _expected, error) => `收到一个 Host 与重定向 URI 不符的请求（localhost 与 127.0.0.1 不能混用）${error && `，内容是 ${error}`}`,
  'head-too-large': () => '收到一个地址与请求头超过 32 kB 的请求，没有读取；以表单返回的响应可以更长（--response-mode form_post 或 form_post.jwt）',
  'wrong-method': () => '收到一个请求，但请求方法不对',
  'not-a-navigation': path => `收到一个发往 ${path} 的请求，但它不是浏览器页面跳转，而是脚本、图片或框架发出的`,
}

function describe({ reason, path, error, count }: Fact, expected: string): string {
  const said = error === undefined ? '' : error === 'other' ? '一个错误' : text(error)
  const fact = facts[text(reason)]?.(text(path), expected, said) ?? `收到一个请求，但${zhIgnoredWhy[text(reason)] ?? text(reason)}`
  return Number(count) > 1 ? `${fact}（共 ${text(count)} 次）` : fact
}

/** 浏览器自己会请求的路径。 */
const noise = /^\/(?:favicon\.ico|robots\.txt|apple-touch-icon.*|\.well-known\/appspecific\/.*)$/

function withoutNoise(ignored: unknown): Fact[] {
  return (Array.isArray(ignored) ? ignored as Fact[] : []).filter(({ path }) => !noise.test(text(path)))
}

/** 在限定时间内没有收到本次登录的响应；收到了别的，就不说没有收到。 */
export function zhNobodyCame(ignored: unknown, seconds: string): string {
  const list = withoutNoise(ignored)
  if (list.length === 0) return `等待 ${seconds} 秒后仍没有收到授权响应`
  return list.every(({ reason }) => reason === 'wrong-state')
    ? `等待 ${seconds} 秒，只收到 state 不属于本次登录的响应`
    : `等待 ${seconds} 秒，没有收到可以采用的响应`
}

/** 等待期间收到、但没有采用的请求，合为一句；没有收到任何可能是响应的请求时为空。 */
export function zhWhatCame(ignored: unknown, redirectUri: string): string | undefined {
  const list = withoutNoise(ignored)
  const expected = URL.canParse(redirectUri) ? new URL(redirectUri).pathname : ''
  const told = list.map(fact => describe(fact, expected))
  if (told.length > 1) return `收到过下列请求，但都没有采用：${told.join('；')}。`
  return told[0] && `${told[0]}${/[：；]/.test(told[0]) ? '。' : '，'}因此没有采用。`
}
