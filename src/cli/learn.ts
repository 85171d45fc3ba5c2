import { Failure } from '../codes/failure.ts'
import type { LessonWords, PlayedAttack, QuizQuestion } from '../messages/learn.ts'
import { tellAttack } from '../render/attack.ts'
import type { Prompt } from '../render/pause.ts'
import { askAfterSteps, createQuiz, tellAnswers, type Quiz } from '../render/quiz.ts'
import type { Lines } from '../text/terminal.ts'
import type { Observer } from '../walk/events.ts'
import { walkSixSteps } from '../walk/walk.ts'
import { chooseBrowser } from './login/browser.ts'
import { planLogin } from './login/plan.ts'
import { loadLesson, type Lesson } from './learn/lesson.ts'
import { sandboxInMemory } from './learn/own-sandbox.ts'
import { prepareWalk } from './login.ts'
import { withoutVariables } from './machine/without-variables.ts'
import type { Run } from './run.ts'
import { openScreen } from './terminal/screen.ts'

/**
 * `oauth-walk learn [mcp]`: walks the sandbox with a question after each step, then plays three attacks. Raises
 * `terminal-missing` where the lesson is one of questions alone, `left`.
 */
export async function learn(run: Run, subject?: string): Promise<void> {
  await teach(run, await loadLesson(subject, run.catalogue.language)).catch((error: unknown) => {
    throw error instanceof Failure
      ? error.with(undefined, { again: { login: [], session: [], played: [], isLogin: false, isLesson: true } })
      : error
  })
}

async function teach(run: Run, lesson: Lesson): Promise<void> {
  const { context, catalogue } = run
  const { words, attacks } = lesson
  const mayAsk = context.terminal.stdin && context.terminal.stderr
  if (!mayAsk && !lesson.isTold) throw new Failure('terminal-missing')
  const writer = await openScreen(run)
  const prompt: Prompt = { catalogue, writer, write: context.writeError, readLine: context.readLine }
  const quiz = (mayAsk ? createQuiz : tellAnswers)(prompt, words, Object.keys(words.steps).length + attacks.length)
  prompt.write(writer.lines([[[{ text: words.welcome }]], [[]]]))
  await walk(asLesson(run, lesson.options), askAfterSteps(prompt, words, quiz, mayAsk))
  for (const [place, attack] of attacks.entries()) await playAttack(run, prompt, lesson, quiz, { ...attack, place })
  tellResult(run, prompt, lesson, quiz)
}

/** The run of a lesson: the same for everybody, whatever flags, variables and profiles say, and it keeps nothing. */
function asLesson(run: Run, options: Run['options']): Run {
  const { context, catalogue, profiles } = run
  const { auto, color, lang } = run.options
  return {
    ...run, catalogue, sandbox: sandboxInMemory(),
    context: withoutVariables(context, name => name === 'OAUTH_WALK_HOME'),
    profiles: { ...profiles, read: () => undefined },
    options: {
      ...auto === undefined ? {} : { auto }, ...color === undefined ? {} : { color },
      ...lang === undefined ? {} : { lang }, save: false, port: ['0'], ...options,
    },
  }
}

/** The six steps with the sandbox; its tokens are not kept. */
async function walk(run: Run, observer: Observer): Promise<void> {
  const plan = await planLogin(run, 'sandbox')
  const browser = chooseBrowser(run, plan)
  try {
    const files = { observers: [observer], takesStdout: false }
    const left = { record: { findings: [], steps: [] }, notes: { requests: [] } }
    await walkSixSteps(await prepareWalk(run, plan, left, browser, files), async () => false)
  } finally {
    browser.close()
    await plan.sandbox?.sandbox.close()
  }
}

/** Asks which check stops an attack, then plays it: it must end with that check. */
async function playAttack(
  run: Run, prompt: Prompt, { words, attacks }: Lesson, quiz: Quiz,
  { fault, check, place }: PlayedAttack & { place: number },
): Promise<void> {
  const { writer, write } = prompt
  write(writer.lines([[[]], [[{ text: words.attack(place + 1, attacks.length), style: 'bold' }]]]))
  await quiz.ask(questionOf(words, fault))
  write(writer.lines([[[]], [[{ text: words.live }], { at: 3, hang: 5 }]]))
  const attacked = asLesson(run, { quiet: true, auto: true, misbehave: fault })
  const failed = await walk(attacked, tellAttack(prompt)).then(() => undefined, (error: unknown) => error)
  if (!(failed instanceof Failure)) throw new Failure('internal-error', {}, { cause: failed })
  if (failed.code !== check) throw failed
  write(writer.lines([[[{ text: words.nothingSaved }], { at: 3, hang: 5 }]]))
}

function questionOf({ attacks }: LessonWords, fault: string): QuizQuestion {
  const question = attacks[fault]
  if (question === undefined) throw new Failure('internal-error', { fault })
  return question
}

function tellResult(run: Run, { writer, write }: Prompt, { words, next }: Lesson, { asked, right }: Quiz): void {
  const rows = next.map((text, place): Lines[number] => [
    [{ text, whole: true }, { text: `  ${words.next[place] ?? ''}`, style: 'dim' }], { at: 2, hang: 4 },
  ])
  write(writer.lines([[[]]]))
  run.result(
    { ok: true, questions: asked, right },
    writer.lines(asked === 0 ? [] : [[[{ text: words.result(right, asked), style: 'bold' }]]]),
  )
  write(writer.lines([[[{ text: words.goOn }]], ...rows]))
}
