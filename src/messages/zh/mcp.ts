import { advice, asking, loginAt } from '../again.ts'
import type { McpFailures } from '../catalogue.ts'
import type { McpWords } from '../mcp-words.ts'
import { advise, pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { command } from '../../text/shell.ts'

export const zhMcpWords: McpWords = {
  server: (name, version, protocol) => `MCP 服务器 ${name}${version === undefined ? '' : ` ${version}`}，协议版本 ${protocol}`,
  nameless: '（未报名称）',
  instructions: '服务器的自我说明',
  tools: count => `它有 ${count} 个工具：`,
  noTools: '它没有任何工具。',
  mustBeGiven: '工具名后面是它的参数名，带 * 的必须给出。完整的 schema 见 --json。',
  more: count => `另有 ${count} 个。`,
  cut: most => `工具不止这些，只显示前 ${most} 个。`,
  excluded: names => `以下工具定义中的 x-mcp-header 不合规则，未列入：${names.join('、')}`,
  called: tool => `工具 ${tool} 的回答：`,
  toolFailed: tool => `工具 ${tool} 报告执行失败：`,
  wantsMore: tool => `工具 ${tool} 要求先补充信息才能回答，oauth-walk 无法提供。`,
  stepsUp: (needed, scope) => `资源要求更多权限：${needed}。请重新登录，一并申请 ${scope}。`,
  signsInAgain: '资源不再接受这个令牌，请重新登录。',
  isResource: address => `${address} 不是授权服务器，而是受保护的资源：登录从它开始。`,
  otherContent: type => `（${type || '其他内容'}，不是文本）`,
}

/** What an error code of JSON-RPC means here; the others are the server's own. */
const meanings: Readonly<Record<string, string>> = {
  '-32700': '它无法把请求解析为 JSON。',
  '-32600': '它认为请求不是有效的 JSON-RPC。',
  '-32601': '它没有这个方法。',
  '-32602': '它不接受这些参数。对工具而言：没有叫这个名字的工具，或者参数不符；列表中写有各个工具及其参数。',
  '-32603': '服务器内部出错，详情请看它自己的日志。',
  '-32020': '它核对了请求头与请求体，两者不一致：可能是中间环节改动或丢弃了请求头。',
  '-32022': '它支持的协议版本，oauth-walk 都不支持。',
}

export const zhMcpFailures: McpFailures = {
  'tool-failed': d => d['result_type'] !== undefined ? notAnswered(d) : ({ message: `工具 ${text(d['tool'])} 表示执行失败`, cause: '服务器把它的结果标记为错误（isError），原因见结果内容。', next: advice`请对照工具要求的参数` }),
  'mcp-refused': d => d['session_lost']
    ? lostSession(d)
    : advise(d, {}, {
        message: `MCP 服务器拒绝了 ${text(d['method'])}${answered(d)}`,
        cause: d['versions'] === undefined ? pick(meanings, d['rpc_code']) ?? '它没有处理所请求的事。' : `它提供的协议版本是 ${text(d['versions'])}。`,
        next: d['method'] === 'tools/call' ? command`oauth-walk mcp ${d['url']}` : advice`请对照服务器的文档核对地址；加上 -v 会显示具体消息`,
      }),
  'mcp-moved': d => ({
    message: `${text(d['url'])} 返回了重定向（${text(d['status'])}），指向 ${text(d['location'])}`,
    cause: `没有跟随${d['carries_secret'] === false ? '' : '，因为令牌会一并发过去'}。常见原因只是末尾少了或多了一个斜杠：请使用服务器自己的地址，令牌也应针对它。`,
    next: loginAt(text(d['location'])),
  }),
  'mcp-transport-old': d => ({
    message: `${text(d['url'])} 使用的是 HTTP+SSE，即 MCP 2024-11-05 的传输方式`,
    cause: `GET 请求打开了一个事件流，其中指定由 ${text(d['endpoint'])} 接收消息。从 2025-03-26 版起它已被 Streamable HTTP 取代，oauth-walk 只支持后者。`,
    next: [advice`请向服务器的运营者索取它的 Streamable HTTP 地址，通常以 /mcp 结尾`, asking(command`curl -N -H ${'Accept: text/event-stream'} ${text(d['url'])}`)],
  }),
}

function lostSession(d: Readonly<Record<string, unknown>>) {
  return {
    message: `MCP 服务器不认识它刚刚建立的会话${answered(d)}`,
    cause: `它响应了 initialize，随后却对 ${text(d['method'])} 返回 404，意思是会话已结束。重新建立的会话也是如此。常见原因是同一地址后面有多个实例，而每个实例只认识自己的会话。`,
    next: advice`请联系服务器的运营者，让同一会话（Mcp-Session-Id）始终由同一实例处理，或在实例之间共享会话；加上 -v 会显示具体消息`,
  }
}

function notAnswered(d: Readonly<Record<string, unknown>>) {
  const wantsMore = d['result_type'] === 'input_required'
  return {
    message: `工具 ${text(d['tool'])} 没有给出答复：结果的类型是 ${text(d['result_type'])}`,
    cause: wantsMore ? '服务器需要先得到更多信息。oauth-walk 只调用一次工具，不回答服务器的追问。' : 'oauth-walk 不认识这种类型。',
    next: wantsMore ? advice`请用 --arguments 给出工具所需的全部信息，或者改用能回答服务器追问的客户端` : advice`请对照服务器的协议版本和 oauth-walk 支持的版本；加上 -v 会显示具体消息`,
  }
}

function answered(d: Readonly<Record<string, unknown>>): string {
  const { status, error, error_description } = (d['provider'] ?? {}) as Record<string, unknown>
  if (d['rpc_code'] !== undefined) return `：错误 ${text(d['rpc_code'])}${d['rpc_message'] ? `，“${text(d['rpc_message'])}”` : ''}`
  const words = [error, error_description].filter(word => word !== undefined).map(text).join('，')
  return `，状态码 ${text(status)}${words && `：“${words}”`}`
}
