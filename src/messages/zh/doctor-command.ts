import { command } from '../../text/shell.ts'
import { advice } from '../again.ts'
import type { DoctorLimit, DoctorWords } from '../doctor-words.ts'
import { text } from '../chinese-text.ts'

export const zhDoctorWords: DoctorWords = {
  machine: '本机',
  provider: name => `授权服务器：${name}`,
  parts: {
    program: '程序', language: '语言', environment: '环境变量', terminal: '终端', store: '存储', keyring: '密钥环', browser: '浏览器', 'redirect-listener': '回调端口',
    proxy: '代理', tls: 'TLS', settings: '设置', client: '客户端', metadata: '元数据', endpoints: '端点', keys: '密钥', clock: '时钟', certificate: '证书', 'redirect-uri': '重定向 URI', session: '会话',
  },
  remarks: {
    program: d => `版本 ${text(d['version'])}，Node.js ${text(d['node'])}，${text(d['platform'])}`,
    'program-newer': d => `版本 ${text(d['version'])}，Node.js ${text(d['node'])}，${text(d['platform'])}：只在 Node.js ${text(d['newest'])} 及以下测试过`,
    language: d => `中文，由 ${text(d['by'])}（${text(d['value'])}）决定`,
    'language-default': () => '中文',
    'environment-none': () => '没有设置 OAUTH_WALK_ 变量',
    'environment-set': d => text(d['names']),
    'variable-unknown': d => `设置了 ${text(d['name'])}，但没有命令读取它${d['near'] ? `；有 ${text(d['near'])}` : ''}`,
    terminal: d => `${text(d['columns'])} 列，TERM 为 ${text(d['term'])}`,
    'terminal-missing': () => '未检测到终端，不会交互提问；所需的值请用选项或环境变量提供。',
    'store-damaged': d => `${text(d['folder'])}：${text(d['count'])} 个配置，另有 ${text(d['damaged'])} 个配置的文件无法读取${d['active'] ? `，当前为 ${text(d['active'])}` : ''}`,
    store: d => `${text(d['folder'])}：${text(d['count'])} 个配置${d['active'] ? `，当前为 ${text(d['active'])}` : ''}`,
    'store-new': d => `${text(d['folder'])}：尚未保存任何内容`,
    'store-shared': d => `${text(d['place'])} 可以连接，会话表已存在`,
    'store-shared-new': d => `${text(d['place'])} 可以连接，但还没有会话表。如果角色有权限，登录时会自动建表。`,
    keyring: () => '可用，能使用 --store keyring',
    'keyring-missing': () => '没有可用的密钥环。只有 --store keyring 需要它。',
    'browser-command': d => `${d['source'] === 'profile' ? '配置' : text(d['source'])}：${text(d['path'])}`,
    'browser-system': () => '系统默认浏览器',
    'browser-none': () => '没有图形界面，无法打开浏览器。',
    'port-free': d => `${text(d['uri'])} 空闲${d['anyPort'] ? '；端口为任意空闲端口' : ''}`,
    pasted: d => `${text(d['uri'])}；地址靠粘贴，不监听端口`,
    'proxy-none': () => '无',
    'proxy-set': d => `${text(d['proxy'])}，由 ${text(d['variable'])} 设置${d['excused'] ? `；以下地址除外：${text(d['excused'])}` : ''}；回环地址从不经过代理`,
    'proxy-unneeded': d => `${text(d['proxy'])}（由 ${text(d['variable'])} 设置）不能使用（${text(d['reason'])}）。这次登录访问的地址都不经过它。`,
    tls: () => '按 Node.js 自带的根证书校验',
    'authorities-added': d => `${text(d['by'])} ${d['by'] === '--ca' ? '取代了 Node.js 自带的根证书' : '增加了根证书'}：${text(d['file'])}`,
    settings: d => `${d['client'] ? `客户端 ${text(d['client'])}，` : ''}${d['saved'] ? '' : '新'}配置 ${text(d['profile'])}，重定向 URI ${text(d['redirect'])}${d['anyPort'] ? '（任意空闲端口）' : ''}`,
    'client-missing': d => d['registers'] ? '没有 client_id。该授权服务器支持客户端自行注册。' : d['asked'] ? '没有 client_id：登录时会询问。' : '没有 client_id：登录需要它，除非授权服务器支持客户端自行注册。',
    'secret-missing': d => `没有提供客户端密钥：只有公开客户端才可以这样。${d['unlisted'] ? '授权服务器的元数据没有列出公开客户端所用的 none。' : ''}`,
    'proof-untried': () => '没有试过客户端的密钥，也没有请求令牌端点：授权服务器是否接受，要到登录时才知道。',
    'resource-target': () => '这是受保护资源，它自己会给出授权服务器。',
    metadata: d => `${text(d['url'])}，issuer 为 ${text(d['issuer'])}`,
    'metadata-by-hand': () => '端点已知，不查找元数据',
    'documents-good': () => '元数据符合标准',
    keys: d => Number(d['count']) === 0 ? `${text(d['url'])} 没有密钥` : `${text(d['count'])} 个密钥（${text(d['kinds'])}），位于 ${text(d['url'])}`,
    'keys-unfit': d => `用 ${text(d['url'])} 的密钥无法验证任何 ID 令牌`,
    'keys-none': () => '没有公布密钥：无法校验 ID 令牌',
    'keys-none-unproven': () => '没有公布密钥。因此登录时不请求 ID 令牌，也就无法证明是谁登录的。',
    clock: d => Number(d['seconds']) === 0 ? '与授权服务器一致' : `与授权服务器相差 ${text(d['seconds'])} 秒`,
    'clock-off': () => '登录时会拒绝 ID 令牌',
    certificate: d => `${text(d['host'])}，${text(d['protocol'])}，有效期至 ${text(d['until'])}`,
    'certificate-ends': d => Number(d['days']) < 0 ? `${text(d['host'])} 的证书已于 ${text(d['until'])} 过期。` : `${text(d['host'])} 的证书将于 ${text(d['until'])} 过期，还剩 ${text(d['days'])} 天。`,
    'certificate-proxy': d => `${text(d['host'])} 经由代理访问，没有查看它的证书。`,
    'certificate-loopback': d => `无：${text(d['host'])} 就是本机`,
    'redirect-accepted': d => `授权服务器认识 ${text(d['uri'])}：它向该地址作了响应（${text(d['answer'])}）${d['anyPort'] ? '。以此 URI 试探；端口为任意空闲端口' : ''}`,
    'redirect-unclear': d => `${whatCame(d)}${text(d['uri'])} 是否已注册，要到登录时才知道。`,
    'redirect-unavailable': d => `授权端点返回状态码 ${text(d['status'])}，没有说明是否认识 ${text(d['uri'])}。`,
    'redirect-other-error': d => `授权服务器向 ${text(d['uri'])} 返回了错误 ${text(d['error'])}。试探时无人登录；真正登录时也可能这样结束。`,
    'redirect-untried': d => `无法判断 ${text(d['uri'])} 是否已注册：授权服务器没有对它作出判断。`,
    'redirect-client-missing': d => `${text(d['uri'])} 须在授权服务器注册；没有给出 client_id，因此没有试探`,
    session: d => `配置 ${text(d['profile'])}${d['until'] ? `，访问令牌有效期至 ${text(d['until'])}` : ''}${d['refreshable'] ? '，可以刷新' : ''}`,
    'session-ended': d => `配置 ${text(d['profile'])} 的访问令牌已于 ${text(d['until'])} 过期，且无法刷新。`,
    'session-none': d => `配置 ${text(d['profile'])} 没有保存会话`,
  },
  ways: {
    'store-damaged': () => command`oauth-walk profile list`,
    'variable-unknown': d => d['near'] ? command`unset ${text(d['name'])}` : command`oauth-walk help environment`,
    'store-shared-new': d => d['store'] ? command`oauth-walk store init --store ${text(d['store'])}` : command`oauth-walk store init`,
    'browser-none': () => [advice`登录时加上 --no-open 并自行打开打印出的地址；或用 --device 在其他设备上登录；或用 --paste`],
    'client-missing': d => d['registers'] ? advice`登录时加上 --register` : advice`在授权服务器注册客户端，并用 --client-id 给出它的 id`,
    'secret-missing': () => advice`如果不是公开客户端，请用 --client-secret-file FILE 或 OAUTH_WALK_CLIENT_SECRET 提供密钥`,
    'resource-target': d => command`oauth-walk check ${text(d['url'])}`,
    'keys-unfit': d => advice`请让授权服务器的管理员在 ${d['url']} 公布签发 ID 令牌所用的密钥，并确认 realm 或租户没有弄错`,
    'clock-off': () => advice`请把有误的时钟与网络时间同步；本机时间可用 date -u 查看`,
    'certificate-ends': () => advice`请授权服务器的管理员更新证书`,
    'redirect-unclear': d => advice`与注册的地址逐字符比较：${text(d['uri'])}`,
    'redirect-unavailable': () => advice`请稍后再试，或联系授权服务器的管理员`,
    'session-ended': d => command`oauth-walk login ${text(d['profile'])}`,
  },
  said: words => `服务器原话：“${words}”`,
  inPlaceOf: names => `请把 ${names.join('、')} 换成实际的值：`,
  counts: (bad, notes, limits) => {
    if (bad + notes + limits.length === 0) return '登录所需的一切都正常。'
    return (bad === 0 ? limits.length > 0 ? `没有发现妨碍登录的问题，但${limits.map(limit => limited[limit]).join('；')}。` : '没有妨碍登录的问题。' : `有 ${bad} 处问题（✗）会妨碍登录。`) + (notes === 0 ? '' : `有 ${notes} 处需要留意（!）。`)
  },
}

const limited: Readonly<Record<DoctorLimit, string>> = {
  'redirect-uri': '重定向 URI 是否已注册还不清楚',
  secret: '授权服务器是否接受客户端的密钥还没有试过',
  identity: '没有 ID 令牌可以证明是谁登录的',
}

/** What there was in place of an answer at the redirect URI. */
function whatCame(d: Readonly<Record<string, unknown>>): string {
  if (d['leadsTo'] !== undefined) return `授权服务器把浏览器转到 ${text(d['leadsTo'])}。`
  if (d['challenge'] !== undefined) return `授权端点先让浏览器询问密码（状态 ${text(d['status'])}，${text(d['challenge'])}）。`
  const said = d['words'] === undefined ? '' : `，“${text(d['words'])}”`
  if (d['wall'] === 'challenge') return `代替授权服务器作答的是人机验证（状态码 ${text(d['status'])}${said}）。浏览器也许能通过。`
  if (d['wall'] === 'firewall') return `收到状态码 ${text(d['status'])}，没有 OAuth 错误${said}：作答的可能是授权服务器前面的防火墙。浏览器也许能通过。`
  return d['isEmpty'] ? `授权端点返回状态码 ${text(d['status'])} 和空白页面。` : '授权服务器显示了自己的页面。'
}
