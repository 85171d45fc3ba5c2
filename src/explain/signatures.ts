import { isSignedBy } from '../protocol/signed-by.ts'
import { isWithheld } from './facts/withheld.ts'
import { publicPartOf } from './readings/keys/thumbprint.ts'
import type { SeenJwt, WalkRecord } from './record.ts'

/** More JWTs of one input are not verified: each takes its time. */
const mostVerified = 200

type Key = WalkRecord['keySets'][number]['content']['keys'][number]
type Verdict = SeenJwt['signature']

/** The record with each JWT's signature tried with the keys that are in it, or in the JWT itself. */
export async function withSignatures(record: WalkRecord): Promise<WalkRecord> {
  const keys = record.keySets.flatMap(({ content }) => content.keys)
  const jwts = await Promise.all(record.jwts.map(async (jwt, place): Promise<SeenJwt> => {
    if (place >= mostVerified || !isVerifiable(jwt)) return jwt
    return { ...jwt, signature: await judge(jwt, keys, record) }
  }))
  return { ...record, jwts }
}

async function judge(jwt: SeenJwt, keys: readonly Key[], record: WalkRecord): Promise<Verdict> {
  if (jwt.role === 'dpop_proof') return judgeProof(jwt)
  if (keys.length === 0) return 'unknown'
  if (await isSignedBy(inBase64url(jwt.token.split('~', 1)[0] ?? ''), keys)) return 'holds'
  return byClient.has(jwt.role) && !areOfClient(jwt, keys, record) ? 'unknown' : 'fails'
}

const byClient = new Set(['client_assertion', 'request_object', 'software_statement'])

/**
 * What the client signs is signed with a key of its own, and the provider's may have the same name: only where nothing
 * of the provider stands beside the JWT are keys with its name taken for the client's.
 */
function areOfClient(
  { header: { kid } }: SeenJwt, keys: readonly Key[], { seen, jwts, metadata }: WalkRecord,
): boolean {
  const isAlone = seen.length === 0 && metadata.length === 0 && jwts.every(({ role }) => byClient.has(role))
  return isAlone && kid !== undefined && keys.some(key => key['kid'] === kid)
}

/** A proof brings its key (RFC 9449, section 4.3, rule 7). */
async function judgeProof({ token, header }: SeenJwt): Promise<Verdict> {
  const key = publicPartOf(header['jwk'])
  if (!key || Object.values(key).some(isWithheld)) return 'unknown'
  return await isSignedBy(inBase64url(token), [key]) ? 'holds' : 'fails'
}

/**
 * A token that somebody wrote in plain base64 afterwards is signed as it was before. Nobody signs it as it stands (RFC
 * 7515, section 5.1).
 */
function inBase64url(token: string): string {
  return token.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function isVerifiable({ token, claims, header: { alg } }: SeenJwt): boolean {
  return token !== ''
    && !isWithheld(token)
    && claims !== undefined
    && typeof alg === 'string'
    && !/^(?:HS\d|none)/i.test(alg)
}
