import { having, type Examined } from '../../check/probe.ts'
import type { Exchange } from '../../check/verdict.ts'
import { verdicts } from '../../exam.ts'
import type { Catalogue } from '../../messages/catalogue.ts'
import { changeText } from './change.ts'
import { distinct, tellFact } from './evidence.ts'

/** What an examination was: of which resource, how strict, and what came of it. */
export interface Examination {
  resource: string
  isStrict: boolean
  examined: readonly Examined[]
  exchanges: readonly Exchange[]
  /** Authorization servers that the resource names, and nobody asked. */
  unasked: readonly string[]
}

/** The document that `--json` prints, but for `ok`. */
export function examinationDocument({ resource, isStrict, examined, exchanges }: Examination, catalogue: Catalogue): Record<string, unknown> {
  const { exam } = catalogue
  return {
    resource,
    strict: isStrict,
    verdicts: Object.fromEntries(verdicts.map(verdict => [verdict, having(examined, verdict).length])),
    rules: examined.map(({ probe, verdict, evidence, reason, remark }) => ({
      id: probe.id, name: probe.name, title: exam.rules[probe.name].title, clauses: probe.clauses, verdict,
      ...reason && { reason: { code: reason, message: exam.reasons[reason] } },
      ...remark && { remark: { code: remark, message: exam.remarks[remark] } },
      evidence: distinct(evidence, catalogue).map(({ fact, exchange, subject }) => ({
        ...tellFact(fact, catalogue), ...subject === undefined ? {} : { provider: subject }, ...exchange && { exchange: exchangeOf(exchange) },
      })),
      ...verdict === 'FAIL' || verdict === 'WEAK' ? { change: changeText({ probe, evidence }, catalogue) } : {},
    })),
    asked: exchanges.map(exchangeOf),
  }
}

function exchangeOf({ request: { method, url }, response: { status } }: Exchange) {
  return { method, url, status }
}
