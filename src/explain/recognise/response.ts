import type { Pairs, SeenResponse } from '../record.ts'
import { looksLikePage, readPage } from './page.ts'
import { parseObject } from './json-text.ts'
import { isForm, readPairs } from './pairs.ts'

/** What is known of an answer before its body is read. */
export interface RawResponse {
  status?: number | undefined
  headers?: Pairs | undefined
  body?: string | undefined
}

/** Makes an answer of what stands in the input. */
export function toResponse({ status, headers = [], body }: RawResponse): SeenResponse {
  return {
    status, headers: headers.map(([name, value]) => [name.toLowerCase(), value]), body,
    members: body === undefined ? undefined : membersOf(body.trim()),
    text: body !== undefined && looksLikePage(body) ? readPage(body).text : undefined,
  }
}

function membersOf(text: string): SeenResponse['members'] {
  const object = parseObject(text)
  if (object || text.startsWith('[') || text.startsWith('<')) return object
  return isForm(text) ? Object.fromEntries(readPairs(text)) : undefined
}
