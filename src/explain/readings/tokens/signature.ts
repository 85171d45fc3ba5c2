import { isForGraph } from '../../facts/graph.ts'
import { textHeader } from '../../facts/jwt.ts'
import { kindOf } from '../../facts/token-kind.ts'
import { isWithheld } from '../../facts/withheld.ts'
import { found, only } from '../../found.ts'
import type { Reading } from '../../reading.ts'
import type { WalkRecord } from '../../record.ts'
import { readKeyChoices } from '../keys/choice.ts'

/** Signatures that the keys at hand do not confirm, although one of them has the token's kid. */
export function readSignatures(record: WalkRecord): Reading[] {
  return record.jwts.filter(({ signature, token }) => signature === 'fails' && !isWithheld(token)).flatMap((jwt) => {
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
