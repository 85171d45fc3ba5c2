import type { JsonObject } from '../../protocol/answer/json.ts'
import { keysOf } from '../../protocol/key-set.ts'
import type { Seen, SeenDocument, WalkRecord } from '../record.ts'
import { documentOf } from './documents.ts'
import { withoutRepeated } from './key-sets.ts'

/** The documents that a provider publishes, among what was found. */
export function publishedIn(seen: readonly Seen[]): Pick<WalkRecord, 'metadata' | 'keySets'> {
  const found = seen.flatMap(({ request, response }) => {
    const document = response?.members && documentOf(response.members)
    return document ? [{ kind: document.kind, content: response.members ?? {}, url: request?.url }] : []
  })
  const all = (kind: string) => found.filter(one => one.kind === kind).map(({ content, url }) => ({ content, url }))
  const toKeys = ({ content, url }: SeenDocument<JsonObject>) => ({
    content: { keys: keysOf(content) ?? [content] }, url,
  })
  return { metadata: all('metadata'), keySets: withoutRepeated(all('keys').map(toKeys)) }
}
