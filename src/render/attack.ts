import type { Observer } from '../walk/events.ts'
import type { Terminal } from './terminal-means.ts'
import { failedLines } from './terminal-checks.ts'
import { indent } from './voice.ts'

const margins = { at: indent, hang: indent + 2 }

/** Tells a walk that is attacked in a few lines: the steps that were taken, and the check that failed. */
export function tellAttack(terminal: Pick<Terminal, 'write' | 'writer' | 'catalogue'>): Observer {
  const { write, writer, catalogue } = terminal
  return (event) => {
    if (event.type === 'step-finished' && event.step) {
      write(writer.lines([
        [
          [
            { text: '✓', style: 'good' },
            { text: ` ${event.n ?? 0}  ${catalogue.steps[event.step].title}`, style: 'dim' },
          ],
          margins,
        ],
      ]))
    }
    if (event.type === 'check' && !event.ok)
      write(writer.lines(failedLines(event, terminal).map(([pieces, own]) => [pieces, own ?? margins])))
  }
}
