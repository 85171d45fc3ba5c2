import { advice, login } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { advise } from '../text.ts'
import { text } from '../chinese-text.ts'
import type { Lessons } from '../lessons.ts'
import {
  documentFor, isGuessed, otherMember, whereGuessed, withoutDocument,
  type ClientWords, type DocumentCheck, type RegistrationFailure, type RegistrationFinding,
} from '../registration.ts'
import { command } from '../../text/shell.ts'

const hosted = '这份文档由你托管，授权服务器也会这样拒绝它。请在托管处改正。'
const correct = [advice`请托管下面这条命令输出的文档`, command`oauth-walk client document --client-id URL`]

export const zhDocumentChecks: Pick<Catalogue['checks'], DocumentCheck> = {
  'client-document-address': { title: 'client_id 是带路径的 https 地址', cause: '客户端文档的地址必须带路径，不能含用户名、片段或 . 与 .. 路径段。', next: login`--client-id https://HOST/client.json` },
  'client-document-id': { title: '客户端文档写的是自己的地址', cause: `client_id 必须与文档地址逐字符相同。${hosted}`, next: correct },
  'client-document-name': { title: '客户端文档有给人看的名称', cause: `缺少 client_name。${hosted}`, next: correct },
  'client-document-redirect': { title: '客户端文档包含本次登录的重定向 URI', cause: `否则授权码无法返回。${hosted}`, next: [...correct, login`--redirect-uri URI`] },
  'client-document-secret': { title: '客户端文档不含密钥', cause: '任何人都能读到这份文档，写在里面的密钥就不再是密钥。', next: correct },
  'client-document-method': { title: '客户端文档的认证方式不需要密钥', cause: `这种客户端要么不认证（none），要么用私钥签名并在文档中给出公钥（private_key_jwt）。${hosted}`, next: correct },
}

export const zhDocumentWords: Pick<Catalogue['checkWords'], DocumentCheck> = {
  'client-document-address': { noun: '地址', wrong: 'client_id 不能用作文档地址' },
  'client-document-id': { noun: 'client_id', wrong: '该地址上的文档属于另一个客户端' },
  'client-document-name': { noun: 'client_name', wrong: '客户端文档缺少 client_name' },
  'client-document-redirect': { noun: '重定向 URI', wrong: '客户端文档缺少本次登录的重定向 URI' },
  'client-document-secret': { noun: '不含密钥', wrong: '客户端文档含有密钥' },
  'client-document-method': { noun: '认证方式', wrong: '客户端文档写的认证方式不适用于这种客户端' },
}

const prevents = (attack: string, protects = '流程到此为止，不打开浏览器。') => ({ seenBy: '客户端', protects, attack })

export const zhDocumentLessons: Pick<Lessons['checks'], DocumentCheck> = {
  'client-document-address': prevents('不同服务器对同一个地址有不同理解'),
  'client-document-id': prevents('复制别人的文档来冒充别的客户端'),
  'client-document-name': prevents('同意页面没有写明是谁在请求'),
  'client-document-redirect': prevents('授权码被送到没有注册的地址'),
  'client-document-secret': prevents('人人都知道的密钥'),
  'client-document-method': prevents('人人都知道的密钥'),
}

export const zhRegistrationLessons: Pick<Lessons['messages'], 'registration-request' | 'registration-response'> = {
  'registration-request': {
    what: '客户端向授权服务器自我介绍（POST），或者查看、修改自己的注册信息（GET、PUT）：重定向 URI，以及以后怎样证明身份。',
    seenBy: '只有客户端和授权服务器。',
    protects: '从此授权服务器只把授权码送到这些重定向 URI。需要初始访问令牌时，由它说明谁可以注册。',
    attack: '任何人都可以用任何名称注册客户端，所以不要相信同意页面上的客户端名称：授权码去哪里，要看重定向 URI。',
  },
  'registration-response': {
    what: '授权服务器给出 client_id，并说明实际注册的内容。与请求不同的地方，以响应为准。',
    seenBy: '只有客户端和授权服务器。其中有客户端密钥，以及用来修改注册信息的令牌。',
    protects: '这个客户端只为该 issuer 保存，绝不用于别的授权服务器。',
    attack: '谁拿到注册访问令牌，谁就能改掉重定向 URI，从而截走授权码。',
  },
}

const said = (d: Readonly<Record<string, unknown>>) => {
  const { error, error_description: words } = (d['provider'] ?? {}) as { error?: unknown, error_description?: unknown }
  const told = [error, words].map(text).filter(word => word !== '').join('：')
  return told === '' ? `（状态 ${text(d['status'])}）` : `（${told}）`
}

