import type { OpenReason, Remark, SightCode, SkipReason, Verdict } from '../../codes/exam.ts'
import { parseJsonObject } from '../../protocol/answer/json.ts'
import { findObstacle } from '../../protocol/answer/obstacle.ts'
import type { WireResponse } from '../../wire.ts'
import { gravest, type Evidence, type Exchange, type Outcome } from '../verdict.ts'

type Details = Readonly<Record<string, unknown>>

/** What was seen, with the message that was sent and the answer that came. */
export function sight(code: SightCode, details: Details = {}, exchange?: Exchange): Evidence {
  return { fact: { kind: 'sight', code, details }, exchange, subject: undefined }
}

/** The same of an address that a browser was sent to. */
export function sightOf(opened: string | undefined, code: SightCode, details: Details = {}): Evidence {
  return { ...sight(code, details), opened }
}

/** The rule holds. */
export function pass(remark?: Remark): Outcome {
  return { verdict: 'PASS', evidence: [], ...remark && { remark } }
}

/** The rule was not judged. */
export function skip(reason: SkipReason): Outcome {
  return { verdict: 'SKIP', evidence: [], reason }
}

/** The rule is broken in a way that others forgive: refused, but otherwise than the standard says. */
export function weak(...evidence: Evidence[]): Outcome {
  return { verdict: 'WEAK', evidence }
}

/** The rule is broken: what is wrong was accepted. */
export function fail(...evidence: Evidence[]): Outcome {
  return { verdict: 'FAIL', evidence }
}

/** Nobody can say; with what was seen instead of an answer to the question. */
export function open(reason: OpenReason, ...evidence: Evidence[]): Outcome {
  return { verdict: 'INCONCLUSIVE', evidence, reason }
}

/** The server did not answer as one that is well does: nothing follows from that. */
export function unavailable(
  { answer: { status }, exchange }: { answer: Pick<WireResponse, 'status'>, exchange: Exchange | undefined },
): Outcome {
  return open('server-error', sight('server-failed', { status }, exchange))
}

/** The unbroken message was refused too; where nothing takes it at its address, the client has no part in that. */
export function refusedUnbroken(exchange: Exchange | undefined, details: Details = {}): Evidence {
  return isNothingThere(exchange)
    ? sight('nothing-there', { ...details, status: exchange?.response.status }, exchange)
    : sight('control-refused', details, exchange)
}

/** A refusal of whoever asks at an address where nothing is: nothing follows from it about the rule. */
export function unlessNothingThere(exchange: Exchange | undefined): Outcome | undefined {
  if (!isNothingThere(exchange)) return undefined
  return open('unclear', sight('nothing-there', { status: exchange?.response.status, alone: true }, exchange))
}

/** Whether nothing at an address takes such a message: an error of the standards says more than the status. */
export function isNothingThere(exchange: Exchange | undefined): boolean {
  if (exchange === undefined) return false
  const { error } = parseJsonObject(exchange.response.body) ?? {}
  const obstacle = findObstacle(exchange.response, typeof error === 'string' ? error : undefined)
  return obstacle?.kind === 'nothing-there' || obstacle?.kind === 'method'
}

/**
 * From the least to the gravest, where a rule was put to several tests: what was accepted weighs more than what nobody
 * can say.
 */
export function together(...outcomes: readonly Outcome[]): Outcome {
  const verdict: Verdict = gravest(outcomes.map(outcome => outcome.verdict))
  const told = outcomes.filter(outcome => outcome.verdict !== 'PASS' && outcome.verdict !== 'SKIP')
  // What is repeated is the first of them.
  const gravestFirst = [
    ...told.filter(outcome => outcome.verdict === verdict), ...told.filter(outcome => outcome.verdict !== verdict),
  ]
  const reason = outcomes.find(outcome => outcome.verdict === verdict)?.reason
  const remark = outcomes.map(outcome => outcome.remark).find(one => one !== undefined)
  return {
    verdict, evidence: gravestFirst.flatMap(({ evidence }) => evidence), ...reason && { reason },
    ...verdict === 'PASS' && remark ? { remark } : {},
  }
}
