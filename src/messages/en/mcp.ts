import { advice, asking, loginAt } from '../again.ts'
import type { McpFailures } from '../catalogue.ts'
import type { McpWords } from '../mcp-words.ts'
import { advise, pick, text } from '../text.ts'
import { command } from '../../text/shell.ts'

export const enMcpWords: McpWords = {
  server: (name, version, protocol) => `MCP server ${name}${version === undefined ? '' : ` ${version}`}, protocol version ${protocol}`,
  nameless: 'without a name',
  instructions: 'It says of itself',
  tools: count => count === 1 ? 'It has one tool:' : `It has ${count} tools:`,
  noTools: 'It has no tools.',
  mustBeGiven: 'Behind each tool stand the names of its arguments; those with * must be given. --json has the whole schema.',
  more: count => `And ${count} more.`,
  cut: most => `There are more: the first ${most} are shown.`,
  excluded: names => `Left out, since x-mcp-header breaks a rule in their definition: ${names.join(', ')}`,
  called: tool => `The tool ${tool} answered:`,
  toolFailed: tool => `The tool ${tool} says that it failed:`,
  wantsMore: tool => `The tool ${tool} wants to be told more before it answers, which oauth-walk can’t.`,
  stepsUp: (needed, scope) => `The resource wants more: ${needed}. You sign in again, for all of ${scope}.`,
  signsInAgain: 'The resource takes this token no longer. You sign in again.',
  isResource: address => `There is no provider at ${address}, but a protected resource: the login begins there.`,
  otherContent: type => `(${type || 'something'} that is no text)`,
}

/** What an error code of JSON-RPC means here; the others are the server's own. */
const meanings: Readonly<Record<string, string>> = {
  '-32700': 'It could not read the request as JSON.',
  '-32600': 'It takes the request for no valid JSON-RPC.',
  '-32601': 'It does not have this method.',
  '-32602': 'It does not take these parameters. For a tool: no tool has this name, or the arguments do not fit; the list says which there are.',
  '-32603': 'Something went wrong inside the server: its own log tells more.',
  '-32020': 'It compared the header fields with the body, and they differ: something in between may have changed or dropped some.',
  '-32022': 'It speaks none of the protocol versions that oauth-walk speaks.',
}

export const enMcpFailures: McpFailures = {
  'tool-failed': d => d['result_type'] !== undefined ? notAnswered(d) : ({ message: `The tool ${text(d['tool'])} says that it failed`, cause: 'The server marks its answer as an error (isError). Its words are the answer.', next: advice`Compare the arguments with what the tool wants` }),
  'mcp-refused': d => d['session_lost']
    ? lostSession(d)
    : advise(d, {}, {
        message: `The MCP server refused ${text(d['method'])}${answered(d)}`,
        cause: d['versions'] === undefined ? pick(meanings, d['rpc_code']) ?? 'It did not do what was asked.' : `It offers the protocol versions ${text(d['versions'])}.`,
        next: d['method'] === 'tools/call' ? command`oauth-walk mcp ${d['url']}` : advice`Compare the address with the server’s documentation; -v shows the messages`,
      }),
  'mcp-moved': d => ({
    message: `${text(d['url'])} answered with a redirect (${text(d['status'])}) to ${text(d['location'])}`,
    cause: `It was not followed${d['carries_secret'] === false ? '' : ', since the token would go along'}. Often just a slash at the end is missing or too much: the server’s own address is the one to use, for the token too.`,
    next: loginAt(text(d['location'])),
  }),
  'mcp-transport-old': d => ({
    message: `${text(d['url'])} speaks HTTP+SSE, the transport of MCP 2024-11-05`,
    cause: `A GET opened a stream that names ${text(d['endpoint'])} as the place for messages. Streamable HTTP replaced it with version 2025-03-26, and oauth-walk speaks that alone.`,
    next: [advice`Ask the server’s operator for its Streamable HTTP address, which often ends in /mcp`, asking(command`curl -N -H ${'Accept: text/event-stream'} ${text(d['url'])}`)],
  }),
}

function lostSession(d: Readonly<Record<string, unknown>>) {
  return {
    message: `The MCP server does not know the session that it has just opened${answered(d)}`,
    cause: `It answered initialize, and then ${text(d['method'])} with 404, which means that the session has ended. A new session ended alike. Often several instances stand behind one address, and each knows only its own sessions.`,
    next: advice`Ask the server’s operator to keep a session at one instance (Mcp-Session-Id), or to share it; -v shows the messages`,
  }
}

function notAnswered(d: Readonly<Record<string, unknown>>) {
  const wantsMore = d['result_type'] === 'input_required'
  return {
    message: `The tool ${text(d['tool'])} did not answer: the result is of the type ${text(d['result_type'])}`,
    cause: wantsMore ? 'The server wants to be told more first. oauth-walk calls a tool once, and answers no questions.' : 'oauth-walk does not know this type.',
    next: wantsMore ? advice`Give all that the tool needs in --arguments, or call it by a client that answers the server’s questions` : advice`Compare the server’s protocol version with those that oauth-walk speaks; -v shows the messages`,
  }
}

function answered(d: Readonly<Record<string, unknown>>): string {
  const { status, error, error_description } = (d['provider'] ?? {}) as Record<string, unknown>
  if (d['rpc_code'] !== undefined) return `: error ${text(d['rpc_code'])}${d['rpc_message'] ? `, “${text(d['rpc_message'])}”` : ''}`
  const words = [error, error_description].filter(word => word !== undefined).map(text).join(', ')
  return ` with status ${text(status)}${words && `: “${words}”`}`
}
