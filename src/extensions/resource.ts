import { noteResources } from '../protocol/asked.ts'
import type { Extension } from '../walk/extension.ts'
import { withFindings, type Purpose } from '../wire.ts'

/** Requests that say which resource the token is for. */
const asking: ReadonlySet<Purpose> = new Set(['token', 'refresh', 'grant'])

/**
 * Binds the token to the resource that led to the provider (RFC 8707, section 2): the authorization request, the token
 * request and the refresh name it, so that no other resource can use the token. A token that can be read is compared
 * with it. `known` is the resource of an earlier walk.
 */
export function createResource(known?: string): Extension {
  let identifier = known
  return {
    name: 'resource',
    resourceFound: (found) => {
      identifier = found
    },
    authorizationRequest: parameters => identifier === undefined || parameters.some(([name]) => name === 'resource')
      ? parameters
      : [...parameters, ['resource', identifier]],
    send: next => async (request) => {
      const body = new URLSearchParams(request.body)
      if (identifier === undefined || !asking.has(request.purpose) || body.has('resource')) return next(request)
      body.append('resource', identifier)
      const answer = await next({ ...request, body: body.toString() })
      return withFindings(answer, answer.status === 200 ? noteResources([identifier], answer.body) : [])
    },
  }
}
