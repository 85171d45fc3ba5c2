import type { Clause } from '../probe.ts'

/** MCP's specification, in the version whose sections are quoted. */
const mcp = (page: string) => (section: string): Clause => ({ document: 'MCP 2026-07-28', page, section })

export const mcpAuthorization = mcp('Authorization')
export const mcpDiscovery = mcp('Authorization Server Discovery')
export const mcpSecurity = mcp('Security Considerations')
