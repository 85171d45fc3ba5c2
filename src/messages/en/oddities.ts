import type { Catalogue } from '../catalogue.ts'
import { text } from '../text.ts'

export const enOddFindings: Pick<Catalogue['findings'], 'dpop-nonce-unusable' | 'resource-metadata-elsewhere' | 'error-beside-code' | 'error-beside-success' | 'member-repeated'> = {
  'member-repeated': d => `${text(d['members'])} stands in one object of ${d['jwt'] === undefined ? 'the answer' : `the JWT (${text(d['jwt'])})`} more than once. The last one counts here; another reader may take the first (RFC ${d['jwt'] === undefined ? '8259' : '7519'} 4).`,
  'dpop-nonce-unusable': d => `The server gave a nonce for proofs (DPoP-Nonce) that can’t stand in one, ${text(d['characters'])} characters long: it holds others than RFC 9449 8.1 allows. It was not used.`,
  'resource-metadata-elsewhere': d => `The challenge of ${text(d['resource'])} names metadata of another origin, ${text(d['origin'])}: whoever writes that document says who gives the tokens.`,
  'error-beside-code': d => `The answer has a code, and ${text(d['parameters'])} beside it, which belongs to an error. There is no error in it, so the code is used (RFC 6749 4.1.2.1).`,
  'error-beside-success': () => 'Something stands under error in an answer that is otherwise a success, and it is no error code. It was taken for a success.',
}
