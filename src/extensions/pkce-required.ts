import { describeBy, type Cause } from '../codes/described.ts'
import { kindPublished } from '../protocol/as-published.ts'
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
      const isAdvertised = methods?.includes('S256') ?? false
      return [holds(
        'pkce-advertised', 'MCP Security Considerations', 'S256', methods?.join(' ') ?? cameAs(server), isAdvertised,
        whyUnread(server),
      )]
    },
  }
}

const member = 'code_challenge_methods_supported'

function cameAs(server: object): string {
  const kind = kindPublished(server, member)
  return kind === undefined ? describeBy('missing') : describeBy('of-kind', kind)
}

/** It is there, and no list of texts. */
function whyUnread(server: object): Cause | undefined {
  const kind = kindPublished(server, member)
  return kind === undefined || kind === 'list' ? undefined : { code: 'member-no-list', facts: [member, kind] }
}
