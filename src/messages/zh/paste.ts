import type { FailureProse } from '../catalogue.ts'
import { login } from '../again.ts'
import { useRedirectUri } from '../commands.ts'
import { text } from '../chinese-text.ts'

/** 粘贴的地址为什么不能用。 */
export function zhPasteRefusal(reason: string, redirectUri: string): string {
  const why: Record<string, string> = {
    'pasted-empty': '这一行是空的，请把地址栏里的内容从 http 开始完整复制',
    'pasted-no-address': '这不是一个网址。只有授权码是不够的，请把地址栏里的内容从 http 开始完整复制',
    'pasted-elsewhere': `这是另一个页面的地址，正确的地址应以 ${redirectUri} 开头`,
    'pasted-without-answer': '重定向 URI 后面没有任何参数，请完整复制地址栏里的内容',
    'pasted-too-long': '比任何授权响应都长',
    'wrong-state': 'state 不是本次登录的，可能来自旧标签页，或者来自别人',
    'state-no-text': '其中的 state 不是文本（是列表、对象或 null），这是授权服务器的错误',
    'encrypted-response': '内容经过加密，而客户端没有能解开它的密钥：请加上 --client-key FILE 重新开始',
    'signed-response': '这是放在 response 参数中的签名响应（JARM），本次登录没有要求它：请加上 --response-mode jwt 重新开始',
    'missing-state': '没有 state，可能没有复制完整，请完整复制地址栏里的内容',
    'wrong-state-with-error': '返回了错误，但 state 不是本次登录的',
    'missing-state-with-error': '返回了错误，但没有 state；如果是你的操作引起的，请按 Ctrl-C 后重试',
  }
  return Object.hasOwn(why, reason) ? why[reason] ?? reason : reason
}

export function zhRedirectUriUnusable(details: Readonly<Record<string, unknown>>): FailureProse {
  const uri = text(details['redirect_uri'])
  const message = `不能使用 --redirect-uri ${uri}`
  const next = useRedirectUri(details)
  const host = text(details['host'])
  switch (details['reason']) {
    case 'not-web': return { message, cause: '必须是完整的 http 或 https 地址，包括协议、主机和路径。', next }
    case 'user-name': return { message, cause: '不接受带用户名的地址：@ 之前的部分不是主机名。请去掉用户名。', next }
    case 'port': return { message, cause: '端口必须是 0 到 65535 之间的数字。', next }
    case 'mapped': return { message, cause: `${host} 是 127.0.0.1 的 IPv6 写法，监听器不在那里监听，请写成 127.0.0.1。`, next }
    case 'fragment': return { message, cause: '重定向 URI 不能带片段（RFC 6749 3.1.2），请去掉 # 及其后的内容。', next }
    case 'query': return { message, cause: '监听器不接受带查询参数的重定向 URI，粘贴方式可以。', next }
    case 'certificate-missing': return { message, cause: '监听器需要一张浏览器信任的证书，例如用 mkcert 签发的。也可以改用粘贴方式。', next }
    case 'https': return { message, cause: '授权码只能交给本机的监听器。请改用粘贴方式；或者把这个域名指向 127.0.0.1，并提供它的证书。', next }
    case 'unknown-name': return { message, cause: `这里无法解析域名 ${host}。请改用粘贴方式；或者在 DNS 或 hosts 文件中把它指向 127.0.0.1。`, next }
    default: return { message, cause: `${host} 是另一台机器（${text(details['addresses'])}），而授权码只能交给本机。请改用粘贴方式，或者改为注册 http://127.0.0.1:8765/callback，或者把自己的域名指向 127.0.0.1。`, next }
  }
}

export function zhPasteImpossible({ reason }: Readonly<Record<string, unknown>>): FailureProse {
  switch (reason) {
    case 'form_post': return { message: '--paste 不能与 --response-mode form_post 一起使用', cause: '这种方式下，浏览器把授权码放在请求正文里发送，地址栏里没有，也就无从粘贴。', next: login`--paste --response-mode query` }
    case 'auto': return { message: '--paste 不能与 --auto 一起使用', cause: '--auto 不需要人操作浏览器，也就没有可以粘贴的地址。', next: login`--paste` }
    case 'device': return { message: '--paste 不能与 --device 同用', cause: '使用 --device 时没有地址返回，也就无从粘贴：代码是在授权服务器的页面上输入的。', next: [login`--device`, login`--paste`] }
    default: return { message: '--paste 和 --client-secret-file - 都要读取 stdin', cause: '一个管道只能由其中一个读取。密钥可以来自文件，也可以来自 OAUTH_WALK_CLIENT_SECRET。', next: login`--paste --client-secret-file FILE` }
  }
}
