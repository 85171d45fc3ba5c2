import type { Answer, Fault, FaultKind, Phase } from '../../support/vendor-double.ts'

/** The error code of the standards for a fault (RFC 6749, section 5.2; RFC 6750, section 3.1). */
export function standardError({ kind }: Fault): string {
  const codes: Partial<Record<FaultKind, string>> = {
    'client-unknown': 'invalid_client', 'client-secret-wrong': 'invalid_client',
    'client-authentication-misplaced': 'invalid_client',
    'code-unknown': 'invalid_grant', 'code-used': 'invalid_grant', 'refresh-token-unknown': 'invalid_grant',
    'redirect-uri-wrong': 'invalid_grant',
    'verifier-missing': 'invalid_grant', 'verifier-wrong': 'invalid_grant',
    'grant-type-wrong': 'unsupported_grant_type',
    'access-token-missing': 'invalid_token', 'access-token-unknown': 'invalid_token',
    'access-token-misplaced': 'invalid_token',
    'scope-wrong': 'invalid_scope',
  }
  return codes[kind] ?? 'invalid_request'
}

/** The page that a vendor shows instead of sending the person back. */
export function errorPage({ kind, subject }: Fault, status = 400): Answer {
  return { status, body: `<!doctype html><title>Error</title><p>${kind}: ${subject}</p>` }
}

/** The refusal of a bearer token (RFC 6750, section 3). */
export function challenge(error: string, description: string, status = 401): Answer {
  return {
    status, headers: { 'www-authenticate': `Bearer error="${error}", error_description="${description}"` },
    body: { error, error_description: description },
  }
}

/** How a vendor refuses, with its own sentences for what matters; the standard's codes for the rest. */
export interface Sentences {
  code: string
  client?: string
  refresh?: string
  request?: string
  token?: string
  statuses?: { grant?: number, client?: number }
}

/** A vendor that refuses as RFC 6749 has it. */
export function refuseByStandard(sentences: Sentences): (fault: Fault, phase: Phase) => Answer {
  return (fault, phase) => {
    if (phase === 'authorize') return errorPage(fault)
    if (phase === 'userinfo') return challenge('invalid_token', sentences.token ?? 'The access token is invalid')
    const error = standardError(fault)
    const status = error === 'invalid_client'
      ? sentences.statuses?.client ?? 401
      : error === 'invalid_grant'
        ? sentences.statuses?.grant ?? 400
        : 400
    return { status, body: { error, error_description: describe(fault, error, sentences) } }
  }
}

function describe(fault: Fault, error: string, { code, client, refresh, request }: Sentences): string {
  if (error === 'invalid_client') return client ?? 'Client authentication failed'
  if (fault.kind === 'refresh-token-unknown') return refresh ?? code
  return error === 'invalid_grant' ? code : request ?? fault.message
}
