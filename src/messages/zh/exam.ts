import { advice } from '../again.ts'
import type { Catalogue } from '../catalogue.ts'
import { examineAgain, rulesIn, type Details, type ExamFailure, type ExamWords } from '../exam.ts'
import { mostAsked } from '../../exam.ts'
import { command } from '../../text/shell.ts'
import { text } from '../text.ts'

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
    unreachable: '没有应答',
    'no-resource-metadata': '没有元数据',
    'no-authorization-server': '不知道授权服务器',
    'no-provider-metadata': '没有元数据',
    'no-mcp-server': '仅限 MCP 服务器',
    'unsafe-address': '地址不安全',
    moved: '地址已变更',
    'not-all-asked': `仅前 ${mostAsked} 个`,
  },
  remarks: { loopback: 'http，本机' },
  changes: {
    'mcp-moved': d => `让客户端使用 ${text(d['location'])}，或者直接在 ${text(d['url'])} 应答。`,
    'mcp-transport-old': () => '在这个地址提供 Streamable HTTP：从 2025-03-26 版起，它取代了 HTTP+SSE。',
    'challenge-metadata-elsewhere': d => `让质询中的 resource_metadata 指向文档所在的地址：${text(d['found'])}`,
    'challenge-unquoted': () => '给 resource_metadata 后面的地址加上引号。',
  },
  aPage: '，是网页而不是 JSON',
  nowhere: tried => `以下地址都没有元数据：${tried}`,
  sent: '请求', answered: '应答', rule: '依据', change: '修改', about: '授权服务器',
}

export const zhExamFailures: Pick<Catalogue['failures'], ExamFailure> = {
  'rules-broken': d => ({ message: `不符合：${rulesIn(d)}`, cause: '遵守这些规则的客户端在这里无法继续，或者只能各行其是。', next: [d['elsewhere'] ? advice`检查服务器给出的地址；或者按上面的说明修改服务器` : advice`按上面的说明修改服务器，然后再次检查`, examineAgain(d)] }),
  'rules-unsafe': d => ({ message: `${text(d['url'])} 公布的内容不可信：${rulesIn(d)}`, cause: '遵守规则的客户端会在此结束登录，不会让任何人登录。', next: [d['elsewhere'] ? advice`检查服务器给出的地址；或者按上面的说明修改服务器` : advice`按上面的说明修改服务器，然后再次检查`, examineAgain(d)] }),
  'rules-unjudged': d => d['unasked'] === undefined ? unanswered(d) : unasked(d),
}

function unanswered(d: Details) {
  return { message: `无法判断：${rulesIn(d)}`, cause: '服务器没有应答，或表示暂时不能处理。这不说明它是否符合规则。', next: examineAgain(d) }
}

function unasked(d: Details) {
  return {
    message: `未能全部判断：${rulesIn(d)}`,
    cause: `资源还列出了另外 ${text(d['unasked'])} 个授权服务器。只检查了前 ${mostAsked} 个。`,
    next: [advice`逐个检查其余的`, command`oauth-walk check ${text(d['url'])} --authorization-server ${text(d['issuer'])}`],
  }
}

export const zhExamHelp: Record<string, string> = {
  check: '不登录，检查受保护资源（MCP 服务器）是否符合标准',
  'check.resource': '资源的地址',
  'check.--strict': '从严判定：通常可以容忍的偏差也算不符合',
  '--junit': '把结论写成 JUnit XML，供构建任务使用；- 表示 stdout',
  'check.--authorization-server': '资源列出多个授权服务器时，只检查这一个',
  'check.--resource-method': '资源不是 MCP 服务器；用这个方法访问它',
  'check.examples': `  oauth-walk check https://HOST/mcp      有哪些问题，该改什么
  oauth-walk check https://HOST/mcp --strict --junit check.xml
                                         供构建任务使用`,
}
