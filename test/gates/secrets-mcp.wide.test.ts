import { describe, expect, test } from 'vitest'
import { answerAll, bad, ok, type Answer } from '../mcp/stub.ts'
import { everyExport, readExports } from '../report/written.ts'
import { freshHome, type Ended } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openMcpServer, type Judge, type McpServer } from '../support/mcp-server.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { tokens } from '../support/stub-answers.ts'
import { walk } from '../support/walks.ts'
import { bare } from '../../src/text/printable.ts'

const token = 'mcp-ACCESS-7f3kz9Qw2LxVb5T'

type Texts = Record<string, (token: string) => unknown>

async function openServer(): Promise<McpServer> {
  const { stub } = await openRegisteringStub({
    token: tokens(good => ({ ...good, id_token: undefined, access_token: token })),
  })
  return openMcpServer({ servers: [stub.issuer] })
}

/** A server that says these texts of itself, of its one tool and as that tool's answer. */
function saying(
  { server, tool, call, refusal }: Record<'server' | 'tool' | 'call', Texts> & { refusal?: (token: string) => string },
): Judge {
  const made = (texts: Texts, by: string) =>
    Object.fromEntries(Object.entries(texts).map(([name, make]) => [name, make(by)]))
  return (asked): Answer | undefined => {
    const { token: by, message: { id, method } } = asked
    if (method === 'initialize') {
      const { instructions, ...info } = made(server, by)
      return ok(id, { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: info, instructions })
    }
    if (method === 'tools/list')
      return answerAll(asked, [{ name: 'one', inputSchema: { type: 'object' }, ...made(tool, by) }])
    if (method !== 'tools/call') return undefined
    return refusal ? bad(id, -32_000, refusal(by)) : ok(id, { content: [{ type: 'text', ...made(call, by) }] })
  }
}

/** Everything that a login there, and `mcp` behind it, says and writes. */
async function everything(server: McpServer, judge: Judge): Promise<Record<string, string>> {
  const home = freshHome()
  server.judge(judge)
  const ran = async (...words: string[]) => startInside(words, { home }).ended
  const page = await walk(
    [server.url, '--tool', 'one', '--port', '0', '--timeout', '90', '-vv', ...everyExport(home)], { home }, {},
    startInside,
  )
  const ended: Record<string, Ended> = {
    page, list: await ran('mcp', server.url), document: await ran('mcp', server.url, '--json'),
    called: await ran('mcp', server.url, '--tool', 'one'),
    'called, as JSON': await ran('mcp', server.url, '--tool', 'one', '--json'),
  }
  expect(page.stderr).toContain('MCP server')
  return {
    ...Object.fromEntries(Object.entries(ended).map(([name, { stdout, stderr }]) => [name, stdout + stderr])),
    ...readExports(home),
  }
}

/** Where a text stands, with what is before and behind it. */
function seenIn(said: Record<string, string>, text: string): Record<string, string> {
  const places = Object.entries(said).flatMap(([kind, whole]) =>
    whole.includes(text) ? [[kind, whole.indexOf(text), whole] as const] : [])
  return Object.fromEntries(
    places.map(([kind, place, whole]) => [kind, whole.slice(Math.max(0, place - 40), place + 40)]),
  )
}

describe('what an MCP server says is cut before it is masked, and gives nothing away', () => {
  const across = (most: number, behind = 1) => (by: string) =>
    `${'-'.repeat(most - by.length)}${by}${'-'.repeat(behind)}`
  const texts = {
    server: { name: across(100), version: across(100), title: across(100), instructions: across(500) },
    tool: { title: across(100), description: across(4000) },
    call: { type: across(40), text: across(32_768) },
  }

  test('of a token that each cut goes through, no beginning is seen', { timeout: 60_000 }, async () => {
    const server = await openServer()
    for (const judge of [
      saying(texts), saying({ ...texts, refusal: across(500) }), saying({ ...texts, tool: { name: across(200) } }),
    ]) {
      expect(seenIn(await everything(server, judge), token.slice(0, 6))).toEqual({})
    }
  })

  test('of a tool’s answer nothing is cut', { timeout: 60_000 }, async () => {
    const server = await openServer()
    const long = `${'-'.repeat(40_000)} and ends`
    const said = await everything(server, saying({ ...texts, call: { text: () => long } }))
    expect(Object.keys(seenIn(said, long))).toEqual(['page', 'called', 'called, as JSON'])
  })
})

describe('what an MCP server tears apart with characters that nobody sees is no token for a reader', () => {
  const torn = (between: string) => (by: string) => `${by.slice(0, 12)}${between}${by.slice(12)}`
  const texts = (between: string) => ({
    server: { name: torn(between), instructions: torn(between) },
    tool: {
      description: torn(between),
      inputSchema: (by: string) => ({
        type: 'object', properties: { [torn(between)(by)]: {} }, required: [torn(between)(by)],
      }),
    },
    call: { text: torn(between) },
  })

  test.each([
    ['a zero-width space', '\u200b'], ['a variation selector behind a digit', '\ufe0f'], ['a colour', '\u001b[1m'],
  ])('%s', { timeout: 60_000 }, async (_, between) => {
    expect(token[11]).toBe('7')
    const said = await everything(await openServer(), saying(texts(between)))
    const seen = Object.fromEntries(
      Object.entries(said).map(([kind, text]) => [kind, text.split('\n').map(line => bare(line)).join('\n')]),
    )
    expect(seenIn(seen, token)).toEqual({})
  })
})
