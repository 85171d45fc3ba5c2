import { CommanderError } from 'commander'
import { Failure } from '../codes/failure.ts'
import type { HelpTexts, Language } from '../messages/catalogue.ts'
import { loadHelp } from '../messages/load.ts'
import { readEnvironment } from './machine/environment.ts'
import { asksForHelp } from './help/asked.ts'
import { columnsOfHelp } from './help/width.ts'
import { languageFor } from './machine/language.ts'
import { withBareValues } from './command-line/options.ts'
import { buildProgram, commandNamed, isCommand } from './program.ts'
import type { Act } from './command-line/act.ts'
import { hasSecretFlag } from './command-line/secret-flags.ts'

/**
 * Runs the command line to its end. `words` are those behind the program's name. Whoever only asks for help gets it, as
 * text, from the command tree alone: streams, stores and sentences are loaded when something is to be done or told.
 * `input` is stdin, where a short way has read it.
 */
export async function main(words: readonly string[], host: NodeJS.Process, input?: Buffer): Promise<string> {
  const environment = readEnvironment(host)
  const language = languageFor(words, environment.variables)
  const alone = isPlain(words) && isCommand(words[0]) && !asksForHelp(words)
  const help = alone ? unasked(language) : await loadHelp(language)
  let meant = words
  const start = async () => (await import('./command-line/command.ts'))
    .startCommand(host, environment, language, words, async () => commandNamed(meant, await loadHelp('en')), input)
  let told = ''
  let started: ReturnType<typeof start> | undefined
  const act: Act = async (options, command) => (await (started ??= start())).act(options, command)
  try {
    if (!isPlain(words)) meant = await (await import('./command-line/meant.ts')).wordsMeant(words, help, act)
    const wrap = language === 'zh' && asksForHelp(meant)
      ? await (await import('../text/layout.ts')).loadWrap()
      : undefined
    await buildProgram(meant, help, environment.variables, act, {
      alone, wrap, writeOut: text => void (told += text), columns: () => columnsOfHelp(host),
    }).parseAsync(
      withBareValues(meant), { from: 'user' },
    )
    await (await started)?.end()
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return await asAsked(words, told)
    await (await (started ??= start())).fail(error)
  }
  return told
}

/** Help in the document that `--json` has of every command; `--help` beside another command is a flag, and text. */
async function asAsked(words: readonly string[], told: string): Promise<string> {
  if (words[0] !== 'help' || !words.includes('--json')) return told
  return (await import('../text/json.ts')).toJsonLine({ ok: true, help: told })
}

/** Most words are what they seem: a command first, or a flag that commander answers, and no flag for a secret. */
function isPlain(words: readonly string[]): boolean {
  const [first = ''] = words
  return (isCommand(first) || ['--help', '-h', '--version', '-V'].includes(first)) && !hasSecretFlag(words)
}

/** Where nobody asks for help, no word of it is loaded: a command and its flags are known by their names. */
function unasked(language: Language): HelpTexts {
  return { language, help: {}, optionFacts: () => '' }
}

/** Tells that stdout took no more of what was written without a stream, and ends as the table says. */
export async function failToWrite(words: readonly string[], host: NodeJS.Process, errno: string): Promise<never> {
  const environment = readEnvironment(host)
  const language = languageFor(words, environment.variables)
  const started = await (await import('./command-line/command.ts'))
    .startCommand(host, environment, language, words, async () => commandNamed(words, await loadHelp('en')))
  return started.fail(new Failure('stdout-unwritable', { errno }))
}
