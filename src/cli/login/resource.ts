import { Failure } from '../../codes/failure.ts'
import { requireIssuerForm } from '../../protocol/issuer-form.ts'
import { askResource } from '../../protocol/resource/open.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { isLoopbackHttp, parseAddress } from '../../addresses/loopback.ts'
import type { ProtectedResource, Walk } from '../../walk/context.ts'
import type { Send, WireResponse } from '../../wire.ts'
import { refusalOfResource } from '../failures/resource-refusal.ts'

/** Addresses under which nobody has an issuer: MCP servers stand there. */
const usual = /\/(?:mcp|sse)\/?$/i

/** Whether an address is that of a resource by its look alone; others are a resource where the user says so. */
export function looksLikeResource(address: string): boolean {
  return usual.test(parseAddress(address)?.pathname ?? '')
}

/** The resource that this login begins and ends at; nothing where it begins at a provider. Raises `setting-invalid`. */
export function planResource(resolved: Resolved): ProtectedResource | undefined {
  const url = textOf(resolved, 'protected-resource')
  if (url === undefined) return undefined
  requireIssuerForm(url)
  const method = textOf(resolved, 'resource-method')
  const refusals = ['resource-refused', 'mcp-refused'] as const
  const authorizationServer = textOf(resolved, 'authorization-server') ?? issuerNamed(resolved)
  const place = { url, refusals, authorizationServer }
  return { ...place, ...method === undefined ? mcpServer(url, resolved) : plainResource(url, method) }
}

/** The issuer that the user named besides, by flag, variable or preset: the client is one of that provider. */
function issuerNamed({ issuer, preset }: Resolved): string | undefined {
  const isNamed = issuer?.source === 'flag' || issuer?.source === 'environment' || (issuer && preset?.source === 'flag')
  return isNamed ? String(issuer.value) : undefined
}

/** The resource that leads to the provider, and what step 6 opens: that, or else what the tokens are asked for. */
export function planResources(resolved: Resolved): { resource: ProtectedResource | undefined, opens: Walk['opens'] } {
  const resource = planResource(resolved)
  return { resource, opens: resource ?? planOpened(resolved) }
}

/**
 * The resource that `--resource` names, where it is one address that can be asked. It may be a mere name, which answers
 * to nobody.
 */
function planOpened(resolved: Resolved): Walk['opens'] {
  const [url, ...others] = (resolved.resource?.value ?? []) as string[]
  if (url === undefined) return undefined
  if (others.length > 0 || !isAddress(url)) return 'left-out'
  const method = textOf(resolved, 'resource-method') ?? 'GET'
  return {
    url, refusals: ['resource-refused'],
    visit: async (send, accessToken) => {
      const answer = await askResource(send, { url, method }, accessToken).catch(orNoHost)
      if (answer === undefined) return { status: null, content_type: null }
      if (![404, 405, 410].includes(answer.status)) await requireOpened(url, answer)
      return shownOf(answer)
    },
  }
}

/** A host that does not exist is none that failed to answer. */
function orNoHost(error: unknown): undefined {
  if (error instanceof Failure && error.code === 'network-failed' && error.details['reason'] === 'ENOTFOUND')
    return undefined
  throw error
}

function isAddress(url: string): boolean {
  return isLoopbackHttp(url) || /^https:\/\/[^/?#]/i.test(url)
}

function shownOf({ status, headers }: WireResponse): Record<string, unknown> {
  return { status, content_type: headers['content-type'] ?? null }
}

type Manner = Pick<ProtectedResource, 'knock' | 'visit'>

/** A resource of whose protocol nothing is known: one request. */
function plainResource(url: string, method: string): Manner {
  return {
    knock: async send => askResource(send, { url, method }),
    visit: async (send, accessToken) => {
      const answer = await askResource(send, { url, method }, accessToken)
      await requireOpened(url, answer)
      return shownOf(answer)
    },
  }
}

async function requireOpened(
  url: string, answer: WireResponse, { isMcp = false, tool }: { isMcp?: boolean, tool?: string | undefined } = {},
): Promise<void> {
  const refusal = await refusalOfResource(url, answer, isMcp)
  if (refusal) throw refusal.with(undefined, tool === undefined ? {} : { tool })
}

/** Answers of a server that is none for MCP. */
const otherProtocols: readonly string[] = ['mcp-refused', 'unreadable-answer']

/** An MCP server; what turns out to be none is asked by GET. */
function mcpServer(url: string, resolved: Resolved): Manner {
  const plain = plainResource(url, 'GET')
  let isPlain = false
  return {
    knock: async (send) => {
      const answer = await knockAtMcp(send, url)
      isPlain = answer === undefined
      return answer ?? plain.knock(send)
    },
    visit: async (send, accessToken) => {
      if (isPlain) return plain.visit(send, accessToken)
      const { visit } = await import('../../mcp/index.ts')
      const call = toolAsked(resolved)
      const visited = await visit({ send, url, authorization: `Bearer ${accessToken}` }, { call })
      if (visited.ended === 'challenged')
        await requireOpened(url, visited.answer, { isMcp: true, tool: toolRefused(visited.learnt, call) })
      return { ...visited.learnt }
    },
  }
}

/** The tool that was refused: whoever saw the list of them was calling one. */
export function toolRefused({ tools }: { tools?: unknown }, call: ToolAsked | undefined): string | undefined {
  return tools === undefined ? undefined : call?.name
}

/** The answer that asks for a token, or that of a server which asks for none; nothing where it does not speak MCP. */
async function knockAtMcp(send: Send, url: string): Promise<WireResponse | undefined> {
  const { visit } = await import('../../mcp/index.ts')
  try {
    const visited = await visit({ send, url })
    return visited.ended === 'challenged' ? visited.answer : { status: 200, headers: {}, body: '' }
  } catch (error) {
    if (error instanceof Failure && otherProtocols.includes(error.code)) return undefined
    throw error
  }
}

/** A tool that is to be called. */
export interface ToolAsked { name: string, arguments: Record<string, unknown> }

/** The tool that the flags name, with its arguments. */
export function toolAsked(resolved: Resolved): ToolAsked | undefined {
  const name = textOf(resolved, 'tool')
  return name === undefined
    ? undefined
    : { name, arguments: JSON.parse(textOf(resolved, 'arguments') ?? '{}') as Record<string, unknown> }
}
