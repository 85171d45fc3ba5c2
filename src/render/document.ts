import { stepIds, type Failure, type FailureCode, type StepId } from '../codes/failure.ts'
import { isPassing } from '../codes/obstacle.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { numberOf } from '../messages/text.ts'
import type { Masked } from '../secrets/masked.ts'
import type { Observer, WalkDocument, WalkEvent } from '../walk/events.ts'
import { clean } from '../text/printable.ts'
import { describeFailure } from './failure.ts'

/** What a walk leaves for its document: the deviations tolerated, and how long each step took. */
export interface WalkRecord {
  findings: { code: string, step: string | undefined, message: string }[]
  steps: { n: number, id: string, ms: number }[]
}

/** Collects findings and step times, in milliseconds, for the document that `--json` prints. */
export function collect(record: WalkRecord, catalogue: Catalogue): Observer {
  return (event) => {
    if (event.type === 'finding')
      record.findings.push({ code: event.code, step: event.step, message: describeFinding(event, catalogue) })
    if (event.type === 'step-finished' && event.step) addTime(record.steps, event.step, event.ms)
  }
}

/** A step that was taken twice took the time of both. */
function addTime(steps: WalkRecord['steps'], id: StepId, ms: number): void {
  const taken = steps.find(step => step.id === id)
  if (taken) taken.ms += ms
  else steps.push({ n: stepIds.indexOf(id) + 1, id, ms })
}

/** A finding in a sentence of the catalogue. */
export function describeFinding(event: Extract<WalkEvent, { type: 'finding' }>, catalogue: Catalogue): string {
  const { findings } = catalogue
  // A saved walk may name what no version knows, `__proto__` included.
  const describe = Object.hasOwn(findings, event.code) ? findings[event.code] : undefined
  return clean(describe ? describe(event.details) : event.code, 400)
}

/** Errors by which a server says that it failed itself (RFC 6749, section 4.1.2.1). */
const ownErrors: readonly unknown[] = ['server_error', 'temporarily_unavailable']
/** What is over once the network or the other side is well again. */
const ofNetwork: ReadonlySet<FailureCode> = new Set(['network-failed', 'network-timeout', 'proxy-failed'])

/** Tells whether the same command may succeed later, with nothing changed. */
function mayPass({ code, details }: Masked<Failure>): boolean {
  const { error, status } = (details['provider'] ?? details) as { error?: unknown, status?: unknown }
  return ofNetwork.has(code) || ownErrors.includes(error) || isPassing(numberOf(status))
}

/**
 * The document of a failure, on which scripts rely: `{ok: false, error: {code, step, message, hint, exit_code,
 * provider}}`; `diagnosis` is the name of the rule of the doctor's table that explains it.
 */
export function failureDocument(failure: Masked<Failure>, catalogue: Catalogue, exitCode: number): WalkDocument {
  const { message, cause, advice, next, expected, came } = describeFailure(failure, catalogue)
  const diagnosis = failure.details['diagnosis'] as { id: string } | undefined
  const provider = failure.details['provider'] as Record<string, unknown> | undefined
  return {
    ok: false,
    error: {
      code: failure.code, step: failure.step ?? null, message, cause, hint: [...advice, ...next].join('\n'),
      advice, next, exit_code: exitCode, ...mayPass(failure) ? { retryable: true } : {},
      ...expected === undefined ? {} : { expected, came },
      provider: provider
        ? {
            error: provider['error'] ?? null, error_description: provider['error_description'] ?? null,
            status: provider['status'] ?? null,
            ...Object.fromEntries(['acr_values', 'max_age', 'scope'].flatMap(name =>
              provider[name] === undefined ? [] : [[name, provider[name]]])),
            ...provider['left_out'] ? { left_out: provider['left_out'] } : {},
          }
        : null,
      ...diagnosis === undefined ? {} : { diagnosis: diagnosis.id },
      ...failure.details['ignored'] === undefined ? {} : { ignored: failure.details['ignored'] },
      ...failure.details['refused'] === undefined ? {} : { refused: failure.details['refused'] },
      ...failure.details['session_saved'] ? { session_saved: true } : {},
    },
  }
}
