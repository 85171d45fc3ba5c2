import type { Catalogue } from '../catalogue.ts'
import { text } from '../text.ts'

export const enOddFindings: Pick<Catalogue['findings'], 'dpop-nonce-unusable'> = {
  'dpop-nonce-unusable': d => `The server gave a nonce for proofs (DPoP-Nonce) that can’t stand in one, ${text(d['characters'])} characters long: it holds others than RFC 9449 8.1 allows. It was not used.`,
}
