import type { CodeRule, TextRule } from './symptom.ts'

/** What MCP servers and their providers answer where the standards want something else. */
export const mcpRules: readonly CodeRule[] = [
  {
    id: 'document-client-unknown', failures: ['token-refused', 'refresh-refused'], byDocument: true,
    codes: ['invalid_client'], source: 'github.com/vitemcp/server/issues/1',
  },
]

const body = /(?:missing|required|must)\b.{0,40}\bclient_id\b|\bclient_id\b.{0,40}\b(?:missing|required|must)/i

/** Texts that they send. */
export const mcpTexts: readonly TextRule[] = [
  {
    id: 'client-id-unsaid', of: 'providers behind MCP servers', failures: ['token-refused'], codes: ['invalid_request'],
    text: body, source: 'RFC 6749, section 2.3.1; seen at servers that want both',
  },
]
