import { describeBy } from '../codes/described.ts'
import { holds } from '../protocol/checks.ts'
import type { Extension } from '../walk/extension.ts'

/**
 * Refuses a provider that publishes metadata and does not say there that it takes PKCE with S256: a client of MCP must
 * not go on (RFC 8414, section 2, `code_challenge_methods_supported`; MCP, Security Considerations). One that publishes
 * nothing can't say it; `published`: it is known to.
 */
export function createPkceRequired({ published: isPublished = false } = {}): Extension {
  return {
    name: 'pkce-required',
    checkProvider: (server) => {
      const { code_challenge_methods_supported: methods, response_types_supported: published } = server
      if (!isPublished && published === undefined && methods === undefined) return []
      return [
        holds(
          'pkce-advertised', 'MCP Security Considerations', 'S256', methods?.join(' ') ?? describeBy('missing'),
          methods?.includes('S256') ?? false,
        ),
      ]
    },
  }
}
