import type { enCheckReadings } from '../en/explain-checks.ts'
import type { ReadingSentences } from '../explain.ts'
import { pick } from '../text.ts'
import { text } from '../chinese-text.ts'
import { zhCheckWords } from './check-words.ts'
import { zhChecks } from './checks.ts'

/** 关于其他地方没有说明的检查。 */
export const zhCheckReadings: Record<keyof typeof enCheckReadings, ReadingSentences> = {
  'check-failed': {
    said: d => pick(zhCheckWords, d['check'])?.wrong ?? `检查未通过：${text(d['check'])}`,
    why: d => pick(zhChecks, d['check'])?.cause ?? '做这项检查的客户端会在这里结束登录。',
    fix: () => '查看登录步骤中的这项检查（不加 --quiet）：实际值和期望值都在那里。',
  },
}
