import type { Extension } from '../../walk/extension.ts'
import { version } from '../../package.ts'
import type { WireResponse } from '../../wire.ts'

/** Says in each request who asks: an operator finds the examination in the logs by it. */
export function asExaminer(): Extension {
  return {
    name: 'examiner',
    send: next => async request => next({ ...request, headers: { ...request.headers, 'user-agent': `oauth-walk-check/${version}` } }),
  }
}

/** Metadata and keys are asked for once a run: it is not for want of them that a budget should be spent. */
export function rememberDocuments(): Extension {
  const known = new Map<string, WireResponse>()
  return {
    name: 'documents',
    send: next => async (request) => {
      const isDocument = request.method === 'GET' && (request.purpose === 'discovery' || request.purpose === 'jwks')
      const before = isDocument ? known.get(request.url) : undefined
      if (before) return before
      const answer = await next(request)
      if (isDocument && answer.status === 200) known.set(request.url, answer)
      return answer
    },
  }
}
