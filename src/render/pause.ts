import { Failure } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Observer } from '../walk/events.ts'

/** Pauses the walk before each step until Enter is pressed; `q` leaves it. Raises `left`. */
export function pauseBeforeSteps(catalogue: Catalogue, readLine: () => Promise<string>, write: (text: string) => void): Observer {
  return async (event) => {
    if (event.type !== 'step-started' || !event.step) return
    write(`\n[${event.n ?? ''}/6 ${catalogue.steps[event.step].title}] Enter ↵ / q `)
    if (/^q/i.test(await readLine())) throw new Failure('left', {}, { step: event.step })
  }
}
