import { advice, session, signIn } from '../again.ts'
import type { Way } from '../way.ts'
import type { FailureProse, StoreFailures } from '../catalogue.ts'
import type { StoreWords } from '../store-words.ts'
import { nameOne } from '../no-session.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { command, plainPath } from '../../text/shell.ts'

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
  noneIn: places => `以下存储中没有会话：${places.join('、')}`,
  notListed: (place, code) => `无法列出 ${place} 中的会话（${code}）。`,
  moved: (profile, to) => `配置“${profile}”的会话现在保存在：${to}`,
  nothingMoved: '本机的配置都没有已存的会话，没有迁移任何会话。',
  variableNames: store => `OAUTH_WALK_STORE 仍是 ${store}，优先于配置。请取消这个变量，否则命令仍会去那里查找会话。`,
  leftShared: place => `${place} 中的会话留给其他机器使用；oauth-walk logout 会让所有机器一起退出。`,
  loggedOutShared: (profile, place) => `已从 ${place} 删除配置“${profile}”的会话：所有机器都已退出登录。`,
  replacedShared: place => `${place} 中原有这个配置的会话，所有机器都改用新会话；旧会话没有被撤销。`,
  copyLeft: (profile, place) => `暂时无法更新 ${place} 中配置“${profile}”的副本，下次登录时会更新。`,
  profileShared: (profile, place) => `本机没有名为“${profile}”的配置，设置取自 ${place}。`,
  anyFreePort: '（任意空闲端口）',
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: '那里没有程序在监听：服务器没有运行，或者主机或端口不对。',
  ETIMEDOUT: '没有及时响应。',
  ENOTFOUND: '主机名不存在，或者没有网络。',
  EAI_AGAIN: '主机名不存在，或者没有网络。',
  ENOENT: '没有这个套接字：服务器没有运行，或者目录不对。',
  ERR_TLS_CERT_ALTNAME_INVALID: '它的证书属于另一个主机名。',
  CERT_HAS_EXPIRED: '它的证书已过期。',
  'no-tls': '服务器不支持 TLS，而地址要求使用 TLS；连接其他机器时也必须使用 TLS。',
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
  advice`请用以下方式之一提供密码：PGPASSWORD、psql 格式的密码文件（0600），或文件描述符（在命令末尾加上 3< FILE）`,
  command`export PGPASSWORD=PASSWORD`, command`export PGPASSFILE=FILE`, command`export OAUTH_WALK_STORE_PASSWORD_FD=3`,
]

/** 服务器拒绝之后的办法，按 SQLSTATE 选用。 */
const afterRefusal: Readonly<Record<string, Way | readonly Way[]>> = {
  'password-missing': givePassword,
  password: givePassword,
  '28P01': givePassword,
  28000: advice`请改正地址中的用户，或请数据库管理员允许它连接（pg_hba.conf）`,
  '3D000': advice`请改正地址中的数据库名，或请数据库管理员创建这个数据库`,
  42501: [advice`请把这段 SQL 交给数据库管理员`, command`oauth-walk store init --dry-run`],
  25006: advice`请在地址中指定主库`,
  53300: advice`请等服务器有空闲连接后重试`,
  53100: advice`请等服务器的磁盘有空间后重试`,
}

/** 无法连接服务器时的办法。 */
const afterSilence: Readonly<Record<string, Way>> = {
  ENOTFOUND: advice`请改正地址中的主机名`,
  EAI_AGAIN: advice`请改正地址中的主机名，或等网络恢复后重试`,
  ENOENT: advice`请改正地址中的目录，或等数据库恢复后重试`,
  ERR_TLS_CERT_ALTNAME_INVALID: advice`请在地址中使用证书上的主机名`,
  CERT_HAS_EXPIRED: advice`请数据库管理员更换证书`,
  'no-tls': advice`请在服务器上启用 TLS。如果服务器就在本机，可以在地址中加上 sslmode=disable`,
}

function isUntrusted(reason: unknown): boolean {
  return /CERT|SELF_SIGNED|VERIFY|ISSUER/.test(text(reason)) && pick(unreachable, reason) === undefined
}

function cause(reason: unknown): string {
  return pick(unreachable, reason) ?? (isUntrusted(reason) ? '它的证书不受信任。' : '无法建立连接，或者连接已断开。')
}

/** 仅凭错误码不能确定原因时，服务器的说明。 */
function told({ reason, text: said }: Readonly<Record<string, unknown>>): string {
  return pick(refused, reason) !== undefined && (reason !== '28000' || said === undefined) ? '' : `服务器的说明：${text(said)}`
}

export const zhStoreFailures: StoreFailures = {
  'store-unreachable': d => ({
    message: `无法连接存储 ${text(d['path'])}（${text(d['reason'])}）`,
    cause: cause(d['reason']),
    next: pick(afterSilence, d['reason']) ?? (isUntrusted(d['reason']) ? advice`请在地址中指定签发证书的 CA：postgres://…?sslrootcert=FILE` : advice`请改正地址中的主机和端口，或等数据库恢复后重试`),
  }),
  'store-refused': d => ({
    message: `存储 ${text(d['path'])} 拒绝了请求（${text(d['reason'])}）`,
    cause: [pick(refused, d['reason']) ?? '', told(d)].filter(part => part !== '').join(''),
    next: pick(afterRefusal, d['reason']) ?? advice`请把服务器的说明转给数据库管理员`,
  }),
  'store-too-large': d => ({
    message: `${text(d['path'])} 的一次响应超过 ${text(d['megabytes'])} MB`,
    cause: 'oauth-walk 不会写入这么大的数据：表被人改过，或者那里运行的是别的程序。连接已断开。',
    next: advice`请数据库管理员检查表 oauth_walk_sessions`,
  }),
  'store-taken': d => ({
    message: `${text(d['path'])} 中已有配置“${text(d['profile'])}”的另一个会话`,
    cause: `已有的会话取得于 ${text(d['there_at'])}，要迁移的会话取得于 ${text(d['moved_at'])}。迁移会让所有机器改用后者，因此没有迁移。`,
    next: [advice`请使用已有的会话，或者让所有机器退出登录后再迁移`, session`token show --store ${d['path']}`, session`logout --store ${d['path']}`],
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
    next: nameOne(d['issuers'], d['clients'], advice`请指明用哪一个：在命令后加 --issuer 或 --client-id，或设置环境变量`),
  }),
}

type Details = Readonly<Record<string, unknown>>

/** 一台机器的密钥不同，不等于要放弃所有机器共用的会话。 */
export function zhSealedShared(d: Details, cause: string): FailureProse {
  return {
    message: `无法打开 ${text(d['path'])} 中的会话`, cause,
    next: advice`请与其他机器核对密钥。如果密钥已经丢失，请换一个配置名登录，或者请数据库管理员删除这一行：DELETE FROM oauth_walk_sessions WHERE id = '${d['row']}'`,
  }
}

/** 数据库中的一行不是可以移走的文件。 */
export function zhCorruptShared(d: Details): FailureProse {
  return { message: `${text(d['path'])} 中的会话已损坏`, cause: '这一行的内容不是 oauth-walk 写入的。它保持原样，其他配置不受影响。', next: signIn }
}

/** 其他用户能读取的机密文件。 */
export function zhSecretOpen(d: Details, expected: string, came: string): FailureProse {
  return {
    message: `${text(d['path'])} 不安全，不能使用。预期：${expected}，实际：${came}`,
    cause: '里面是口令、密钥或密码，而本机的其他用户可能读取或修改它。', next: command`chmod 600 ${plainPath(d['path'])}`,
  }
}
