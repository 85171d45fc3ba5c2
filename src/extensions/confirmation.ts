import { compareConfirmation, type Thumbprints } from '../protocol/confirmation.ts'
import type { Extension } from '../walk/extension.ts'
import { granting, withFindings } from '../wire.ts'

/**
 * Compares what an access token says it is bound to with what the client holds, where the token can be read (RFC 8705,
 * section 3.1; RFC 9449, section 6.1): a token that is bound to another key or certificate is somebody else's. A client
 * that holds neither has nothing to compare.
 */
export function createConfirmation(held: () => Promise<Thumbprints | undefined>): Extension {
  const known = { promised: false }
  return {
    name: 'confirmation',
    providerFound: (server) => {
      known.promised = server.tls_client_certificate_bound_access_tokens === true
    },
    send: next => async (request) => {
      const answer = await next(request)
      if (!granting.has(request.purpose) || answer.status !== 200) return answer
      const thumbprints = await held()
      if (thumbprints === undefined) return answer
      const { checks, findings } = compareConfirmation(answer.body, thumbprints, known.promised)
      // Over http no certificate was shown that a token could be bound to.
      const seen = findings.filter(({ code }) =>
        code !== 'token-bound-to-certificate' || request.url.startsWith('https:'))
      return { ...withFindings(answer, seen), checks: [...answer.checks ?? [], ...checks] }
    },
  }
}
