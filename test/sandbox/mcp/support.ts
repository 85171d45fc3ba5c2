import type { SandboxOptions } from '../../../src/sandbox/index.ts'
import { HandClient, openCallback, openSandbox, walkToCallback, type WithPath } from '../support.ts'

/** A sandbox that is an MCP server, and a client that asks for a token for it, or for nothing in particular. */
export async function openMcp(options: WithPath<SandboxOptions> = {}) {
  const sandbox = await openSandbox({ mcp: true, ...options })
  const callback = await openCallback()
  const resource = `${sandbox.issuer}/mcp`
  const client = new HandClient(sandbox, callback.uri, 'oauth-walk-public')
  const tokenFor = async (scope: string, isForMcp = true) => {
    const of: Record<string, string> = isForMcp ? { resource } : {}
    // A nonce belongs to an ID token.
    const nonce = scope.includes('openid') ? 'the-nonce' : undefined
    const code = (await walkToCallback(client, callback, { scope, nonce, ...of })).params.get('code') ?? ''
    return (await client.exchange(code, of)).body
  }
  return { sandbox, resource, client, tokenFor }
}
