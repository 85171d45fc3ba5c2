import { noteResources } from '../protocol/asked.ts'
import type { Extension } from '../walk/extension.ts'
import type { Purpose } from '../wire.ts'

/** Requests that say which resource the token is for. */
const asking: ReadonlySet<Purpose> = new Set(['token', 'refresh'])

/**
 * Binds the token to the resource that led to the provider (RFC 8707, section 2): the authorization request and the token request both name it, so
 * that no other resource can use the token. A token that can be read, and is for somebody else all the same, is noted.
 */
export function createResource(): Extension {
  let identifier: string | undefined
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
      const findings = answer.status === 200 ? noteResources([identifier], answer.body) : []
      return findings.length === 0 ? answer : { ...answer, findings: [...answer.findings ?? [], ...findings] }
    },
  }
}
