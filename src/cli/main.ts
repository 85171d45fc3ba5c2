import { CommanderError } from 'commander'
import { Failure } from '../failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { chooseLanguage, loadCatalogue } from '../messages/load.ts'
import { createContext, wantsColour, type Context } from './context.ts'
import { diagnoseFailure } from './diagnose.ts'
import { exitCodeOf } from './exit-codes.ts'
import { toFailure } from './main-failure.ts'
import { buildProgram } from './program.ts'
import { prepareRun } from './run.ts'

/** Runs the command line to its end: the only place that catches, and the one that knows exit codes. `words` are those behind the program's name. */
export async function main(words: readonly string[]): Promise<never> {
  const context = createContext()
  const catalogue = await loadCatalogue(chooseLanguage(wordAfter(words, '--lang'), context.environment))
  if (words[0] === '__complete') return context.exit(await completeSilently(context, catalogue, words.slice(1)))
  try {
    const program = buildProgram(words, catalogue, async (options, act) => act(prepareRun(context, options, catalogue)))
    await program.parseAsync([...words], { from: 'user' })
    // What must not be cut off is done now; that someone wanted to stop it is still told, also if the signal has only just come.
    await new Promise(setImmediate)
    context.signal.throwIfAborted()
    return await context.exit(0)
  } catch (error) {
    return await context.exit(await report(context, catalogue, words, error))
  }
}

/** A shell shows nothing of what goes wrong while a word is typed. */
async function completeSilently(context: Context, catalogue: Catalogue, words: readonly string[]): Promise<number> {
  try {
    await (await import('./completion/complete.ts')).complete(context, catalogue, words)
    return 0
  } catch {
    return 1
  }
}

async function report(context: Context, catalogue: Catalogue, words: readonly string[], error: unknown): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  const failure = await diagnoseFailure(error instanceof CommanderError ? toUsageFailure(error, catalogue) : toFailure(error), catalogue)
  const status = exitCodeOf(failure.code, failure.details)
  const [{ failureLines }, { failureDocument }, { noPaint, loadPaint }, { toSafeJson }] = await Promise.all([
    import('../render/report-failure.ts'), import('../render/document.ts'), import('../render/paint.ts'), import('../render/clean.ts'),
  ])
  if (!context.hasWritten()) writeDocument(context, words, context.secrets.hideIn(failureDocument(failure, catalogue, status)), toSafeJson)
  const colour = wantsColour(context, !words.includes('--no-color'))
  const paint = colour ? await loadPaint(true) : noPaint
  context.writeError(`\n${failureLines(failure, catalogue, paint).join('\n')}\n`)
  return status
}

/** A failure is a document of its own, or the last event of a walk that had not begun. */
function writeDocument(context: Context, words: readonly string[], document: object, toSafeJson: (value: unknown) => string): void {
  if (words.includes('--events')) {
    const at = new Date(context.now()).toISOString()
    context.writeOut(`${toSafeJson({ type: 'walk-finished', at, document })}\n`)
  } else if (words.includes('--json')) context.writeOut(`${toSafeJson(document)}\n`)
}

/** commander's own words are English; its code tells enough for the catalogue's hint. */
function toUsageFailure({ code, message }: CommanderError, { help, story }: Catalogue): Failure {
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? ''
  return new Failure('usage', { reason: code === 'commander.help' ? help['program'] : story.wrongUsage(code, quoted, message.replace(/^error: /, '')) })
}

function wordAfter(words: readonly string[], flag: string): string | undefined {
  const place = words.indexOf(flag)
  return place >= 0 ? words[place + 1] : words.find(word => word.startsWith(`${flag}=`))?.slice(flag.length + 1)
}
