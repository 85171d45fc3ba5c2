import { Failure, type StepId } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Observer } from '../walk/events.ts'
import type { Layout, Margins, Piece } from './layout.ts'
import type { Paint } from './paint.ts'

/** What a pause speaks with. */
export interface Prompt {
  catalogue: Catalogue
  layout: Layout
  paint: Paint
  write: (text: string) => void
  readLine: () => Promise<string>
}

/**
 * Pauses the walk before each step and says what the step will do: Enter goes on, `?` tells what could go wrong there and what answers it,
 * `q` leaves. Raises `left`.
 */
export function pauseBeforeSteps(prompt: Prompt): Observer {
  const { catalogue: { telling, steps }, paint } = prompt
  return async (event) => {
    const { step, n = 0 } = event
    if (event.type !== 'step-started' || !step) return
    prompt.write('\n')
    say(prompt, [{ text: `[${telling.stepAhead(n)}: ${steps[step].title}]`, paint: paint.bold }, { text: ` ${telling.ahead[step]}` }], { at: 0, hang: 3 })
    for (;;) {
      prompt.write(`${telling.keys} > `)
      const answer = (await prompt.readLine()).trim().toLowerCase()
      if (answer === '') return
      if (answer === 'q') throw new Failure('left', {}, { step })
      if (answer === '?' || answer === '？') tellDangers(prompt, step)
    }
  }
}

function tellDangers(prompt: Prompt, step: StepId): void {
  const { catalogue: { telling }, paint } = prompt
  for (const { attack, answer } of telling.dangers[step]) {
    say(prompt, [{ text: '✗', paint: paint.bad }, { text: ` ${attack}` }], { at: 3, hang: 5 })
    say(prompt, [{ text: '✓', paint: paint.good }, { text: ` ${telling.answer}: ${answer}` }], { at: 3, hang: 5 })
  }
}

function say({ layout, write }: Prompt, pieces: Piece[], margins: Margins): void {
  for (const line of layout.lines(pieces, margins)) write(`${line}\n`)
}
