import type { JWSHeaderParameters } from 'jose'
import { describeBy, type Cause } from '../codes/described.ts'
import type { CheckName } from '../codes/failure.ts'
import { signingAlgorithms } from './authentication/signing-algorithms.ts'
import { holds, type Check } from './checks.ts'

/**
 * The signature algorithms that we verify (RFC 7518, section 3.1; RFC 8037; RFC 9864): none with a secret that both
 * sides know.
 */
export const asymmetric: readonly string[] = [...signingAlgorithms, 'Ed25519']

/**
 * The extensions that a header wants understood, as text; we understand none (RFC 7515, section 4.1.11). Undefined
 * without any.
 */
export function demandedExtensions({ crit }: JWSHeaderParameters): string | undefined {
  if (crit === undefined) return undefined
  return Array.isArray(crit) ? crit.map(String).join(', ') : JSON.stringify(crit)
}

/**
 * Checks that a header names one of these algorithms, of which `shown` are told, and no extension that we would have to
 * understand (RFC 7515, section 4.1.11).
 */
export function checkAlgorithm(
  name: CheckName, rule: string, header: JWSHeaderParameters, accepted: readonly string[],
  shown = accepted,
): Check {
  const { alg } = header
  const ok = typeof alg === 'string' && accepted.includes(alg)
  const because = whyNotAlgorithm(header, accepted)
  return ok && header.crit !== undefined
    ? holds(
        name, 'RFC 7515 4.1.11', describeBy('no-critical-header'), describeBy('critical-header'), false, because,
      )
    : holds(name, rule, describeBy('one-of', ...shown), alg, ok, because)
}

/**
 * Why we do not accept the algorithm of a header; undefined where we do, and for `none` and HMAC, which need no
 * explanation (RFC 8725, section 3.1).
 */
export function whyNotAlgorithm(header: JWSHeaderParameters, accepted: readonly string[]): Cause | undefined {
  const { alg } = header
  const demanded = demandedExtensions(header)
  if (typeof alg !== 'string') return { code: 'algorithm-unknown', facts: [''] }
  if (alg.toLowerCase() === 'none' || /^HS\d/i.test(alg)) return undefined
  if (!asymmetric.includes(alg)) return { code: 'algorithm-unknown', facts: [alg] }
  if (!accepted.includes(alg)) return { code: 'algorithm-unannounced', facts: [alg, accepted.join(', ')] }
  return demanded === undefined ? undefined : { code: 'critical-extension', facts: [demanded] }
}
