import type { Catalogue } from '../messages/catalogue.ts'
import type { Observer, WalkEvent } from '../walk/events.ts'
import { toJsonLine } from '../text/json.ts'
import type { JsonText } from '../text/written.ts'
import { describeFinding } from './document.ts'

/** Writes each event as one line of JSON as it happens. */
export function printEvents(write: (text: JsonText) => void, catalogue: Catalogue): Observer {
  return event => write(toJsonLine(order(withWords(event, catalogue))))
}

function withWords(event: WalkEvent, catalogue: Catalogue): object {
  return event.type === 'finding' ? { ...event, message: describeFinding(event, catalogue) } : event
}

/** Type, time and step first: a line is read from its left end. */
function order(event: object): object {
  const { type, at, step, n, ...rest } = event as Record<string, unknown>
  return { type, at, ...step === undefined ? {} : { step, n }, ...rest }
}
