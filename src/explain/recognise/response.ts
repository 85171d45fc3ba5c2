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

/** Members of one answer that are read: no document of a provider has as many. */
const mostMembers = 500

/** Tells whether an answer has more members than are told: one more than those is read. */
export function hasMoreMembers(members: Readonly<Record<string, unknown>> | undefined): boolean {
  return members !== undefined && Object.keys(members).length > mostMembers
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
  if (hasMoreMembers(object)) return Object.fromEntries(Object.entries(object ?? {}).slice(0, mostMembers + 1))
  if (object || text.startsWith('[') || text.startsWith('<')) return object
  return isForm(text) ? Object.fromEntries(readPairs(text)) : undefined
}
