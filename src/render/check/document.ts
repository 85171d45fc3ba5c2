import { having, isOfProvider, type Examined } from '../../check/probe.ts'
import type { Exchange } from '../../check/verdict.ts'
import { verdicts, type Severity } from '../../codes/exam.ts'
import { changeText } from './change.ts'
import { distinct, tellFact } from './evidence.ts'
import { repetitionOf } from './repeat.ts'
import { reasonText, ruleOf, telling, type Wording } from './rule.ts'

/** What an examination was: how strict, and what came of it. */
interface Examining {
  isStrict: boolean
  examined: readonly Examined[]
  exchanges: readonly Exchange[]
  /** Authorization servers that the resource names, and nobody asked. */
  unasked?: readonly string[]
}

/** The examination of a resource. */
export interface Examination extends Examining {
  resource: string
}

/** The examination of a provider. */
export interface ProviderExamination extends Examining {
  issuer: string
  /** What begins each state of this run, so that whoever operates the provider finds its requests. */
  runId: string
  /** From which severity on a broken rule fails a build. */
  failOn: Severity
}

/** What is written down of an examination, of whichever kind. */
export interface Reported extends Examining {
  /** The server's. */
  address: string
  runId?: string
  failOn: Severity
}

/** When an examination began, in ISO 8601, and how long it took. */
export interface Ran { startedAt: string, seconds: number }

/** The document that `--json` prints for a resource, but for `ok`. */
export function examinationDocument(
  { resource, ...examining }: Examination, wording: Wording,
): Record<string, unknown> {
  return { resource, ...documentOf(examining, wording) }
}

/** The same for a provider. */
export function providerDocument(
  { issuer, runId, failOn, ...examining }: ProviderExamination, wording: Wording,
): Record<string, unknown> {
  const { clientId, server } = wording
  return {
    issuer, ...clientId !== undefined && { client_id: clientId }, run: runId, ...server && { server: server.name },
    fail_on: failOn, ...documentOf(examining, wording),
  }
}

function documentOf({ isStrict, examined, exchanges }: Examining, wording: Wording): Record<string, unknown> {
  return {
    strict: isStrict,
    verdicts: Object.fromEntries(verdicts.map(verdict => [verdict, having(examined, verdict).length])),
    rules: examined.map(one => ruleDocument(one, wording)),
    asked: exchanges.map(exchangeOf),
  }
}

function ruleDocument(
  { probe, verdict, evidence, reason, remark, isAccepted }: Examined, wording: Wording,
): Record<string, unknown> {
  const { exam } = wording
  const told = distinct(evidence, wording)
  return {
    id: probe.id, name: probe.name, title: ruleOf(probe, wording).title,
    ...isOfProvider(probe) && { severity: probe.severity },
    clauses: probe.clauses, verdict, ...isAccepted && { accepted: true },
    ...reason && { reason: { code: reason, message: reasonText(reason, wording) } },
    ...remark && { remark: { code: remark, message: exam.remarks[remark] } },
    evidence: told.map(({ fact, exchange, opened, subject }) => ({
      ...tellFact(fact, wording), ...subject === undefined ? {} : { provider: subject },
      ...exchange && { exchange: exchangeOf(exchange) }, ...opened !== undefined && { opened },
    })),
    ...telling.includes(verdict) ? remedyOf({ probe, evidence: told }, wording) : {},
  }
}

/**
 * What to change; and for a provider, who gains by it, where its server has the setting, and what sends the message
 * once more.
 */
function remedyOf(
  { probe, evidence }: Pick<Examined, 'probe' | 'evidence'>, wording: Wording,
): Record<string, unknown> {
  const { attack, setting } = ruleOf(probe, wording)
  const repetition = repetitionOf(probe, evidence, wording)
  return {
    change: changeText({ probe, evidence }, wording), ...attack !== undefined && { attack }, ...setting && { setting },
    ...repetition && { repeat: [...repetition.comments.map(text => `# ${text}`), ...repetition.command].join('\n') },
  }
}

function exchangeOf({ request: { method, url }, response: { status } }: Exchange) {
  return { method, url, status }
}
