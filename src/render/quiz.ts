import { Failure, stepIds, type StepId } from '../codes/failure.ts'
import { letters, type LearnWords, type LessonWords, type Letter, type QuizQuestion } from '../messages/learn.ts'
import type { Observer } from '../walk/events.ts'
import type { Lines } from '../text/terminal.ts'
import type { Prompt } from './pause.ts'

/** Asks questions and keeps count of those that were answered right at first try. */
export interface Quiz {
  /** Asks until the answer is right; raises `left` on `q`. */
  ask: (question: QuizQuestion, step?: StepId) => Promise<void>
  readonly asked: number
  readonly right: number
}

const margins = { at: 3, hang: 6 }

/** Makes a quiz of that many questions. */
export function createQuiz(prompt: Prompt, words: LessonWords, of: number): Quiz {
  const { writer, write } = prompt
  let [asked, right] = [0, 0]
  return {
    get asked() { return asked },
    get right() { return right },
    ask: async (question, step) => {
      asked += 1
      write(writer.lines(questionLines(question, words.question(asked, of))))
      for (let tries = 1; ; tries += 1) {
        const answer = await readAnswer(prompt, words, question, step)
        const isRight = answer === question.right
        write(writer.lines(replyLines(question, answer, words)))
        if (!isRight) continue
        if (tries === 1) right += 1
        return
      }
    },
  }
}

/** A quiz for whoever can't answer: each question with its right answer. Nothing is counted. */
export function tellAnswers({ writer, write }: Prompt, words: LessonWords, of: number): Quiz {
  let told = 0
  return {
    asked: 0, right: 0,
    ask: async ({ ask, answers, right }) => {
      told += 1
      const { text, reply } = answers[right]
      const answer = { text: `${text}${words.answered}${reply}` }
      write(writer.lines([
        [
          [{ text: words.question(told, of), style: 'dim' }, { text: '  ' }, { text: ask, style: 'bold' }],
          { at: 0, hang: 3 },
        ],
        [[{ text: '✓ ', style: 'good' }, answer], { at: 3, hang: 5 }],
      ]))
    },
  }
}

function questionLines({ ask, answers }: QuizQuestion, heading: string): Lines {
  return [
    [[{ text: heading, style: 'dim' }, { text: '  ' }, { text: ask, style: 'bold' }], { at: 0, hang: 3 }],
    ...letters.map(letter => [[{ text: `${letter}  ${answers[letter].text}` }], margins] as const),
  ]
}

function replyLines({ answers, right }: QuizQuestion, answer: Letter, words: LessonWords): Lines {
  const sign = answer === right ? { text: '✓', style: 'good' } as const : { text: '✗', style: 'bad' } as const
  return [
    [
      [sign, { text: ` ${answer === right ? words.right : words.wrong}${words.between}${answers[answer].reply}` }],
      { at: 3, hang: 5 },
    ],
  ]
}

/**
 * Asks again after anything but a letter of an answer, after `?` with the keys and the question; a full-width one
 * counts too.
 */
async function readAnswer(
  { writer, write, readLine }: Prompt, words: Pick<LearnWords, 'keys' | 'keyHelp' | 'help' | 'unknown'>,
  question: QuizQuestion, step: StepId | undefined,
): Promise<Letter> {
  const { keys, unknown } = words
  for (;;) {
    write(writer.begin([{ text: `${keys} > ` }]))
    const typed = (await readLine()).normalize('NFKC').trim().toLowerCase()
    if (typed === 'q') throw new Failure('left', {}, { step })
    const letter = letters.find(one => one === typed)
    if (letter) return letter
    write(writer.lines(typed === '?' ? helpLines(question, words) : [[[{ text: unknown }], margins]]))
  }
}

/** The keys with what each does, and the question again. */
function helpLines(question: QuizQuestion, { keyHelp, help }: Pick<LearnWords, 'keyHelp' | 'help'>): Lines {
  const hang = margins.at + 9
  return [
    ...keyHelp.map(text => [[{ text, style: 'dim' }], { at: margins.at, hang }] as const),
    ...questionLines(question, help),
  ]
}

/** What a lesson says, in this order. */
const parts = ['what', 'seenBy', 'protects', 'attack'] as const
/** On a screen the walk itself says what a step is, and the heading of each message who sees it. */
const partsOnScreen = ['protects', 'attack'] as const

/** After each step tells its lesson, then asks its question. */
export function askAfterSteps(
  { catalogue: { lessons }, writer, write }: Prompt, words: LessonWords, quiz: Quiz, isOnScreen: boolean,
): Observer {
  return async ({ type, step }) => {
    if (type !== 'step-finished' || !step || !stepIds.includes(step)) return
    const { labels } = lessons
    const own = words.lessons?.[step]
    const lesson = own ?? lessons.steps[step]
    const rows = (isOnScreen && !own ? partsOnScreen : parts).map(part =>
      [[{ text: labels[part] }, { text: `  ${lesson[part]}`, style: 'dim' }], { at: 3, hang: 5 }] as const)
    write(writer.lines([...rows, [[]]]))
    await quiz.ask(words.steps[step], step)
  }
}
