import { publishedKeys } from '../../../protocol/published-keys.ts'
import { good } from '../../../render/doctor/line.ts'
import { backChannel } from '../../../walk/back-channel.ts'
import type { Look } from '../look.ts'
import type { AtProvider } from './visit.ts'

/** The keys that the provider publishes, with their kinds. */
export const lookAtKeys: Look<AtProvider> = async ({ server, walk, notebook }) => {
  if (!server) return []
  if (server.jwks_uri === undefined) return [good('keys', 'keys-none')]
  const page = notebook.turn()
  const keys = await publishedKeys(backChannel(walk), server.jwks_uri)
  const kinds = keys.map(({ alg, kty, crv }) => [alg ?? kty, crv].filter(word => typeof word === 'string').join(' '))
  return [
    good('keys', 'keys', { count: keys.length, kinds: [...new Set(kinds)], url: server.jwks_uri }),
    ...page.evidence.flatMap(({ fact }) => fact.kind === 'finding' ? [{ part: 'keys', state: 'note', finding: fact.event } as const] : []),
  ]
}
