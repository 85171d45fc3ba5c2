import { parseJsonObject } from './answer/json.ts'
import type { Finding, FindingCode } from '../codes/finding.ts'
import { same, type Check } from './checks.ts'
import { decodeIdToken } from './id-token.ts'

/**
 * The thumbprints of what an access token may be bound to: a key of DPoP (RFC 9449, section 6.1), a certificate (RFC
 * 8705, section 3.1).
 */
export interface Thumbprints {
  jkt?: string | undefined
  'x5t#S256'?: string | undefined
}

/** What the token response says of how its access token is bound. */
export interface Binding {
  /** Which thumbprints the token was compared with; none where the token can't be read. */
  checks: Check[]
  findings: Finding[]
}

const rules = { jkt: 'RFC 9449 6.1', 'x5t#S256': 'RFC 8705 3.1' } as const

/**
 * Compares the confirmation (RFC 7800, section 3.1) within an access token that is a JWT with what the client holds;
 * its signature is the resource server's to verify. `promised` tells that the metadata promises tokens that are bound
 * to the certificate (RFC 8705, section 3.3): that is noted of a token that can't be read, and of one that can and has
 * no confirmation. So is one of the type DPoP that names no key (RFC 9449, section 6.1). Raises nothing.
 */
export function compareConfirmation(body: string, held: Thumbprints, promised: boolean): Binding {
  const { access_token: token, token_type: type } = parseJsonObject(body) ?? {}
  const decoded = typeof token === 'string' ? decodeIdToken(token) : undefined
  if (decoded === undefined || 'name' in decoded)
    return ofOpaque(token, type, promised && held['x5t#S256'] !== undefined)
  const cnf = decoded.claims['cnf'] as Record<string, unknown> | null | undefined
  const checks = (['jkt', 'x5t#S256'] as const).flatMap((member) => {
    const [expected, actual] = [held[member], cnf?.[member]]
    return expected === undefined || actual === undefined
      ? []
      : [same('token-confirmation', rules[member], expected, actual)]
  })
  const isBound = cnf?.['x5t#S256'] !== undefined || cnf?.['jkt'] !== undefined
  const lacks = promised && held['x5t#S256'] !== undefined && !isBound
  const said: FindingCode[] = lacks
    ? ['token-not-bound-to-certificate']
    : isDpop(type) && held.jkt !== undefined && !isBound
      ? ['token-names-no-key']
      : []
  return { checks, findings: said.map(code => ({ code, details: {} })) }
}

function isDpop(type: unknown): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'dpop'
}

/** What there is to say of an access token that can't be read; one of DPoP is bound to a key. */
function ofOpaque(token: unknown, type: unknown, promised: boolean): Binding {
  const isBound = promised && typeof token === 'string' && !isDpop(type)
  return { checks: [], findings: isBound ? [{ code: 'token-bound-to-certificate', details: {} }] : [] }
}
