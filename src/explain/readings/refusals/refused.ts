import { explainedIn } from '../../causes/explained.ts'
import { complaintsIn } from '../../facts/complaints.ts'
import { findUnsent } from '../../facts/demanded.ts'
import type { SeenRefusal } from '../../facts/refusals.ts'
import { found } from '../../found.ts'
import { wantsProofNonce } from '../../parameters.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { causeByGrant } from './by-grant.ts'
import { isOfRpc } from './challenge.ts'
import { isStandardCode } from './standard-codes.ts'

/** Of the errors of one input these many are told. */
const most = 5
/** Answers that are part of how a flow goes on. */
const expected = new Set(['authorization_pending', 'slow_down', 'use_dpop_nonce', 'entra-device-pending'])

/**
 * What a provider said when it refused, with the cause where one is known: first those whose cause is, then what the
 * standard's code says.
 */
export function readRefusals(record: WalkRecord): Reading[] {
  const refusals = explainedIn(record)
  const known = refusals.flatMap(({ refusal, cause }) =>
    cause === undefined ? [] : [tell(refusal, 'refused-known', cause)])
  const inMessages = refusals.filter(({ refusal }) => refusal.in !== undefined)
  // Words around an answer repeat it, and what a library complains of is told by itself.
  const others = inMessages.length > 0 ? inMessages : known.length === 0 ? refusals : []
  const rest = others.flatMap(({ refusal, cause }) =>
    cause === undefined && refusal.in?.kind !== 'authorization-response' ? byCode(refusal, record) : [])
  return unique([...known, ...rest]).slice(0, most)
}

function byCode(refusal: SeenRefusal, record: WalkRecord): Reading[] {
  // What becomes of it is told by itself, as the message after it shows.
  if (isDemand(refusal) || (refusal.in && wantsProofNonce(refusal.in))) return []
  // What a 401 lacks is told by itself, and the number says no more.
  if (refusal.status === 401 && refusal.in && isOfRpc(refusal.in)) return []
  const code = refusal.codes.find(isStandardCode)
  if (code !== undefined) return [tell(refusal, 'refused-by-standard', causeByGrant(code, refusal.in))]
  // An API says in its own words that a token is wrong.
  const isUnsaid = refusal.codes.length === 0
    || (/^(?:unauthorized|forbidden|bad request|not found)$/i.test(refusal.error ?? '') && refusal.description === '')
  const isPlain = refusal.failure === 'resource-refused'
    && refusal.provider === undefined
    && (refusal.status === 401 || refusal.status === 403)
  // A number of Entra's tells who refused, whoever quotes it.
  if (refusal.in === undefined && refusal.error?.startsWith('AADSTS') === true)
    return [tell(refusal, 'refused-otherwise', '')]
  return refusal.in === undefined
    || refusal.in.kind === 'page'
    || isPlain
    || isUnsaid
    || complaintsIn(record).length > 0
    ? []
    : [tell(refusal, 'refused-otherwise', '')]
}

/** The parameter that it asks for, and that was not sent, is told by itself. */
function isDemand({ description, in: seen }: SeenRefusal): boolean {
  return seen?.response?.members?.['error'] !== undefined && findUnsent(description, seen) !== undefined
}

function tell(
  { error, description, quoted, status, provider, codes, in: seen }: SeenRefusal, name: string, cause: string,
): Reading {
  const details = {
    cause, error: error ?? codes[0] ?? '', description: (quoted ?? description).slice(0, 300), status: status ?? '',
    provider: provider ?? '', numbers: codes.filter(code => code !== error),
  }
  return found(name, expected.has(cause) || expected.has(error ?? '') ? 'note' : 'broken', undefined, details, {
    in: seen,
  })
}

function unique(readings: Reading[]): Reading[] {
  const told = new Set<unknown>()
  return readings.filter(({ details }) =>
    !told.has(details['cause'] || details['error']) && told.add(details['cause'] || details['error']))
}
