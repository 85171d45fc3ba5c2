import { parseAddress } from '../addresses/loopback.ts'
import type { Check } from '../protocol/checks.ts'
import type { Traveller } from './context.ts'

const issuerChecks: ReadonlySet<Check['name']> = new Set([
  'response-issuer', 'response-jwt-issuer', 'id-token-issuer', 'introspection-issuer',
])

/**
 * Where only endpoints were named, the origin of the token endpoint stands for the issuer: a check against it fails as
 * any other, and says why. A name on that origin may be the provider's own, and is told to be named.
 */
export function asGuessed({ provider }: Pick<Traveller, 'provider'>, check: Check): Check {
  if (check.ok || check.because || !issuerChecks.has(check.name)) return check
  const { issuer, endpoints } = provider
  const endpoint = issuer === undefined ? parseAddress(endpoints.token_endpoint ?? '') : undefined
  if (check.expected !== endpoint?.origin) return check
  const isNear = parseAddress(check.actual)?.origin === endpoint.origin
  return {
    ...check,
    because: { code: 'issuer-guessed', facts: [endpoints.token_endpoint ?? '', ...isNear ? [check.actual] : []] },
  }
}
