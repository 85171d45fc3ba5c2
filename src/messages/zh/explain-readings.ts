import type { ReadingSentences } from '../explain.ts'
import { text } from '../text.ts'
import type { enReadings } from '../en/explain-readings.ts'

/** 每条发现的说法，按名称。 */
export const zhReadings: Record<keyof typeof enReadings, ReadingSentences> = {
  'encoded-twice': {
    said: d => `百分号编码了两次：${text(d['names'])}。解码一次后，${text(d['name'])} 仍是 ${text(d['value'])}`,
    why: () => '服务器只解码一次，再把结果与注册的值比较，两者不一致。',
    fix: () => '每个值只编码一次：把原值交给库，或去掉自己的编码。',
  },
}
