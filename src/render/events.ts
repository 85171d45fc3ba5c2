import type { Catalogue } from '../messages/catalogue.ts'
import type { Secrets } from '../secrets.ts'
import type { Observer, WalkEvent } from '../walk/events.ts'
import { toJsonLine } from '../text/json.ts'
import type { JsonText } from '../text/written.ts'
import { describeFinding } from './document.ts'

/** Writes each event as one line of JSON as it happens, secrets hidden, but for the address that a script must be able to open. */
export function printEvents(write: (text: JsonText) => void, secrets: Secrets | undefined, catalogue: Catalogue): Observer {
  return event => write(toJsonLine(order(withMessage(secrets ? maskEvent(event, secrets) : event, catalogue))))
}

/** The event with placeholders for its secrets; the address that must be opened stays as it is. */
export function maskEvent(event: WalkEvent, secrets: Secrets): WalkEvent {
  return event.type === 'authorization-url' ? event : secrets.hideIn(event)
}

function withMessage(event: WalkEvent, catalogue: Catalogue): object {
  return event.type === 'finding' ? { ...event, message: describeFinding(event, catalogue) } : event
}

/** Type, time and step first: a line is read from its left end. */
function order(event: object): object {
  const { type, at, step, n, ...rest } = event as Record<string, unknown>
  return { type, at, ...step === undefined ? {} : { step, n }, ...rest }
}
