import { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, type Options } from './options.ts'
import { isCommand } from '../program.ts'
import type { Act } from './act.ts'
import { refuseSecretFlags } from './secret-refused.ts'
import { isTarget } from './target-word.ts'

/**
 * The words of a command, for words that do not begin with one: flags before the command, `help` and a command, a
 * target of `login`. Where there is no word, a person at a terminal chooses. Other words stay as they are. Raises
 * `usage`.
 */
export async function wordsMeant(words: readonly string[], catalogue: HelpTexts, act: Act): Promise<readonly string[]> {
  refuseSecretFlags(words, catalogue)
  const { flags, options, rest } = splitFlags(words, catalogue)
  if (options === undefined) return words
  return insertFlags(flags, rest.length > 0 ? commandMeant(rest) : await chooseCommand(options, act))
}

interface Split {
  flags: readonly string[]
  options: Options | undefined
  rest: readonly string[]
}

/**
 * The flags before the first other word; without `options` where one of them is no flag of every command. Raises
 * commander's errors.
 */
function splitFlags(words: readonly string[], catalogue: HelpTexts): Split {
  const common = addCommonFlags(new Command().exitOverride().configureOutput({ writeErr: () => undefined }), catalogue)
  const takesValue = (word = '') => common.options.some(({ long, required }) => long === word && required)
  const place = words.findIndex((word, at) => !word.startsWith('-') && !takesValue(words[at - 1]))
  const [flags, rest] = place < 0 ? [words, []] : [words.slice(0, place), words.slice(place)]
  const { unknown } = common.parseOptions([...flags])
  return { flags, rest, options: unknown.length === 0 ? common.opts() : undefined }
}

/** Behind the command and its arguments, where every command takes them. */
function insertFlags(flags: readonly string[], words: readonly string[]): readonly string[] {
  const place = words.findIndex(word => word.startsWith('-'))
  return place < 0 ? [...words, ...flags] : [...words.slice(0, place), ...flags, ...words.slice(place)]
}

function commandMeant(words: readonly string[]): readonly string[] {
  const [first = '', ...others] = words
  if (first === 'help') return helpMeant(others)
  return !isCommand(first) && isTarget(first) ? ['login', ...words] : words
}

/**
 * `help token show` is `token show --help`; `all` at the end asks for every flag. What is no command is told as that.
 */
function helpMeant(words: readonly string[]): readonly string[] {
  const all = words.at(-1) === 'all' ? ['all'] : []
  const about = words.slice(0, words.length - all.length)
  const [first] = about
  return first === undefined || isCommand(first) || first.startsWith('-') ? [...about, '--help', ...all] : about
}

async function chooseCommand(options: Options, act: Act): Promise<readonly string[]> {
  let chosen: readonly string[] = []
  await act(options, async (run) => {
    chosen = await (await import('../help/welcome.ts')).welcome(run)
  })
  return chosen
}
