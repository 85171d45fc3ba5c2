import { CommanderError } from 'commander'
import { loadHelp } from '../messages/load.ts'
import { languageFor } from './language.ts'
import { buildProgram, commandNamed, type Act } from './program.ts'

/**
 * Runs the command line to its end. `words` are those behind the program's name. Whoever only asks for help gets it, as text, from the command
 * tree alone: streams, stores and sentences are loaded when something is to be done or told.
 */
export async function main(words: readonly string[], environment: Readonly<NodeJS.ProcessEnv>): Promise<string> {
  const help = await loadHelp(languageFor(words, environment))
  const start = async () => (await import('./command.ts')).startCommand(help.language, words, commandNamed(words, help))
  let told = ''
  let started: ReturnType<typeof start> | undefined
  const act: Act = async (options, perform) => (await (started ??= start())).perform(options, perform)
  try {
    await buildProgram(words, help, environment, act, text => void (told += text)).parseAsync([...words], { from: 'user' })
    await (await started)?.end()
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return told
    await (await (started ??= start())).fail(error)
  }
  return told
}
