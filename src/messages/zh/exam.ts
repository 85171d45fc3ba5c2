import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { examineAgain, lacksRefreshToken, ofStart, reasonsIn, whysIn, type Details, type ExamFailure, type ExamWords } from '../exam.ts'
import { mostAsked, type WhyUnjudged } from '../../codes/exam.ts'
import { command } from '../../text/shell.ts'
import { text } from '../chinese-text.ts'

export const zhExamWords: ExamWords = {
  rules: {
    'request-challenged': { title: '不带令牌的请求会收到质询', change: '对不带令牌的请求返回 401 和 WWW-Authenticate: Bearer resource_metadata="ADDRESS"，并且就在客户端使用的地址上返回。' },
    'resource-metadata-found': { title: '能找到资源的元数据', change: '在 /.well-known/oauth-protected-resource 加上资源路径的地址以 JSON 提供元数据，并在质询中用 resource_metadata 写明这个地址（绝对地址，含 https:// 和主机）。' },
    'resource-identical': { title: '元数据描述的就是这个资源', change: '把元数据里的 resource 设为客户端使用的地址：协议、主机、端口和路径都要一致。服务在代理之后时，用外部地址。' },
    'authorization-server-named': { title: '元数据列出了授权服务器', change: '在元数据的 authorization_servers 中至少列出一个授权服务器的 issuer。' },
    'provider-metadata-found': { title: '能找到授权服务器的元数据', change: '在 /.well-known/oauth-authorization-server（插在 issuer 的路径之前）或 OpenID 的地址提供授权服务器的元数据；没有元数据的授权服务器不要列出。' },
    'issuer-identical': { title: '元数据描述的就是这个 issuer', change: '让两处逐字一致，包括末尾的斜杠：资源的 authorization_servers 里写的 issuer，和授权服务器自己的元数据里的 issuer。' },
    'pkce-advertised': { title: '授权服务器声明检查 PKCE（S256）', change: '让授权服务器检查 PKCE，并在它的元数据中把 code_challenge_methods_supported 设为 ["S256"]。' },
    'endpoints-safe': { title: '授权服务器的端点都是 https', change: '每个端点都用可从外部访问的 https 地址提供，查询部分不带 OAuth 的参数，并公布这个地址。' },
  },
  reasons: {
    unreachable: '没有响应',
    'no-resource-metadata': '没有元数据',
    'no-authorization-server': '不知道授权服务器',
    'no-provider-metadata': '没有元数据',
    'no-mcp-server': '仅限 MCP 服务器',
    'unsafe-address': '地址不安全',
    moved: '地址已变更',
    'not-operated': '需 --i-operate', 'public-issuer': '公共授权服务器', 'destructive-off': '需 --destructive',
    'slow-off': '需 --slow', 'sign-in-off': '无人登录', 'no-client': '没有 client_id',
    'no-second-client': '没有第二个客户端', 'no-endpoint': '没有这个端点', 'not-offered': '不提供',
    'not-openid': '仅限 OpenID', 'public-client': '公开客户端',
    'confidential-client': '仅限公开客户端', 'not-loopback': '仅限本机地址', 'no-refresh-token': '没有刷新令牌', 'not-replaced': '不轮换',
    'client-certificate': '由 TLS 证书证明',
    'not-all-asked': `仅前 ${mostAsked} 个`,
  },
  remarks: { loopback: 'http，本机' },
  changes: {
    'mcp-moved': d => `让客户端使用 ${text(d['location'])}，或者直接在 ${text(d['url'])} 响应。`,
    'mcp-transport-old': () => '在这个地址提供 Streamable HTTP：从 2025-03-26 版起，它取代了 HTTP+SSE。',
    'challenge-metadata-elsewhere': d => `让质询中的 resource_metadata 指向文档所在的地址：${text(d['found'])}`,
    'challenge-unquoted': () => '给 resource_metadata 后面的地址加上引号。',
    'documents-differ': d => `让两份文档中的 ${text(d['members'])} 一致，或者只发布其中一份。`,
  },
  aPage: '，是网页而不是 JSON',
  manyRules: count => `${count} 条规则`,
  noneJudged: '（没有判定任何规则）',
  nowhere: tried => `以下地址都没有元数据：${tried}`,
  sent: '请求', answered: '响应', rule: '依据', change: '修改', about: '授权服务器',
}

