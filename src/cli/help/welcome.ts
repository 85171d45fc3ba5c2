import { Failure } from '../../codes/failure.ts'
import { loadHelp } from '../../messages/load.ts'
import { plainLines, type Line } from '../../text/terminal.ts'
import { createPrompts } from '../login/prompts.ts'
import { isWatched, type Run } from '../run.ts'
import { openScreen } from '../terminal/screen.ts'

/** What the program is good for, and the words of the command that does it. */
const ways = {
  sandbox: ['login', 'sandbox'], learn: ['learn'], provider: ['login'], help: ['--help'],
} as const

/**
 * `oauth-walk` alone: a person at a terminal chooses, and gets the words of the command. Elsewhere tells the usage and
 * raises `usage`.
 */
export async function welcome(run: Run): Promise<readonly string[]> {
  const { context, catalogue: { language, welcome: words, story } } = run
  const { help } = await loadHelp(language)
  if (!isWatched(run)) {
    context.writeError(plainLines((help['usage.short'] ?? '').split('\n')))
    throw new Failure('usage', { reason: story.wrongUsage('commander.help', '', ''), clear: true })
  }
  const writer = await openScreen(run)
  context.writeError(writer.lines([[[{ text: help['program'] ?? '' }]], [[]]]))
  const choices = Object.entries(ways).map(([name, value]) => ({
    value, name: words.ways[name as keyof typeof ways], also: value.join(' '),
  }))
  const chosen = await createPrompts(run).choose<readonly string[]>(words.ask, choices)
  const typed: Line = [[{ text: `$ oauth-walk ${chosen.join(' ')}`, style: 'dim', whole: true }]]
  context.writeError(writer.lines([typed, [[]]]))
  return chosen
}
