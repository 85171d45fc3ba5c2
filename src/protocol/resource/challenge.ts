import type { WireResponse } from '../../wire.ts'
import { readChallenges } from '../answer/challenge.ts'

/**
 * A protected resource's answer to a request without a token: the address of its metadata, and the scope that a token
 * needs.
 */
export interface ResourceChallenge {
  /** The schemes by which it wants to be asked, in lower case; none where the answer has no challenge. */
  schemes: string[]
  metadata: string | undefined
  /** The address of the metadata stands in quotes, as a value with `:` and `/` must (RFC 9110, section 11.2). */
  isQuoted: boolean
  scope: string | undefined
}

/**
 * Reads the challenges of a protected resource (RFC 9728, section 5.1; RFC 6750, section 3): of several, the one that
 * names its metadata; otherwise the first that names a scope. Values may stand in quotes or not. Raises nothing: what
 * can't be read is missing.
 */
export function readResourceChallenge({ headers }: WireResponse): ResourceChallenge {
  const challenges = readChallenges(headers['www-authenticate']).filter(({ scheme }) =>
    scheme === 'bearer' || scheme === 'dpop')
  const naming = (name: string) => challenges.find(({ parameters }) => parameters.get(name))
  const metadata = naming('resource_metadata')
  const address = metadata?.parameters.get('resource_metadata')
  return {
    schemes: challenges.map(({ scheme }) => scheme),
    metadata: address,
    isQuoted: address === undefined || !metadata?.unquoted.has('resource_metadata'),
    scope: (metadata ?? naming('scope'))?.parameters.get('scope'),
  }
}

/**
 * Tells whether an answer says how to ask with a token (RFC 9110, section 11.6.1; RFC 6750, section 3), by whichever
 * scheme.
 */
export function isChallenging({ headers }: Pick<WireResponse, 'headers'>): boolean {
  return readChallenges(headers['www-authenticate']).length > 0
}

/** The schemes of all challenges of an answer, in lower case (RFC 9110, section 11.6.1). */
export function schemesIn({ headers }: Pick<WireResponse, 'headers'>): string[] {
  return readChallenges(headers['www-authenticate']).map(({ scheme }) => scheme)
}