const asRulesSay = (d: Details) => [
  d['elsewhere'] ? advice`检查服务器给出的地址；或者按各条规则的说明修改服务器` : advice`按各条规则的说明修改服务器，然后再次检查`,
  examineAgain(d),
]

export const zhExamFailures: Pick<Catalogue['failures'], ExamFailure> = {
  'rules-broken': d => ({ message: `不符合：${text(d['rules'])}`, cause: d['target'] ? '每一条不符合都可能被攻击者利用。攻击方式和修改方法见各条规则。' : '遵守这些规则的客户端在这里无法继续，或者只能各行其是。', next: asRulesSay(d) }),
  'rules-unsafe': d => ({ message: `${text(d['url'])} 公布的内容不可信：${text(d['rules'])}`, cause: '遵守规则的客户端会在此结束登录，不会让任何人登录。', next: asRulesSay(d) }),
  'rules-untried': d => ({ message: `未能检查：${text(d['rules'])}`, cause: whyUntried(d), next: examineAgain(d) }),
  'rules-unjudged': d => d['unasked'] === undefined ? unanswered(d) : unasked(d),
}

/** A provider that gave no refresh token is not left out by how the check was started. */
function whyUntried(d: Details): string {
  const [left, isRefused] = [reasonsIn(ofStart(d), zhExamWords.reasons, '、'), lacksRefreshToken(d)]
  return [
    ...left === '' && isRefused ? [] : [`这次检查的启动方式不包括它们：${left}。`],
    ...isRefused ? ['授权服务器没有颁发刷新令牌。许多授权服务器只在请求 offline_access 范围时才颁发。'] : [],
  ].join('')
}

function unanswered(d: Details) {
  const whys = whysIn(d)
  return {
    message: `无法判断：${text(d['rules'])}`, cause: whys.map(why => causes[why]).join(''),
    next: [...whys.flatMap(why => ways[why] ?? []), examineAgain(d)],
  }
}

const causes: Record<WhyUnjudged, string> = {
  unanswered: '服务器没有给出完整的响应，或表示暂时不能处理。这不说明它是否符合规则。',
  'budget-spent': '一次运行的请求数已达上限。严重程度最低的规则排在最后。',
  'unsafe-address': '这些规则需要的地址在元数据中是 http、位于内网，或者根本不是地址，登录不应请求这样的地址。没有向它们发送任何请求。',
  'no-browser': '浏览器没有打开，无法登录。',
  'browser-failed': '--browser 指定的程序出错退出，没有完成登录。它的报错见各条规则。',
  'opener-failed': '本机打开浏览器的程序出错退出，没有完成登录。它的报错见各条规则。',
  'nobody-came': '在规定时间内没有收到浏览器返回的结果。',
  'port-busy': '重定向 URI 的端口被另一个程序占用，回调会被那个程序收到。',
  'client-unsure': '没有提供客户端密钥，也没有看到授权服务器在没有密钥时接受这个客户端。',
  'second-client-refused': '令牌端点不接受第二个客户端：没有提供它的密钥，或者与注册的不一致。',
  'nothing-there': '检查这些规则的地址上没有相应的服务。这个地址来自元数据，或者是手动指定的。',
  'client-refused': '令牌端点不接受这个客户端：密钥或其发送方式与注册的不一致。',
  'sign-in-first': '没有登录时，授权服务器对正确的请求也不作答：它显示页面，或者转到别的页面。',
  unclear: '从收到的内容看不出规则是成立还是被违反；详见各条规则。',
  refused: '同样的消息不加改动也被授权服务器拒绝。请核对 client_id、重定向 URI 和 scope 是否与注册的一致。',
}

