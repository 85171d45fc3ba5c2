import type { CutPart, Seen } from '../record.ts'
import { longestPage, looksLikePage } from './page.ts'
import { hasMorePairs } from './pairs.ts'
import { hasMoreMembers } from './response.ts'

/** A recording's values are read to about here. */
const longestValue = 120_000

/** What of these messages was not read to its end, though they are of the protocol. */
export function cutIn(seen: readonly Seen[]): CutPart[] {
  return [...new Set(seen.filter(({ kind }) => kind !== 'other').flatMap(cutOf))]
}

function cutOf({ request, response, place }: Seen): CutPart[] {
  const [url = '', sent = '', answered = ''] = [request?.url, request?.body, response?.body]
  const isRecorded = place?.startsWith('entry') === true
  return [
    ...hasMorePairs(url) || (request?.form.length && hasMorePairs(sent)) ? ['parameters' as const] : [],
    ...hasMoreMembers(response?.members) ? ['members' as const] : [],
    ...isRecorded && [url, sent, answered].some(({ length }) => length > longestValue) ? ['value' as const] : [],
    ...answered.length > longestPage && looksLikePage(answered) ? ['page' as const] : [],
  ]
}
