import { Failure, type StepId } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Observer } from '../walk/events.ts'
import type { Lines, TerminalWriter } from '../text/terminal.ts'
import type { TerminalText } from '../text/written.ts'

/** What a pause speaks with. */
export interface Prompt {
  catalogue: Catalogue
  writer: TerminalWriter
  write: (text: TerminalText) => void
  readLine: () => Promise<string>
}

/**
 * Pauses the walk before each step and says what the step will do: Enter goes on, `?` tells what could go wrong there and what answers it,
 * `q` leaves. Raises `left`.
 */
export function pauseBeforeSteps(prompt: Prompt): Observer {
  const { catalogue: { telling, steps }, writer } = prompt
  return async (event) => {
    const { step, n = 0 } = event
    if (event.type !== 'step-started' || !step) return
    const title = { text: `[${telling.stepAhead(n)}: ${steps[step].title}]`, style: 'bold' } as const
    prompt.write(writer.lines([[[]], [[title, { text: ` ${telling.ahead[step]}` }], { at: 0, hang: 3 }]]))
    for (;;) {
      prompt.write(writer.begin([{ text: `${telling.keys} > ` }]))
      const answer = (await prompt.readLine()).trim().toLowerCase()
      if (answer === '') return
      if (answer === 'q') throw new Failure('left', {}, { step })
      if (answer === '?' || answer === '？') tellDangers(prompt, step)
    }
  }
}

function tellDangers({ catalogue: { telling }, writer, write }: Prompt, step: StepId): void {
  const margins = { at: 3, hang: 5 }
  write(writer.lines(telling.dangers[step].flatMap(({ attack, answer }): Lines => [
    [[{ text: '✗', style: 'bad' }, { text: ` ${attack}` }], margins],
    [[{ text: '✓', style: 'good' }, { text: ` ${telling.answer}: ${answer}` }], margins],
  ])))
}
