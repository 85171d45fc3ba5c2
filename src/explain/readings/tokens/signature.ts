import { isForGraph } from '../../facts/graph.ts'
import { textHeader } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { SeenJwt, WalkRecord } from '../../record.ts'
import { readKeyChoices } from '../keys/choice.ts'

/** Signatures that the keys at hand do not confirm, although one of them has the token's kid. */
export function readSignatures(record: WalkRecord): Reading[] {
  const whole = record.jwts.filter(({ token }) => !isWithheld(token))
  const misformed = whole.flatMap(readForm)
  if (misformed.length > 0) return misformed
  return whole.filter(({ signature }) => signature === 'fails').flatMap((jwt) => {
    // Of one that is empty there is a reading of its own.
    if (clauses[jwt.role] !== undefined) return jwt.token.endsWith('.') ? [] : [ofClient(jwt)]
    const kid = textHeader(jwt, 'kid')
    const keys = record.keySets.flatMap(({ content }) => content.keys)
    const isKnown = kid === undefined || keys.some(key => key['kid'] === kid)
    return only(
      isKnown
      && !isForGraph(jwt)
      && readKeyChoices(record).length === 0
      && found(
        'signature-fails', 'broken', 'RFC 7515 5.2',
        { kind: kindOf(jwt), kid: kid ?? '', alg: textHeader(jwt, 'alg') ?? '' }, { jwt },
      ),
    )
  })
}

/** How many bytes the two numbers of an ECDSA signature have (RFC 7518, section 3.4). */
const lengths: Readonly<Record<string, number>> = { ES256: 64, ES256K: 64, ES384: 96, ES512: 132 }

/** An ECDSA signature as X.509 writes it, a DER sequence: most libraries make one unless they are told otherwise. */
function readForm(jwt: SeenJwt): Reading[] {
  const alg = textHeader(jwt, 'alg') ?? ''
  const expected = Object.hasOwn(lengths, alg) ? lengths[alg] : undefined
  const bytes = Buffer.from(jwt.token.split(/[.~]/, 3)[2] ?? '', 'base64url')
  return expected === undefined || bytes.length === expected || !isSequence(bytes)
    ? []
    : [found('signature-der', 'broken', 'RFC 7518 3.4', { alg, length: bytes.length, expected }, { jwt })]
}

/** A DER sequence of two integers that ends where the bytes end; its length may take two bytes. */
function isSequence(bytes: Buffer): boolean {
  const head = bytes[1] === 0x81 ? 3 : 2
  return bytes[0] === 0x30 && bytes[head - 1] === bytes.length - head && bytes[head] === 0x02
}

/** What the client signs, and the rule that its signature breaks. */
const clauses: Partial<Record<SeenJwt['role'], string>> = {
  dpop_proof: 'RFC 9449 4.3', client_assertion: 'RFC 7523 3', request_object: 'RFC 9101 6.2',
  software_statement: 'RFC 7591 2.3',
}

function ofClient(jwt: SeenJwt): Reading {
  const details = { kind: jwt.role, own: jwt.role === 'dpop_proof' ? 'yes' : '', kid: textHeader(jwt, 'kid') ?? '' }
  return found('client-signature-fails', 'broken', clauses[jwt.role], details, { jwt })
}