const refused = (d: Readonly<Record<string, unknown>>) => {
  const { status } = (d['provider'] ?? {}) as { status?: unknown }
  if (d['member'] !== undefined) return `问题出在 ${text(d['member'])}，发送的值是 ${text(d['sent']) || '空'}。`
  if (isGuessed(d)) return '没有元数据写明注册地址：/register 只是猜测的。服务器的授权服务器可能在别处。'
  if (status !== 401 && status !== 403) return '响应没有说明问题出在哪个成员。'
  return d['has_token'] ? '所发送的初始访问令牌不能用于注册，或者已经过期。' : '这里不允许任意注册：需要初始访问令牌。'
}

export const zhRegistrationFailures: Pick<Catalogue['failures'], RegistrationFailure> = {
  'registration-endpoint-missing': d => ({ message: `${text(d['issuer'])} 不支持客户端自行注册`, cause: '它的元数据没有 registration_endpoint。请手工注册客户端，或者指定注册端点。', next: [login`--client-id ID`, login`--registration-endpoint URL`] }),
  'registration-refused': d => advise(d, {}, { message: `授权服务器拒绝注册客户端${said(d)}`, cause: refused(d), next: [...[whereGuessed(d, advice`请发布服务器的元数据，写明它的授权服务器（RFC 9728）；下面的命令会列出缺少什么`) ?? otherMember(d) ?? advice`请向授权服务器了解它接受什么，或者手工注册客户端`].flat(), login`--client-id ID`] }),
  'registration-unusable': d => ({ message: `授权服务器注册的内容使本次登录无法完成：${text(d['member'])}`, cause: d['member'] === 'client_secret' ? `该客户端登记的方式是 ${text(d['method'])}，需要 client_secret，而响应里没有（RFC 7591 3.2.1）。` : `请求的值：${text(d['asked'])}。注册的值：${text(d['came']) || '无'}。`, next: [...[otherMember(d) ?? []].flat(), command`oauth-walk client show`, ...d['is_kept'] ? [command`oauth-walk client remove ${text(d['issuer'])}`] : []] }),
  'client-document-unsupported': d => ({ message: `${text(d['issuer'])} 不接受以地址作为 client_id`, cause: '它的元数据没有声明 client_id_metadata_document_supported。不必登录就能知道这一点。如果客户端是以这样的 client_id 手工注册的，请用 --auth-method 说明。', next: [withoutDocument, login`--auth-method none`] }),
  'client-document-refused': d => ({ message: `${text(d['url'])} 上没有客户端文档（状态 ${text(d['status'])}）`, cause: '授权服务器同样取不到它，也就不认识这个客户端。', next: [advice`请托管下面这条命令输出的文档`, documentFor({ client_id: d['url'] })] }),
  'client-unknown': d => ({ message: d['issuer'] ? `没有从这里在 ${text(d['issuer'])} 注册过客户端` : '不清楚指的是哪个客户端', cause: '只保存 oauth-walk 自行注册的客户端。', next: command`oauth-walk client list` }),
}

const reasons: Readonly<Record<string, string>> = {
  forgotten: '授权服务器已经不认识它', expired: '它的密钥已经过期', 'redirect-uri': '它的注册信息不符合本次登录的需要，又无法修改',
}

/** Why the provider was not asked to delete a client. */
const whyUndeleted: Readonly<Record<string, string | undefined>> = {
  unmanaged: '它没有给出删除的地址',
  elsewhere: '它给出的删除地址与注册端点不在同一主机，没有向那里发送请求',
}

