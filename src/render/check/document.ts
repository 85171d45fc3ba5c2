import { having, isOfProvider, type Examined } from '../../check/probe.ts'
import type { Exchange } from '../../check/verdict.ts'
import { verdicts } from '../../exam.ts'
import type { ExamCatalogue } from '../../messages/provider-exam.ts'
import { changeText } from './change.ts'
import { distinct, tellFact } from './evidence.ts'
import { reasonText, ruleOf } from './rule.ts'

/** What an examination was: of which resource, how strict, and what came of it. */
export interface Examination {
  resource: string
  isStrict: boolean
  examined: readonly Examined[]
  exchanges: readonly Exchange[]
}

/** The document that `--json` prints, but for `ok`. */
export function examinationDocument({ resource, isStrict, examined, exchanges }: Examination, catalogue: ExamCatalogue): Record<string, unknown> {
  return {
    resource,
    strict: isStrict,
    verdicts: Object.fromEntries(verdicts.map(verdict => [verdict, having(examined, verdict).length])),
    rules: rulesOf(examined, catalogue),
    asked: exchanges.map(exchangeOf),
  }
}

/** What was examined: which provider, by which run, how strict, and what came of it. */
export interface ProviderExamination {
  issuer: string
  /** What every state of the run begins with. */
  runId: string
  isStrict: boolean
  examined: readonly Examined[]
  exchanges: readonly Exchange[]
}

/** The document that `--json` prints of a provider, but for `ok`. */
export function providerDocument(
  { issuer, runId, isStrict, examined, exchanges }: ProviderExamination, catalogue: ExamCatalogue,
): Record<string, unknown> {
  return {
    issuer, run: runId, strict: isStrict,
    verdicts: Object.fromEntries(verdicts.map(verdict => [verdict, having(examined, verdict).length])),
    rules: rulesOf(examined, catalogue), asked: exchanges.map(exchangeOf),
  }
}

function rulesOf(examined: readonly Examined[], catalogue: ExamCatalogue): Record<string, unknown>[] {
  const { exam } = catalogue
  return examined.map(({ probe, verdict, evidence, reason, remark }) => ({
    id: probe.id, name: probe.name, title: ruleOf(probe, catalogue).title, ...isOfProvider(probe) && { severity: probe.severity },
    clauses: probe.clauses, verdict,
    ...reason && { reason: { code: reason, message: reasonText(reason, catalogue) } },
    ...remark && { remark: { code: remark, message: exam.remarks[remark] } },
    evidence: distinct(evidence, catalogue).map(({ fact, exchange, subject }) => ({
      ...tellFact(fact, catalogue), ...subject === undefined ? {} : { provider: subject }, ...exchange && { exchange: exchangeOf(exchange) },
    })),
    ...verdict === 'FAIL' || verdict === 'WEAK' ? { change: changeText({ probe, evidence }, catalogue) } : {},
  }))
}

function exchangeOf({ request: { method, url }, response: { status } }: Exchange) {
  return { method, url, status }
}
