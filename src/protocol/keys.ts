import { Failure } from '../codes/failure.ts'
import { version } from '../package.ts'
import type { Send, WireRequest, WireResponse } from '../wire.ts'
import type { Finding } from '../codes/finding.ts'
import { describeAnswer } from './answer/describe.ts'
import { parseJsonObject } from './answer/json.ts'
import { keysOf } from './key-set.ts'
import { isRedirect } from './library.ts'

/** Members of a JWK that only its owner may know (RFC 7518, sections 6.2.2 and 6.3.2). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth']

/** The request for a provider's keys (RFC 7517, section 8.5): the same whoever sends it, and when. */
export function keysRequest(url: string): WireRequest {
  return {
    purpose: 'jwks', method: 'GET', url,
    headers: { accept: 'application/json, application/jwk-set+json', 'user-agent': `oauth-walk/${version}` },
  }
}

/** The public members of a JWK, nothing proven about them (RFC 7517, section 4). */
export type PublicKey = Readonly<Record<string, unknown>>

/**
 * Sends for the provider's keys so that oauth4webapi sees a key set (RFC 7517, section 5) of public keys only: it
 * imports no others. Shows those that came to `see`. Raises `unreadable-answer` for any other answer but a redirect,
 * which is refused elsewhere.
 */
export function fetchKeys(send: Send, see: (keys: PublicKey[]) => void = () => undefined): Send {
  return async ({ url }) => {
    const answer = await send(keysRequest(url))
    if (isRedirect(answer)) return answer
    const keys = answer.status === 200 ? keysIn(answer) : undefined
    if (!keys) throw new Failure('unreadable-answer', describeAnswer(answer, url))
    const publicKeys = keys.map(withoutPrivateMembers)
    see(publicKeys)
    return { ...answer, body: JSON.stringify({ keys: publicKeys }) }
  }
}

/** A key set that holds private keys, as a note: nobody needs to break its provider's signatures any more. */
export function notePrivateKeys(answer: WireResponse): Finding[] {
  const published = (keysIn(answer) ?? []).filter(key => privateMembers.some(member => member in key))
  const names = published.map(({ kid }) => typeof kid === 'string' ? kid : 'no kid')
  return names.length > 0 ? [{ code: 'private-key-published', details: { keys: names } }] : []
}

function keysIn({ body }: WireResponse): PublicKey[] | undefined {
  return keysOf(parseJsonObject(body))
}

function withoutPrivateMembers(key: PublicKey): PublicKey {
  return Object.fromEntries(Object.entries(key).filter(([member]) => !privateMembers.includes(member)))
}
