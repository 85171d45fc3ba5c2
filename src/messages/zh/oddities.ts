import type { Catalogue } from '../catalogue.ts'
import { text } from '../chinese-text.ts'

export const zhOddFindings: Pick<Catalogue['findings'], 'dpop-nonce-unusable' | 'resource-metadata-elsewhere' | 'error-beside-code' | 'error-beside-success' | 'member-repeated'> = {
  'member-repeated': d => `${d['jwt'] === undefined ? '响应' : `JWT（${text(d['jwt'])}）`}的同一个对象里，${text(d['members'])} 出现了不止一次。这里取最后一个，别的程序可能取第一个（RFC ${d['jwt'] === undefined ? '8259' : '7519'} 第 4 节）。`,
  'dpop-nonce-unusable': d => `服务器给出的 DPoP-Nonce（${text(d['characters'])} 个字符）含有 RFC 9449 8.1 不允许的字符，不能放进证明，因此没有使用。`,
  'resource-metadata-elsewhere': d => `${text(d['resource'])} 的质询指向另一个源 ${text(d['origin'])} 上的元数据：由谁签发令牌，取决于写这份文档的人。`,
  'error-beside-code': d => `响应中有授权码，同时带有属于错误响应的 ${text(d['parameters'])}。响应里没有 error，所以仍使用该授权码（RFC 6749 4.1.2.1）。`,
  'error-beside-success': () => '一个看起来成功的响应里带有 error，但内容不是错误码，因此仍按成功处理。',
}
