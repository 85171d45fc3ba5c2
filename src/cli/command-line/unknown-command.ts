import type { Command } from 'commander'
import { Failure } from '../../codes/failure.ts'
import { loadHelp } from '../../messages/load.ts'
import { findNearNames } from '../../providers/near-names.ts'
import { nearTargets } from './near-targets.ts'
import { flagsFor } from './other-names.ts'
import { commandsFor } from './other-words.ts'
import { buildProgram, partsOf } from '../program.ts'
import type { Run } from '../run.ts'

/**
 * What `login` knows by a word that is no command: the profile of that name, or else names that are near. A store that
 * can't be read has none.
 */
export async function targetsLike(name: string, run: Run): Promise<{ near: string[], profile: boolean }> {
  const profiles = namesOf(run)
  const profile = profiles.includes(name)
  return { near: profile ? [name] : await nearTargets(name, profiles), profile }
}

/** What commander says of words that it refuses. */
interface Refused { code: string, message: string }

/**
 * commander takes the word behind a command that acts by itself for an argument too many. Where it is near the name of
 * a part (`token shwo`), it is told as an unknown command.
 */
export async function asUnknownPart(refused: Refused, name: string, words: readonly string[]): Promise<Refused> {
  if (refused.code !== 'commander.excessArguments') return refused
  const { [words.indexOf(name) + 1]: word = '' } = words
  const parts = partsOf(name, await loadHelp('en'))
  const [near] = findNearNames(word, parts.map(part => ({ id: part, name: part })))
  return near === undefined
    ? refused
    : { code: 'commander.unknownCommand', message: `error: unknown command '${word}'\n(Did you mean ${near}?)` }
}

/** An unknown flag that others have for one of this command's, told with ours. */
export async function asOurFlag(refused: Refused, name: string, words: readonly string[]): Promise<Refused> {
  const [, typed] = /'(--[^'=]+|-[A-Za-z](?='))/.exec(refused.message) ?? []
  if (refused.code !== 'commander.unknownOption' || typed === undefined) return refused
  const command = await commandOf(name, words)
  const ours = flagsFor(typed).filter(flag => command?.options.some(({ long }) => long === flag))
  return ours.length > 0
    ? { code: refused.code, message: `error: unknown option '${typed}'\n(Did you mean ${oneOf(ours)}?)` }
    // The opposite is near by its letters alone.
    : { ...refused, message: refused.message.replace(`\n(Did you mean --no-${typed.slice(2)}?)`, '') }
}

/** As commander says it. */
function oneOf(flags: readonly string[]): string {
  return flags.length > 1 ? `one of ${flags.join(', ')}` : flags.join()
}

/** The typed command with its flags. */
async function commandOf(name: string, words: readonly string[]): Promise<Command | undefined> {
  const program = buildProgram(words, await loadHelp('en'), {}, async () => undefined)
  return name.split(' ').reduce<Command | undefined>(
    (parent, word) => parent?.commands.find(child => child.name() === word), program,
  )
}

/** What helps beside the command's help: commands that are near, or list what may stand there; the word too many. */
export async function besides(
  { code, message }: Refused, name: string, words: readonly string[],
): Promise<{ leads?: string[], excess?: string }> {
  if (code === 'commander.excessArguments') return excessOf(await commandOf(name, words), behind(name, words))
  if (code === 'commander.optionMissingArgument' && message.includes('\'--misbehave ')) return { leads: [faults] }
  const [, near = ''] = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(message) ?? []
  if (code !== 'commander.unknownCommand' || near === '') return {}
  return { leads: near.split(', ').map(word => `${name} ${word}`.trim()) }
}

const faults = 'sandbox --misbehave list'

/** The first word too many; what does not look like the name of a thing may be a secret, and is not told. */
function excessOf(command: Command | undefined, words: string[]): { excess?: string } {
  const { [command?.registeredArguments.length ?? 0]: excess = '' } = command?.parseOptions(words).operands ?? []
  return /^[a-z][a-z-]{1,19}$/.test(excess) ? { excess } : {}
}

/** What stands behind the words of a command. */
export function behind(name: string, words: readonly string[]): string[] {
  return words.slice(words.indexOf(name.split(' ').at(-1) ?? '') + 1)
}

/** Our commands for a word or flag that is none, where other programs have one that is called so. */
export function asOurCommands({ code }: Refused, name: string, quoted: string, words: readonly string[]): string[] {
  switch (code) {
    case 'commander.unknownCommand': return commandsFor(name, words.slice(words.indexOf(quoted)))
    case 'commander.excessArguments': return commandsFor(name, behind(name, words))
    case 'commander.unknownOption': return commandsFor(name, [quoted])
    default: return []
  }
}

/** The program whose command stands behind `explain` without quotes, so that a shell took it apart. */
export function programApart({ code }: Refused, name: string, words: readonly string[]): string | undefined {
  const { [words.indexOf(name) + 1]: word = '' } = words
  return name === 'explain'
    && /\.(?:excessArguments|unknownOption)$/.test(code)
    && /^(?:curl|wget|https?|xhs?)(?:\.exe)?$/.test(word)
    ? word
    : undefined
}

/** The saved profile whose name stands behind a command that takes it by a flag. */
export function profileAmong(words: readonly string[], run: Run): string | undefined {
  const profiles = namesOf(run)
  return words.findLast(word => profiles.includes(word))
}

function namesOf(run: Run): string[] {
  try {
    return run.profiles.list().map(({ name }) => name)
  } catch (error) {
    if (error instanceof Failure) return []
    throw error
  }
}