export const zhRegistrationFindings: Pick<Catalogue['findings'], RegistrationFinding> = {
  'registration-status': d => `响应的状态是 ${text(d['status'])}，标准要求 ${text(d['expected'])}（RFC 7591 3.2.1）。`,
  'registration-expiry-missing': () => '返回了客户端密钥，却没有 client_secret_expires_at；RFC 7591 3.2.1 要求两者同时出现。按永不过期处理。',
  'registration-changed': d => `授权服务器注册的 ${text(d['member'])} 与请求不同：是 ${text(d['came']) || '空'}，而不是 ${text(d['asked'])}。以它的值为准。`,
  'registration-without-scope': d => `授权服务器不接受带有这个 scope（${text(d['scope'])}）的注册。去掉 scope 再请求一次。`,
  'registration-uri-unsafe': d => d['registered_at'] ? `registration_client_uri（${text(d['uri'])}）与注册端点（${text(d['registered_at'])}）不在同一主机：不会到那里读取、修改或删除客户端。` : `registration_client_uri 既不是 https，也不在本机（${text(d['uri'])}）：不会到那里读取、修改或删除客户端。`,
  'registration-unread': d => `授权服务器没有说明客户端目前的注册信息（${text(d['said'])}）。按原来的信息使用。`,
  'scope-not-registered': d => `授权服务器注册的客户端没有 scope ${text(d['scope'])}，因此没有请求它。“oauth-walk client show ${text(d['issuer'])}”显示注册信息。`,
  'client-renewed': d => `不再使用客户端 ${text(d['client_id'])}：${reasons[text(d['reason'])] ?? text(d['reason'])}${d['said'] ? `（${text(d['said'])}）` : ''}。正在注册新的客户端。`,
  'register-unneeded': d => `--register 没有起作用：${d['source'] === 'profile' ? '配置中已有' : '已经给出'} client_id ${text(d['client_id'])}。`,
  'client-document-unreachable': d => `从本机无法获取客户端文档（${text(d['reason'])}），因此没有检查。授权服务器必须能获取它。`,
  'client-document-large': d => `客户端文档有 ${text(d['bytes'])} 字节；规范建议服务器最多读取 ${text(d['most'])} 字节。`,
  'client-document-port': d => `客户端文档中 ${text(d['redirect_uri'])} 的端口不同。RFC 8252 7.3 允许在本机使用任意端口，但有些服务器会比较端口：这时请托管写有这个端口的文档。`,
}

export const zhClientWords: ClientWords = {
  none: '还没有自行注册的客户端。注册一个：oauth-walk login https://ISSUER --register',
  sealed: kind => `已加密（${kind}）`,
  kept: (clientId, issuer) => `授权服务器把这个客户端注册为 ${clientId}，只为 ${issuer} 保存。`,
  notKept: clientId => `客户端 ${clientId} 只为本次登录注册，不会保存：下次登录会另行注册。`,
  stays: (clientId, how) => `客户端 ${clientId} 仍在授权服务器注册着。要在那里也删除它：${how}`,
  staysFixed: (clientId, how) => `客户端 ${clientId} 仍在授权服务器注册着，该服务器不提供删除客户端的方式。要在本机删除它：${how}`,
  deleted: (clientId, issuer) => `${issuer} 已删除客户端 ${clientId}。`,
  notDeleted: (clientId, issuer, why) => `${issuer} 没有确认删除客户端 ${clientId}（${whyUndeleted[why] ?? why}）：它可能仍在那里注册着。`,
  removed: clientId => `本地的客户端 ${clientId} 已删除。`,
  asItIs: '授权服务器目前的注册信息',
  gone: '授权服务器已经不认识这个客户端；下次登录会注册新的',
  notRead: why => `注册时的信息；授权服务器没有说明目前的情况（${why}）`,
  unmanaged: '注册时的信息；这个授权服务器不支持读取或删除客户端',
  never: '永不过期',
  host: url => `请把它托管在 ${url}，类型为 application/json，不要重定向。`,
  exactPorts: '有些服务器连本机重定向 URI 的端口也要比较：登录时请使用文档中写明的端口。',
  registers: how => `这个授权服务器支持客户端自行注册，不需要 client_id：${how}`,
}

export const zhRegistrationHelp: Record<string, string> = {
  '--register': '让客户端在授权服务器自行注册（RFC 7591），并保存下来供以后登录使用',
  '--registration-endpoint': '客户端注册端点（RFC 7591），替代自动发现的端点',
  '--initial-access-token-file': '存放注册所需初始访问令牌的文件，- 表示 stdin；也可用 OAUTH_WALK_INITIAL_ACCESS_TOKEN',
  client: '自行注册的客户端，以及以地址为 client_id 的客户端文档',
  'client.list': '列出自行注册的客户端；不显示密钥',
  'client.show': '查看一个自行注册的客户端在授权服务器的现状',
  'client.remove': '先在授权服务器、再在本地删除自行注册的客户端',
  'client.document': '输出一份供托管的客户端文档',
  'client.issuer': 'issuer 或配置名；省略时取当前配置的 issuer',
  'client.--client-id': '你将用来托管这份文档的 https 地址',
  '--client-name': '客户端名称，显示在同意页面上',
  '--remove-client': '同时删除为这个配置自行注册的客户端：先在授权服务器，再在本地',
  '--registration': 'sandbox：允许客户端自行注册；=token 时只允许持有所示初始访问令牌的客户端',
}
