import type { Failure } from '../codes/failure.ts'
import type { Extension } from '../walk/extension.ts'
import type { Purpose, WireRequest } from '../wire.ts'

const asking: ReadonlySet<Purpose> = new Set(['token', 'refresh'])

/**
 * Names the client in the body of token requests too, once a refusal has said that it is missing there, although the
 * client authenticates by a header (RFC 6749, sections 2.3.1 and 3.2.1: a server must not want both).
 */
export function createClientIdDemanded(saysMissing: (failure: Failure) => Promise<boolean>): Extension {
  const known = { isDemanded: false }
  return {
    name: 'client-id-demanded',
    refused: async (failure) => {
      if (known.isDemanded || !await saysMissing(failure)) return undefined
      known.isDemanded = true
      return { finding: { code: 'client-id-demanded', details: {} } }
    },
    send: next => async request =>
      next(known.isDemanded && asking.has(request.purpose) ? withClientId(request) : request),
  }
}

/** The id stands in the header already (RFC 6749, section 2.3.1: encoded as in a form). */
function withClientId(request: WireRequest): WireRequest {
  const [, credentials] = /^Basic +(\S+)$/i.exec(request.headers['authorization'] ?? '') ?? []
  const body = new URLSearchParams(request.body)
  if (credentials === undefined || body.has('client_id')) return request
  const [encoded = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':')
  body.set('client_id', new URLSearchParams(`id=${encoded}`).get('id') ?? '')
  return { ...request, body: body.toString() }
}
