import { Failure } from '../failure.ts'
import { attacks, type AttackFault, type LearnWords, type PlayedAttack } from '../messages/learn.ts'
import { loadLearnWords } from '../messages/load.ts'
import { tellAttack } from '../render/attack.ts'
import type { Prompt } from '../render/pause.ts'
import { askAfterSteps, createQuiz, type Quiz } from '../render/quiz.ts'
import { command } from '../text/shell.ts'
import type { Lines } from '../text/terminal.ts'
import type { Observer } from '../walk/events.ts'
import { walkSixSteps } from '../walk/walk.ts'
import { chooseBrowser } from './login/browser.ts'
import { planLogin } from './login/plan.ts'
import { sandboxInMemory } from './learn/own-sandbox.ts'
import { prepareWalk } from './login.ts'
import type { Run } from './run.ts'
import { openScreen } from './screen.ts'

/** `oauth-walk learn`: walks the sandbox with a question after each step, then plays three attacks. Raises `terminal-missing`, `left`. */
export async function learn(run: Run): Promise<void> {
  await teach(run).catch((error: unknown) => {
    throw error instanceof Failure ? error.with(undefined, { again: { login: [], session: [], played: [], isLogin: false, isLesson: true } }) : error
  })
}

async function teach(run: Run): Promise<void> {
  const { context, catalogue } = run
  if (!context.terminal.stdin || !context.terminal.stderr) throw new Failure('terminal-missing')
  const words = await loadLearnWords(catalogue.language)
  const writer = await openScreen(run)
  const prompt: Prompt = { catalogue, writer, write: context.writeError, readLine: context.readLine }
  const quiz = createQuiz(prompt, words, Object.keys(words.steps).length + attacks.length)
  prompt.write(writer.lines([[[{ text: words.welcome }]], [[]]]))
  await walk(asLesson(run, { brief: true }), askAfterSteps(prompt, words, quiz))
  for (const [place, attack] of attacks.entries()) await playAttack(run, prompt, words, quiz, { ...attack, place })
  tellResult(run, prompt, words, quiz)
}

/** The run of a lesson: the same for everybody, whatever flags, variables and profiles say, and it keeps nothing. */
function asLesson(run: Run, options: Run['options']): Run {
  const { context, catalogue, profiles } = run
  const environment = Object.fromEntries(Object.entries(context.environment).filter(([name]) => !name.startsWith('OAUTH_WALK_') || name === 'OAUTH_WALK_HOME'))
  const { auto, color, lang } = run.options
  return {
    ...run, catalogue, sandbox: sandboxInMemory(), context: { ...context, environment }, profiles: { ...profiles, read: () => undefined },
    options: { ...auto === undefined ? {} : { auto }, ...color === undefined ? {} : { color }, ...lang === undefined ? {} : { lang }, save: false, port: ['0'], ...options },
  }
}

/** The six steps with the sandbox; its tokens are not kept. */
async function walk(run: Run, observer: Observer): Promise<void> {
  const plan = await planLogin(run, 'sandbox')
  const browser = chooseBrowser(run, plan)
  try {
    const files = { observers: [observer], takesStdout: false }
    await walkSixSteps(await prepareWalk(run, plan, { findings: [], steps: [] }, browser, files), async () => false)
  } finally {
    browser.close()
    await plan.sandbox?.sandbox.close()
  }
}

/** Asks which check stops an attack, then plays it: it must end with that check. */
async function playAttack(
  run: Run, prompt: Prompt, words: LearnWords, quiz: Quiz, { fault, check, place }: PlayedAttack & { fault: AttackFault, place: number },
): Promise<void> {
  const { writer, write } = prompt
  write(writer.lines([[[{ text: words.attack(place + 1, attacks.length), style: 'bold' }]]]))
  await quiz.ask(words.attacks[fault])
  write(writer.lines([[[{ text: words.live }], { at: 3, hang: 5 }]]))
  const attacked = asLesson(run, { quiet: true, auto: true, misbehave: fault })
  const failed = await walk(attacked, tellAttack(prompt)).then(() => undefined, (error: unknown) => error)
  if (!(failed instanceof Failure)) throw new Failure('internal-error', {}, { cause: failed })
  if (failed.code !== check) throw failed
  write(writer.lines([[[{ text: words.nothingSaved }], { at: 3, hang: 5 }], [[]]]))
}

function tellResult(run: Run, { writer, write }: Prompt, words: LearnWords, { asked, right }: Quiz): void {
  const commands = [command`oauth-walk login sandbox --explain`, command`oauth-walk login sandbox --misbehave invalid-aud`, command`oauth-walk login github`]
  const next = commands.map((text, place): Lines[number] => [[{ text, whole: true }, { text: `  ${words.next[place] ?? ''}`, style: 'dim' }], { at: 2, hang: 4 }])
  run.result({ ok: true, questions: asked, right }, writer.lines([[[{ text: words.result(right, asked), style: 'bold' }]]]))
  write(writer.lines([[[{ text: words.goOn }]], ...next]))
}
