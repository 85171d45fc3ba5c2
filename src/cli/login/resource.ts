import { requireIssuerForm } from '../../protocol/issuer-form.ts'
import { askResource, requireOpened } from '../../protocol/resource/open.ts'
import { textOf, type Resolved } from '../../providers/resolve.ts'
import { parseAddress } from '../../loopback.ts'
import type { ProtectedResource } from '../../walk/context.ts'

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
  const request = { url, method: textOf(resolved, 'resource-method') ?? 'GET' }
  return {
    url, authorizationServer: textOf(resolved, 'authorization-server'),
    knock: async send => askResource(send, request),
    visit: async (send, accessToken) => {
      const answer = await askResource(send, request, accessToken)
      await requireOpened(url, answer)
      return { status: answer.status, content_type: answer.headers['content-type'] ?? null }
    },
  }
}
