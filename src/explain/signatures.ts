import { isSignedBy } from '../protocol/signed-by.ts'
import type { SeenJwt, WalkRecord } from './record.ts'

/** More JWTs of one input are not verified: each takes its time. */
const mostVerified = 200

/**
 * The record with each JWT's signature tried with the keys that are in it; what the client signs is signed with a key
 * of its own.
 */
export async function withSignatures(record: WalkRecord): Promise<WalkRecord> {
  const keys = record.keySets.flatMap(({ content }) => content.keys)
  if (keys.length === 0) return record
  const jwts = await Promise.all(record.jwts.map(async (jwt, place): Promise<SeenJwt> => {
    if (place >= mostVerified || !isByProvider(jwt)) return jwt
    return { ...jwt, signature: await isSignedBy(jwt.token.split('~', 1)[0] ?? '', keys) ? 'holds' : 'fails' }
  }))
  return { ...record, jwts }
}

const byClient = new Set(['client_assertion', 'dpop_proof', 'request_object', 'software_statement'])

function isByProvider({ token, claims, role, header: { alg } }: SeenJwt): boolean {
  return token !== ''
    && claims !== undefined
    && !byClient.has(role)
    && typeof alg === 'string'
    && !/^(?:HS\d|none)/i.test(alg)
}
