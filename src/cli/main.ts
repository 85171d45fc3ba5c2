import { CommanderError } from 'commander'
import { loadHelp } from '../messages/load.ts'
import { languageFor } from './language.ts'
import { buildProgram, type Act } from './program.ts'

/**
 * Runs the command line to its end. `words` are those behind the program's name. Whoever only asks for help gets it from the command tree
 * alone: streams, stores and sentences are loaded when something is to be done or told.
 */
export async function main(words: readonly string[], environment: Readonly<NodeJS.ProcessEnv>): Promise<void> {
  const help = await loadHelp(languageFor(words, environment))
  const start = async () => (await import('./command.ts')).startCommand(help.language, words)
  let started: ReturnType<typeof start> | undefined
  const act: Act = async (options, perform) => (await (started ??= start())).perform(options, perform)
  try {
    await buildProgram(words, help, environment, act).parseAsync([...words], { from: 'user' })
    await (await started)?.end()
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return
    await (await (started ??= start())).fail(error)
  }
}
