import type { Extension } from '../../walk/extension.ts'
import { version } from '../../package.ts'
import type { WireRequest, WireResponse } from '../../wire.ts'

/** Says in each request who asks: an operator finds the examination in the logs by it. */
export function asExaminer(): Extension {
  return {
    name: 'examiner',
    send: next => async request =>
      next({ ...request, headers: { ...request.headers, 'user-agent': `oauth-walk-check/${version}` } }),
  }
}

/**
 * Metadata and keys are asked for once a run: it is not for want of them that a budget should be spent. Whoever asks
 * for the keys twice in a row could do nothing with them: the provider may have replaced them since, and so they are
 * asked for anew, once a run.
 */
export function rememberDocuments(): Extension {
  const known = new Map<string, WireResponse>()
  let latest: string | undefined
  let isRenewed = false
  const isOutdated = ({ purpose, url }: WireRequest) => {
    const isAgain = purpose === 'jwks' && latest === url && !isRenewed
    isRenewed ||= isAgain
    latest = url
    return isAgain
  }
  return {
    name: 'documents',
    send: next => async (request) => {
      const isOld = isOutdated(request)
      const isDocument = request.method === 'GET' && (request.purpose === 'discovery' || request.purpose === 'jwks')
      const before = isDocument && !isOld ? known.get(request.url) : undefined
      if (before) return before
      const answer = await next(request)
      // Where metadata is not, it is not a moment later either.
      if (isDocument && (answer.status === 200 || request.purpose === 'discovery')) known.set(request.url, answer)
      return answer
    },
  }
}
