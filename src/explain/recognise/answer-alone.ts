import { isForm, readPairs } from './pairs.ts'
import { looksLikePage } from './page.ts'
import { kindOfResponse } from './kinds-of-answers.ts'
import { parseObject } from './json-text.ts'

/** What only a client sends, in its own name. */
const sentByClient = [
  'grant_type', 'client_id', 'client_secret', 'code_verifier', 'redirect_uri', 'redirect_uris', 'token', 'assertion',
  'response_type', 'state',
]

/** Tells whether a body can only be an answer: a page, or what brings a token or an error, and asks for nothing. */
export function isAnswer(body: string): boolean {
  if (looksLikePage(body)) return true
  const members = body.startsWith('{')
    ? parseObject(body)
    : isForm(body)
      ? Object.fromEntries(readPairs(body))
      : undefined
  if (!members || sentByClient.some(name => Object.hasOwn(members, name))) return false
  return body.startsWith('{')
    ? kindOfResponse({ status: undefined, headers: [], body, members, text: undefined }) !== 'other'
    : 'error' in members || 'access_token' in members
}
