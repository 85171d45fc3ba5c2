import { readChallenges, type Challenge } from '../../protocol/answer/challenge.ts'
import type { Seen, SeenRequest, WalkRecord } from '../record.ts'
import { isTokenAnswer } from './answers.ts'
import { headerOf, sentAs } from './messages.ts'

const known = new WeakMap<WalkRecord, ReadonlySet<Seen>>()

/**
 * The requests without a token that a resource server answers with where its metadata is: so the login of an MCP client
 * begins, whatever error stands beside it (RFC 9728, section 5.1). Behind an answer with tokens, one is lacking.
 */
export function openingsIn(record: WalkRecord): ReadonlySet<Seen> {
  const before = known.get(record)
  if (before) return before
  const granted = record.seen.findIndex(isTokenAnswer)
  const found = new Set(record.seen.slice(0, granted < 0 ? record.seen.length : granted).filter(isOpening))
  known.set(record, found)
  return found
}

function isOpening({ request, response }: Seen): boolean {
  const challenges = readChallenges(headerOf(response, 'www-authenticate'))
  return response?.status === 401
    && challenges.some(({ parameters }) => parameters.has('resource_metadata'))
    && (request ? !hasToken(request) : response.members?.['error'] === undefined && !challenges.some(isRefusal))
}

function hasToken(request: SeenRequest): boolean {
  return headerOf(request, 'authorization') !== undefined || sentAs(request, 'access_token') !== undefined
}

/** Of an answer alone, an error code says that a token was sent (RFC 6750, section 3.1). */
function isRefusal({ parameters }: Challenge): boolean {
  return parameters.has('error')
}
