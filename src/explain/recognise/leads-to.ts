import type { Seen } from '../record.ts'
import { valueOf } from './pairs.ts'
import { looksLikePage, readPage } from './page.ts'
import { toSeen, type RawMessage } from './seen.ts'

/**
 * The messages with those to which an answer sends the browser, by its Location or by a form in its page, where the
 * input does not have them as requests of their own. Such a message has no method where nothing says that it was sent.
 */
export function leadsTo(messages: readonly Seen[]): Seen[] {
  const asked = new Set(messages.flatMap(({ request }) => request?.url ?? []))
  return messages.flatMap((seen) => {
    const next = nextOf(seen).map(raw => toSeen({ ...raw, at: seen.at, place: seen.place }))
    return [
      seen, ...next.filter(one => one.kind !== 'other' && one.kind !== 'page' && !asked.has(one.request?.url ?? '')),
    ]
  })
}

function nextOf({ response }: Seen): RawMessage[] {
  if (!response) return []
  const location = valueOf(response.headers, 'location')
  const page = response.body !== undefined && response.text !== undefined && looksLikePage(response.body)
    ? readPage(response.body)
    : undefined
  return [
    ...location === undefined ? [] : [{ request: { url: location } }],
    ...(page?.forms ?? []).map(({ action, method, fields }) => ({
      request: method === 'POST' ? { method, url: action, form: fields } : { url: action, form: fields },
    })),
    ...(page?.links ?? []).map(url => ({ request: { url } })),
  ]
}
