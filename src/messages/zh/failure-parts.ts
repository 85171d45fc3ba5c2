import { command } from '../../text/shell.ts'
import { advice, login } from '../again.ts'
import { chooseParts } from '../failure-parts.ts'

/** 按已知情况选用的失败说明，以及它们之间的选择。 */
export const zhParts = chooseParts({
  gap: '',
  quote: said => `：${said}`,
  status: status => `状态码 ${status}`,
  spent: '授权码可能已经作废：请重新登录。',
  through: (proxy, variable) => `请求经过代理 ${proxy}（${variable}）。`,
  network: {
    refused: '那里没有程序在监听：服务器没有运行，或者主机名、端口不对。',
    'unknown-host': '主机名无法解析，或者没有网络。',
    expired: '服务器的证书已过期。',
    'other-host': '证书属于另一个主机名。',
    'no-tls': '这个端口上没有 TLS；地址也许应以 http: 开头。',
    untrusted: '证书不受信任。请用 --ca FILE 指定签发它的机构。',
    'certificate-wanted': '服务器要求在 TLS 连接中出示客户端证书，而客户端没有出示。请用 --tls-cert FILE --tls-key FILE 给出。',
    'certificate-refused': '服务器拒绝了客户端证书（--tls-cert）：它不信任签发机构，该证书没有登记，或者已经失效。',
    'no-way': '从这台机器或它所在的网络无法到达那里。',
    undecodable: '响应体不完整，或者与标注的 content-encoding 不符。',
    'coding-unknown': '请求中没有要求任何编码；本程序支持 gzip、deflate 和 br。',
    'no-http': '收到的不是合规的 HTTP：那里是别的程序，或者有代理干扰。',
    broken: '完整的应答到达之前连接就关闭了：关闭它的是服务器或中间的设备。',
  },
  networkMessages: {
    unreached: (host, reason) => `无法连接 ${host}（${reason}）`,
    untrusted: (host, reason) => `无法与 ${host} 建立安全连接（${reason}）`,
    undecodable: (host, encoding) => `${host} 有应答，但响应体无法解码（content-encoding: ${encoding}）`,
    'no-http': (host, reason) => `${host} 的应答不是合规的 HTTP（${reason}）`,
    broken: (host, reason) => `与 ${host} 的连接中断了（${reason}）`,
  },
  sources: { flag: '命令行选项', environment: '环境变量', profile: '配置', preset: '预设', default: '默认值', fapi2: '由 --fapi2 设定' },
  needed: {
    passphrase: { what: '已存会话的口令', how: [advice`设置之后，在命令末尾加上 3< FILE`, command`export OAUTH_WALK_PASSPHRASE_FD=3`] },
    'client-key-passphrase': { what: '客户端私钥的口令', how: [advice`设置之后，在命令末尾加上 4< FILE`, command`export OAUTH_WALK_CLIENT_KEY_PASSPHRASE_FD=4`] },
    'callback-address': { what: '授权服务器让浏览器跳转到的那个页面的地址', how: [advice`请把该地址作为一行写入 stdin，或者在终端中登录`, login`--paste`] },
    'client-secret': { what: '客户端密钥', how: [advice`请指定保存密钥的文件（- 表示 stdin），或设置 OAUTH_WALK_CLIENT_SECRET`, login`--client-secret-file FILE`] },
  },
  sealed: {
    'key-missing': '当前用户的密钥环里已经没有它的密钥。',
    passphrase: '口令不对，或者文件被改动过。文件保持原样。',
    other: '文件被改动过，或者属于另一个配置。文件保持原样。',
  },
  keyring: {
    'not-installed': '无法使用系统密钥环：没有安装 @napi-rs/keyring',
    'too-old': '无法使用系统密钥环：@napi-rs/keyring 的版本低于 2.1',
    'not-private': '无法使用系统密钥环：@napi-rs/keyring 所在的位置可能被其他用户替换',
    optional: '它是可选的软件包。',
    locked: '密钥环已锁定、桌面没有响应，或者这台机器上没有密钥环。',
    kept: '没有保存任何内容，也绝不会改为明文保存。',
    unlock: [advice`请解锁后重试；或者改用口令保护会话`, login`--store passphrase`],
  },
  keyringSilent: seconds => `系统密钥环${seconds === '' ? '' : `在 ${seconds} 秒内`}没有应答`,
  keyringRefused: said => `系统密钥环拒绝了请求${said === '' ? '' : `：${said}`}`,
})
