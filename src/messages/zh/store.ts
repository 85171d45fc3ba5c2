import { advice, login } from '../again.ts'
import type { StoreFailures } from '../catalogue.ts'
import type { StoreWords } from '../store-words.ts'
import { pick, text } from '../text.ts'
import { command } from '../../text/shell.ts'

export const zhStoreHelp: Record<string, string> = {
  store: '会话的存储：准备共享数据库，列出和迁移会话',
  'store.init': '在 --store 指定的数据库中建表，并输出 SQL',
  'store.list': '列出已存的会话，不解密',
  'store.move': '把会话迁移到另一个存储',
  '--dry-run': '只输出 SQL，不做任何改动',
  '--to': '迁移目标：file、keyring、passphrase 或 postgres://…',
  'store.--all': '迁移所有配置的会话',
  '--passphrase-file': '存有口令或密钥的文件，用来解密存储；文件不存在时，store init 会生成',
}

export const zhStoreWords: StoreWords = {
  keyMade: path => `新密钥已写入 ${path}（0600）。共享此存储的每台机器都需要一份副本；没有它，会话就无法解密。`,
  initialised: place => `${place} 中的表已就绪。`,
  notApplied: '没有做任何改动。请把这段 SQL 交给数据库管理员。',
  none: '没有已存的会话。',
  moved: (profile, to) => `配置“${profile}”的会话现在保存在：${to}`,
  leftShared: place => `${place} 中的会话留给其他机器使用；oauth-walk logout 会让所有机器一起退出。`,
  copyLeft: (profile, place) => `暂时无法更新 ${place} 中配置“${profile}”的副本，下次登录时会更新。`,
  profileShared: (profile, place) => `本机没有名为“${profile}”的配置，设置取自 ${place}。`,
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: '那里没有程序在监听：服务器没有运行，或者主机或端口不对。',
  ETIMEDOUT: '没有及时响应。',
  ENOTFOUND: '主机名不存在，或者没有网络。',
  EAI_AGAIN: '主机名不存在，或者没有网络。',
  ENOENT: '没有这个套接字：服务器没有运行，或者目录不对。',
  ERR_TLS_CERT_ALTNAME_INVALID: '它的证书属于另一个主机名。',
  CERT_HAS_EXPIRED: '它的证书已过期。',
  'no-tls': '服务器不支持 TLS；没有 TLS 就不会向其他机器发送任何内容。',
  ECONNRESET: '响应到达之前连接就断开了：服务器正在停止或重启，或者被中间设备断开。',
}

const refused: Readonly<Record<string, string>> = {
  'password-missing': '服务器要求密码，但没有提供。',
  password: '服务器不接受这个密码。',
  '28P01': '服务器不接受这个用户的密码。',
  28000: '服务器不允许这个用户从这里连接。',
  '3D000': '没有这个名字的数据库。',
  42501: '这个角色没有权限。它需要表 oauth_walk_sessions 上的 SELECT、INSERT、UPDATE 和 DELETE 权限；建表要由有权限的人来做。',
  25006: '数据库是只读的，可能是备库。',
  53300: '服务器的连接数已满。',
  53100: '服务器的磁盘已满。',
}

const givePassword = [
  advice`请用以下方式之一提供密码：psql 格式的密码文件（0600）、环境变量，或文件描述符（在命令末尾加上 3< FILE）`,
  command`export PGPASSFILE=FILE`, command`export OAUTH_WALK_STORE_PASSWORD_FD=3`,
]
const aboutPassword = ['password-missing', 'password', '28P01']

function cause(reason: unknown): string {
  if (/CERT|SELF_SIGNED|VERIFY|ISSUER/.test(text(reason)) && pick(unreachable, reason) === undefined) {
    return '它的证书不受信任。请指定签发证书的 CA：postgres://…?sslrootcert=FILE'
  }
  return pick(unreachable, reason) ?? '无法建立连接，或者连接已断开。'
}

export const zhStoreFailures: StoreFailures = {
  'store-unreachable': d => ({
    message: `无法连接存储 ${text(d['path'])}（${text(d['reason'])}）`,
    cause: cause(d['reason']),
    next: advice`请等数据库恢复后重试`,
  }),
  'store-refused': d => ({
    message: `存储 ${text(d['path'])} 拒绝了请求（${text(d['reason'])}）`,
    cause: pick(refused, d['reason']) ?? `服务器的说明：${text(d['text'])}`,
    next: aboutPassword.includes(text(d['reason'])) ? givePassword : [advice`请把这段 SQL 交给数据库管理员`, command`oauth-walk store init --dry-run`],
  }),
  'store-password-given': d => ({
    message: `${text(d['setting'])} 里带有密码`,
    cause: '本机的其他用户能看到命令行，配置里也不保存任何机密。如果密码出现在命令行里，请更换它。',
    next: [advice`请从地址中去掉密码`, ...givePassword],
  }),
  'store-not-shared': d => ({
    message: `${text(d['store'])} 不是数据库`,
    cause: '只在本机使用的存储不需要准备。',
    next: command`oauth-walk store init --store postgres://USER@HOST/DATABASE`,
  }),
  'profile-ambiguous': d => ({
    message: `存储中有多个属于配置“${text(d['profile'])}”的会话：${text(d['sessions'])}`,
    cause: '它们来自不同的授权服务器或客户端，而本机没有这个名字的配置，无法确定用哪一个。',
    next: [login`--issuer URL --client-id ID`, command`oauth-walk store list`],
  }),
}
