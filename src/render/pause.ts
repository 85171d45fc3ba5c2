import { Failure, type StepId } from '../codes/failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { bindingAfter, lockLessonsOf, type Binding, type LockLesson } from './lock-lessons.ts'
import type { Observer } from '../walk/events.ts'
import type { Lines, TerminalWriter } from '../text/terminal.ts'
import type { TerminalText } from '../text/written.ts'

/** What a pause speaks with. */
export interface Prompt {
  catalogue: Catalogue
  writer: TerminalWriter
  /** The sandbox's user signs in by himself. */
  byItself?: boolean
  write: (text: TerminalText) => void
  readLine: () => Promise<string>
}

/**
 * Pauses the walk before each step and says what the step will do: Enter goes on, `?` tells what could go wrong there
 * and what answers it, `q` leaves. Raises `left`.
 */
export function pauseBeforeSteps(prompt: Prompt): Observer {
  const { catalogue: { telling, steps, lessons }, writer, byItself } = prompt
  const ahead = { ...telling.ahead, ...byItself ? telling.aheadByItself : {} }
  const locks: LockLesson[] = []
  let binding: Binding | undefined
  return async (event) => {
    const { step, n = 0 } = event
    locks.push(...lockLessonsOf(event, lessons))
    binding = bindingAfter(event, binding)
    if (event.type !== 'step-started' || !step) return
    const title = { text: `[${telling.stepAhead(n)}${telling.colon}${steps[step].title}]`, style: 'bold' } as const
    prompt.write(writer.lines([[[]], [[title, { text: ` ${ahead[step]}` }], { at: 0, hang: 3 }]]))
    for (;;) {
      askForKey(prompt)
      const answer = (await prompt.readLine()).trim().toLowerCase()
      if (answer === '') return
      if (answer === 'q') throw new Failure('left', {}, { step })
      if (answer === '?' || answer === '？') tellDangers(prompt, dangersAt(prompt, step, locks, binding))
    }
  }
}

/** The keys with what each does: in one line, or one below the other where the terminal has no room for that. */
function askForKey({ catalogue: { telling: { keys } }, writer, write }: Prompt): void {
  const line = `${keys} >`
  const fits = writer.width === undefined || writer.measure(line) < writer.width
  const rows = fits ? [line] : line.split(/ {3}/)
  write(writer.lines(rows.slice(0, -1).map(text => [[{ text }]])))
  write(writer.begin([{ text: rows.at(-1) ?? '' }]))
}

/**
 * What could go wrong at a step, and the locks that were seen on the way to it. A token that is bound is in no danger
 * of being borne by another.
 */
function dangersAt(
  { catalogue: { telling, lessons } }: Prompt, step: StepId, locks: readonly LockLesson[], binding: Binding | undefined,
): Danger[] {
  const bearing = lessons.parameters.access_token.attack
  const own = telling.dangers[step].filter(({ attack }) => !binding || attack !== bearing)
  const bound = binding === 'key' && step === 'userinfo' ? [lessons.parameters.dpop] : []
  return [
    ...own,
    ...[...new Set([...locks.map(({ lesson }) => lesson), ...bound])].map(({ attack, protects }) => ({
      attack, answer: protects,
    })),
  ]
}

interface Danger { attack: string, answer: string }

function tellDangers({ catalogue: { telling }, writer, write }: Prompt, dangers: readonly Danger[]): void {
  const margins = { at: 3, hang: 5 }
  write(writer.lines(dangers.flatMap(({ attack, answer }): Lines => [
    [[{ text: '✗', style: 'bad' }, { text: ` ${attack}` }], margins],
    [[{ text: '✓', style: 'good' }, { text: ` ${telling.answer}${telling.colon}${answer}` }], margins],
  ])))
}