const ways: Partial<Record<WhyUnjudged, ReturnType<typeof advice>>> = {
  'unsafe-address': advice`同时检查 C02，它会列出这些地址`,
  'no-browser': advice`用 --browser COMMAND 指定一个能登录的程序；或者用 --no-open 只显示地址，自己打开；也可以用 --no-sign-in 跳过这些规则`,
  'browser-failed': advice`请单独运行那个程序，并给它一个登录地址（oauth-walk login 加 --no-open 会显示地址），看它报什么错`,
  'opener-failed': advice`用下面的命令显示地址（--no-open），自己打开；或者用 --browser COMMAND 指定一个能登录的程序；也可以用 --no-sign-in 跳过这些规则`,
  'nobody-came': advice`在显示的地址登录，用 --timeout 延长等待时间，或者用 --no-sign-in 跳过这些规则`,
  'port-busy': advice`结束那个程序，或者用 --port 换一个已注册的端口`,
  'client-unsure': advice`设置 OAUTH_WALK_CLIENT_SECRET；如果是公开客户端，加上 --auth-method none`,
  'second-client-refused': advice`用 --second-client-secret-file FILE 提供第二个客户端的密钥`,
  'nothing-there': advice`核对元数据（或对应的选项）中的这个地址是否就是授权服务器实际使用的地址`,
  'client-refused': advice`核对 OAUTH_WALK_CLIENT_SECRET（或 --client-secret-file）和 --auth-method 是否与注册的一致`,
  'sign-in-first': advice`去掉 --no-sign-in 再检查：在浏览器中登录后才能继续判断`,
}

function unasked(d: Details) {
  return {
    message: `未能全部判断：${text(d['rules'])}`,
    cause: `资源还列出了另外 ${text(d['unasked'])} 个授权服务器。只检查了前 ${mostAsked} 个。`,
    next: [advice`逐个检查其余的`, command`oauth-walk check ${text(d['url'])} --authorization-server ${text(d['issuer'])}`],
  }
}

export const zhDoctorFailures: Pick<Catalogue['failures'], 'doctor-found'> = {
  'doctor-found': d => ({ message: `有问题：${text(d['named'])}`, cause: d['json'] ? '见 state 为 bad 的各行。' : '见表中的 ✗。', next: d['json'] ? advice`请按其中 ways 的说明处理，然后再运行一次` : advice`请按表中箭头（→）后的说明处理，然后再运行一次` }),
}

export const zhExamHelp: Record<string, string> = {
  check: '按标准检查授权服务器，或受保护资源（MCP 服务器）',
  'check.target': 'sandbox、预设、issuer 或已保存的配置；或者资源的地址',
  'check.--strict': '从严判定：通常可以容忍的偏差也算不符合',
  '--i-operate': '这个授权服务器由你运营：向它发送违反规则的消息；不加则只读取公开的内容',
  '--plan': '只列出会发送哪些消息，一个也不发送',
  '--probe': '只检查这些编号的规则：C19,C20',
  '--severity': '只检查达到这个严重程度的规则',
  '--suite': '只检查这一套规则；mcp 还表示目标是资源',
  '--fail-on': '达到该严重程度时退出码为 3（默认 high）',
  '--destructive': '也检查会作废本次所得（令牌、浏览器会话）的规则',
  '--slow': '也检查需要几分钟的规则：授权码须在这么多秒后失效（默认 660；FAPI 为 61）',
  '--no-sign-in': '只检查无需登录的规则',
  '--second-client-id': '同一授权服务器的另一个客户端：有的规则需要两个',
  '--second-client-secret-file': '它的密钥；不提供则视为公开客户端',
  'check.--html': '把结论写成网页，机密值已替换；- 表示 stdout',
  '--sarif': '把结论写成 SARIF，供展示分析结果的工具使用；- 表示 stdout',
  '--baseline': '已知问题：只有基线之外的新问题才使退出码为 3',
  '--update-baseline': '把本次发现的问题写入该文件',
  '--junit': '把结论写成 JUnit XML，供构建任务使用；- 表示 stdout',
  'check.--authorization-server': '资源列出多个授权服务器时，只检查这一个',
  'check.--resource-method': '资源不是 MCP 服务器；用这个方法访问它',
  'check.examples': `  oauth-walk check sandbox --auto        看看会检查授权服务器的哪些方面
  oauth-walk check https://HOST --i-operate https://HOST --client-id ID
                                         由你运营的授权服务器
  oauth-walk check https://HOST/mcp      有哪些问题，该改什么
  oauth-walk check https://HOST/mcp --strict --junit check.xml
                                         供构建任务使用`,
}
