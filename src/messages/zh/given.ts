import type { GivenFailures } from '../catalogue.ts'
import { advice, login, loginAt } from '../again.ts'
import type { Way } from '../way.ts'
import { command } from '../../text/shell.ts'
import { convertCertificate, goWithoutProxy, verbatimSwitch } from '../commands.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'

const faults: Record<string, (character: string, position: string) => string> = {
  'starts-with-blank': () => '以空白开头',
  'ends-in-blank': () => '以空白结尾',
  quoted: () => '带着引号',
  undecodable: () => '不是 UTF-8 或 UTF-16 文本',
  'line-break': (character, position) => `第 ${position} 个字符是换行符 ${character}`,
  invisible: (character, position) => `第 ${position} 个字符是不可见字符 ${character}`,
}

const found: Record<string, string> = {
  empty: '文件是空的。',
  text: '内容是文本，但不是 PEM：没有“-----BEGIN …-----”这一行。',
  binary: '内容既不是 PEM，也不是 DER。',
  'der-certificate': '这是 DER 格式的证书，需要的是 PEM 格式。',
  'der-key': '这是 DER 格式的私钥，需要的是 PEM 格式。',
  pkcs12: '这是 PKCS#12 文件（.p12、.pfx），需要的是 PEM 格式。',
  pkcs7: '这是 PKCS#7 文件（.p7b），需要的是 PEM 格式。',
  key: '这是私钥，需要的是证书。',
  'public-key': '这是公钥，需要的是证书。',
  certificate: '这是证书，需要的是它的私钥。',
  request: '这是证书签名请求，还不是证书。',
  'encrypted-key': '私钥是加密的，而这里没有人可以输入它的口令。',
  broken: '看起来是 PEM，但里面的内容无法解析。',
  'other-key': '私钥与证书不匹配。',
  'no-key': '只有证书而没有私钥，什么也证明不了。',
  'no-certificate': '只有私钥而没有证书，无法使用。',
}

const missing: Record<string, Way> = {
  'no-key': login`--tls-key FILE`,
  'no-certificate': login`--tls-cert FILE`,
}

const proxyCauses: Record<string, string> = {
  ECONNREFUSED: '该地址没有程序在监听：代理没有运行，或者主机名、端口写错了。',
  ENOTFOUND: '代理的主机名无法解析。',
  EAI_AGAIN: '代理的主机名无法解析，或者没有网络。',
  silent: '代理收下了请求，却没有响应。',
  socks: '本程序不支持 SOCKS，只支持接受 CONNECT 的 HTTP 代理。',
  address: '这不是代理的地址。',
  closed: '代理关闭了连接。',
  'long-headers': '代理响应的头部太长，超过了这类响应应有的长度。',
  'no-http': '在那里监听的程序不使用 HTTP。',
}

const proxyStatuses: Record<string, string> = {
  403: '代理不允许访问该主机。',
  407: '代理需要用户名和密码，或者给出的用户名和密码不对。',
}

function proxyCause({ status, reason, asks }: Readonly<Record<string, unknown>>): string {
  if (asks === '') return '代理要求认证，却没有说明用哪种方式。'
  if (typeof asks === 'string' && !/\bbasic\b/i.test(asks)) return `代理要求 ${asks} 认证，本程序只支持 Basic。`
  if (status !== undefined) return pick(proxyStatuses, status) ?? (/^50[234]$/.test(text(status)) ? '代理自己也连不上该主机。' : '代理没有建立隧道。')
  return pick(proxyCauses, reason) ?? (/CERT|SELF_SIGNED|VERIFY|ALTNAME/.test(text(reason)) ? '代理自己的证书不受信任。' : '与代理的连接中断了。')
}

/** 这样的值有什么问题，以及怎么办。 */
const whyUnclean: Record<string, string> = {
  invisible: '肉眼看不见，但授权服务器会逐个字符比较。什么都没有发送。',
  quoted: '引号会成为值的一部分，而授权服务器会逐个字符比较。什么都没有发送。',
  undecodable: '无法读出其内容。什么都没有发送。',
}
const mendUnclean: Record<string, Way> = { quoted: advice`请去掉引号`, undecodable: advice`请把文件保存为 UTF-8` }

export const zhGivenFailures: GivenFailures = {
  'value-unclean': d => ({
    message: `${text(d['setting'])} ${pick(faults, d['fault'])?.(text(d['character']), text(d['position'])) ?? '无法使用'}`,
    cause: d['kind'] === 'secret' ? '它会原样发送，授权服务器会拒绝。什么都没有发送。' : pick(whyUnclean, d['fault']) ?? '授权服务器会逐个字符比较。什么都没有发送。',
    next: d['kind'] === 'secret' ? advice`请去掉它；如果它确实属于密钥：${verbatimSwitch(d)}` : pick(mendUnclean, d['fault']) ?? advice`请重新输入这个值，不要复制`,
  }),
  'issuer-form': d => ({
    message: d['form'] === 'scheme-unknown' ? `${text(d['given'])} 以 ${text(d['scheme'])}:// 开头，既不是 https，也不是 http` : d['form'] === 'discovery-url' ? `${text(d['given'])} 是元数据文档的地址，不是 issuer` : `${text(d['given'])} 前面缺少 https://`,
    cause: d['form'] === 'discovery-url' ? 'issuer 是 /.well-known/… 之前的部分，文档的地址由它得出。' : d['is_checked'] ? '资源的地址以它开头。' : 'issuer 是完整的地址。',
    next: d['is_checked'] && d['form'] !== 'discovery-url' ? command`oauth-walk check ${d['issuer']}` : loginAt(d['issuer']),
  }),
  'certificate-unusable': d => ({
    message: `${text(d['path'])} 不能用作 ${text(d['setting'])}${d['reason'] ? `（${text(d['reason'])}）` : ''}`,
    cause: pick(found, d['found']) ?? '内容不符合要求。',
    next: pick(missing, d['found']) ?? convertCertificate(d),
  }),
  'proxy-failed': d => ({
    message: `代理 ${text(d['proxy'])} ${d['host'] === undefined ? '不能使用' : `没有连到 ${text(d['host'])}`}（${d['status'] === undefined ? text(d['reason']) : `状态码 ${text(d['status'])}`}）`,
    cause: `${proxyCause(d)}代理来自 ${text(d['variable'])}。`,
    next: d['status'] === 407 && /^$|\bbasic\b/i.test(text(d['asks'])) ? command`export ${d['variable']}=http://USER:PASSWORD@HOST:PORT` : [advice`请更正 ${d['variable']}，或者不用代理`, ...goWithoutProxy(d)],
  }),
  'loopback-missing': d => ({
    message: `这台机器上没有可供监听的 ${text(d['host'])}`,
    cause: text(d['has']) === '' ? '它根本没有环回地址：网络接口 lo 没有启用。' : `它有 ${text(d['has'])}。重定向 URI 必须使用已有的地址，并在授权服务器上照此注册。`,
    next: d['other'] ? login`--redirect-uri ${d['other']}` : login`--paste`,
  }),
}
