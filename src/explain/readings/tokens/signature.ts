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
  return record.jwts.filter(({ signature, token }) => signature === 'fails' && !isWithheld(token)).flatMap((jwt) => {
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

/** What the client signs, and the rule that its signature breaks. */
const clauses: Partial<Record<SeenJwt['role'], string>> = {
  dpop_proof: 'RFC 9449 4.3', client_assertion: 'RFC 7523 3', request_object: 'RFC 9101 6.2',
  software_statement: 'RFC 7591 2.3',
}

function ofClient(jwt: SeenJwt): Reading {
  const details = { kind: jwt.role, own: jwt.role === 'dpop_proof' ? 'yes' : '', kid: textHeader(jwt, 'kid') ?? '' }
  return found('client-signature-fails', 'broken', clauses[jwt.role], details, { jwt })
}
