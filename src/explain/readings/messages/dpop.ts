import { bareAddress } from '../../addresses.ts'
import { headerOf, hides, isGranted, memberOf, valuesIn, wantsProofNonce } from '../../parameters.ts'
import type { Reader, Reading } from '../../reading.ts'
import type { Seen, SeenJwt, WalkRecord } from '../../record.ts'
import { found } from '../../found.ts'

/** The proofs in a record, each with the request that carries it. */
function proofsOf({ jwts }: WalkRecord): { proof: SeenJwt, carrier: Seen }[] {
  return jwts.flatMap(proof =>
    proof.role === 'dpop_proof' && proof.claims && proof.in?.request ? [{ proof, carrier: proof.in }] : [])
}

/** The server wants its nonce in the proof: no failure, but the first half of an exchange (RFC 9449 8 and 9). */
export const readNonceWanted: Reader = ({ seen }) => {
  const first = new Map<string, Reading>()
  for (const [index, each] of seen.entries()) {
    if (!wantsProofNonce(each)) continue
    const reading = readNonceOf(each, seen.slice(index + 1, index + 10))
    // Every server has a nonce of its own, and asks for it whenever that is used up.
    const key = `${reading.name} ${bareAddress(each.request?.url)}`
    if (!first.has(key)) first.set(key, reading)
  }
  return [...first.values()].slice(0, most)
}

/** Of the endpoints that ask, these many are told. */
const most = 5

function readNonceOf(each: Seen, later: readonly Seen[]): Reading {
  const nonce = headerOf(each.response, 'dpop-nonce')
  const next = later.find(({ request }) =>
    request && bareAddress(request.url) === bareAddress(each.request?.url) && headerOf(request, 'dpop') !== undefined)
  if (next && (isGranted(next) || (next.response?.status ?? 0) < 300))
    return found('dpop-nonce-answered', 'note', 'RFC 9449 8', {}, { in: [each, next] })
  // A body alone, or the one header that asks, tells nothing of the others.
  const isWithheld = nonce === undefined && namesOfOthers(each).length > 0
  // Of an answer alone nobody knows whether the client went on.
  const level = isWithheld || each.request !== undefined ? 'broken' : 'note'
  return found(
    isWithheld ? 'dpop-nonce-withheld' : 'dpop-nonce-wanted', level, 'RFC 9449 8',
    { nonce: nonce ?? '' }, { in: each, step: each.step ?? 'token' },
  )
}

/** Header fields of the answer beside the one that asks. */
function namesOfOthers({ response }: Seen): string[] {
  return (response?.headers ?? []).map(([name]) => name).filter(name => name !== 'www-authenticate')
}

/** One proof, or one `jti`, in two requests (RFC 9449 11.1). */
export const readProofTwice: Reader = (record) => {
  const first = new Map<unknown, Seen>()
  return proofsOf(record).flatMap(({ proof, carrier }) => {
    const jti = proof.claims?.['jti']
    const before = first.get(jti)
    if (!before) first.set(jti, carrier)
    return before && before !== carrier && jti !== undefined
      ? [
          found(
            'proof-twice', (carrier.response?.status ?? 400) < 300 ? 'weak' : 'broken', 'RFC 9449 11.1', {},
            { in: [carrier, before] },
          ),
        ]
      : []
  }).slice(0, 1)
}

/** A token that is bound to a key, used as though it were a bearer token; or the proof left out (RFC 9449 7.1). */
export const readBoundToken: Reader = ({ seen }) => {
  const bound = new Map(seen.flatMap(each =>
    /^dpop$/i.test(memberOf(each, 'token_type') ?? '') ? [[memberOf(each, 'access_token') ?? '', each] as const] : []))
  return seen.flatMap((each): Reading[] => {
    const [, scheme = '', token = ''] = /^(bearer|dpop) +(\S+)$/i.exec(headerOf(each.request, 'authorization') ?? '')
      ?? []
    const grant = bound.get(token)
    const refused = (each.response?.status ?? 0) >= 400
    if (/^dpop$/i.test(scheme) && valuesIn(each.request?.headers, 'dpop').length === 0 && !hides(each, 'headers'))
      return refused || each.response === undefined
        ? [found('proof-absent', 'broken', 'RFC 9449 7.1', {}, { in: each, step: 'userinfo' })]
        : []
    // What stands in a JWT says by itself that it is bound.
    return grant && !token.startsWith('eyJ') && /^bearer$/i.test(scheme)
      ? [
          found(
            'bound-as-bearer', refused ? 'broken' : 'weak', 'RFC 9449 7.1', {}, { in: [each, grant], step: 'userinfo' },
          ),
        ]
      : []
  }).slice(0, 1)
}

/** The key of the proof at the token endpoint against that of a later request: the token is bound to the first. */
export const readProofKeyChanged: Reader = (record) => {
  const proofs = proofsOf(record)
  const granting = proofs.findLast(({ carrier }) => isGranted(carrier))
  const key = (proof: SeenJwt) => JSON.stringify(proof.header['jwk'] ?? null)
  const later = granting
    ? proofs.slice(proofs.indexOf(granting) + 1).filter(({ carrier }) => (carrier.response?.status ?? 0) >= 400)
    : []
  const other = later.find(({ proof }) => granting && key(proof) !== key(granting.proof))
  return granting && other && !(memberOf(granting.carrier, 'access_token') ?? '').startsWith('eyJ')
    ? [
        found(
          'proof-key-changed', 'broken', 'RFC 9449 7.1', {},
          { in: [other.carrier, granting.carrier], step: 'userinfo' },
        ),
      ]
    : []
}
