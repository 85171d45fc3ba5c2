import { isSignedResponse, stateMatches } from '../protocol/authorization-response.ts'
import { isJwe } from '../protocol/encryption/jwe-header.ts'
import { decodeIdToken } from '../protocol/id-token.ts'
import type { CallbackRequest } from '../transport/callback-request.ts'
import type { Started } from './1-start.ts'
import type { Returned } from './returned.ts'
import type { Walk } from './context.ts'
import { isExposed } from './exposure.ts'
import { extendResponse } from './extension.ts'

/** The verdict on a request: an answer of this walk's, or why it is none. */
type Verdict = Omit<Returned, 'request'> | string

/**
 * Makes the judge of requests at the redirect URI. It compares the state first, in constant time (RFC 6749, section
 * 10.12), and finds out who sent the request only if the state is right. Whether that sender is good enough, step 4
 * checks.
 */
export function createJudge(walk: Walk, started: Started): (request: CallbackRequest) => Promise<Verdict> {
  // One question at a time: an answer that comes while a person is being asked is not vouched for.
  let asking = false
  const vouchedFor = async () => {
    if (!walk.vouch || asking) return false
    asking = true
    try {
      return await walk.vouch()
    } finally {
      asking = false
    }
  }
  return async (request) => {
    const parameters = await extendResponse(walk.extensions, request.parameters)
    if (stateMatches(started.state.reveal(), parameters)) return identifySender(request, parameters)
    if (!isExcused(walk, request, parameters))
      return explainState(parameters, request.parameters.get('response') ?? undefined)
    const sender = request.way === 'paste' ? 'unknown' : await request.identify()
    // Where other machines can reach the listener, no person can tell whose answer it is.
    if (isExposed(walk) && sender !== 'the-browser-that-left') return 'missing-state'
    if (sender === 'the-browser-that-left' || !walk.vouch) return { parameters, sender }
    return await vouchedFor() ? { parameters, sender: 'person' } : 'missing-state'
  }
}

/** With the other method the state proves that the provider answered, and that is all that step 4 needs to know. */
async function identifySender(request: CallbackRequest, parameters: URLSearchParams): Promise<Verdict> {
  const sender = request.byOtherMethod ? 'unknown' : await request.identify()
  return sender === 'left' ? 'sender-left' : { parameters, sender }
}

/**
 * A provider that does not always send the state back leaves it to the browser, or to a person, to prove whose answer
 * it is.
 */
function isExcused({ extensions }: Walk, { byOtherMethod }: CallbackRequest, parameters: URLSearchParams): boolean {
  return !byOtherMethod
    && !parameters.has('state')
    && parameters.has('code')
    && extensions.some(extension => extension.stateMayBeMissing)
}

function explainState(parameters: URLSearchParams, signed: string | undefined): string {
  if ([...parameters].length === 0) return 'no-parameters'
  // Still encrypted: the client has no key that opens it, so nobody knows its state.
  if (isJwe(parameters.get('response') ?? '')) return 'encrypted-response'
  if (signed !== undefined && !parameters.has('state') && hasOtherState(signed)) return 'state-no-text'
  // Nobody unwrapped it: the login asked for no signed answer.
  if (signed !== undefined && parameters.get('response') === signed && isSignedResponse(signed))
    return 'signed-response'
  const state = parameters.has('state') ? 'wrong-state' : 'missing-state'
  return parameters.has('error') ? `${state}-with-error` : state
}

/**
 * A signed answer can have a state that is a list or an object (JARM, section 2.1): there is nothing to compare then.
 */
function hasOtherState(signed: string): boolean {
  const decoded = decodeIdToken(signed)
  return !('name' in decoded) && typeof decoded.claims['state'] === 'object'
}
