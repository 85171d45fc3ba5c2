import type { Catalogue } from '../catalogue.ts'
import { text } from '../text.ts'

export const zhOddFindings: Pick<Catalogue['findings'], 'dpop-nonce-unusable'> = {
  'dpop-nonce-unusable': d => `服务器给出的 DPoP-Nonce（${text(d['characters'])} 个字符）含有 RFC 9449 8.1 不允许的字符，不能放进证明，因此没有使用。`,
}
