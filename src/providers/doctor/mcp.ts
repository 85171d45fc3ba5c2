import type { CodeRule } from './symptom.ts'

/** What MCP servers and their providers answer where the standards want something else. */
export const mcpRules: readonly CodeRule[] = [
  { id: 'document-client-unknown', failures: ['token-refused', 'refresh-refused'], byDocument: true, codes: ['invalid_client'], source: 'github.com/vitemcp/server/issues/1' },
  { id: 'token-answered-400', failures: ['mcp-refused'], status: 400, codes: ['invalid_token'], source: 'RFC 6750, section 3.1; github.com/Doist/todoist-mcp/issues/366' },
]
