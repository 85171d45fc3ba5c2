/** Where the MCP server's endpoint is, below the issuer. */
export const mcpPath = '/mcp'

/** Where its metadata stands: with the path inserted, and at the root (RFC 9728, section 3.1). */
export const metadataPaths = [
  `/.well-known/oauth-protected-resource${mcpPath}`, '/.well-known/oauth-protected-resource',
]

/** What every tool needs, and what the tool that changes something needs besides. */
export const readScope = 'mcp:read'
export const writeScope = 'mcp:write'

/** What a client needs to know about the MCP server. */
export interface McpFacts {
  resource: string
  scopes: string[]
  tools: { name: string, scope: string }[]
}

/** The tools, with what each is allowed by. */
export const tools = [
  {
    name: 'greet', scope: readScope, description: 'Says hello to somebody.\nIt changes nothing.',
    inputSchema: { type: 'object', properties: { name: { type: 'string', description: 'whom to greet' } } },
  },
  {
    name: 'write_note', scope: writeScope,
    description: 'Writes a note, which nobody keeps.\nIt needs a scope of its own.',
    inputSchema: {
      type: 'object', properties: { text: { type: 'string', description: 'what to write' } }, required: ['text'],
    },
  },
]

/** Faults of the server itself. */
export interface Careless {
  /** Tokens are taken whoever they are for. */
  audience?: true
  /** `initialize` and notifications need no token. */
  initialize?: true
  /** It goes by the root of its host, and not by its own address. */
  root?: true
  /** Of the client with a document, ports on this machine are compared too. */
  port?: true
  /** Only tokens that are bound to a key are taken, and the first challenge does not say so. */
  bound?: true
  /** No code_challenge is wanted, whatever the metadata says. */
  pkce?: true
}

/** The resource of the sandbox at this issuer (RFC 8707, section 2). */
export function resourceOf(issuer: string, careless?: Careless): string {
  return careless?.root ? issuer : issuer + mcpPath
}

/** What to tell the person who wants to use it. */
export function mcpFacts(issuer: string): McpFacts {
  return {
    resource: resourceOf(issuer), scopes: [readScope, writeScope],
    tools: tools.map(({ name, scope }) => ({ name, scope })),
  }
}

/** The metadata of the resource (RFC 9728, section 2). */
export function resourceMetadata(issuer: string, careless?: Careless): Record<string, unknown> {
  return {
    resource: resourceOf(issuer, careless), authorization_servers: [issuer], scopes_supported: [readScope, writeScope],
    bearer_methods_supported: ['header'], resource_name: 'oauth-walk sandbox',
  }
}
