import type { Argument, Command, Option } from 'commander'
import { loadHelp } from '../../messages/load.ts'
import { presetNames } from '../../providers/presets/index.ts'
import { storeFolder } from '../../place/home.ts'
import { listKeyNames } from '../../session/key-names.ts'
import { readProfile } from '../../session/profile-file.ts'
import { listProfileNames } from '../../session/profile-names.ts'
import type { Machine } from '../../session/machine.ts'
import { clean } from '../../text/printable.ts'
import { readEnvironment } from '../machine/environment.ts'
import { languageFor } from '../machine/language.ts'
import { machineOf } from '../machine/machine.ts'
import { addCommonFlags } from '../command-line/options.ts'
import { buildProgram } from '../program.ts'
import { fixedValues } from './fixed-values.ts'

/** What may stand at the cursor, and what is said of it: read late where that takes reading a file. */
type Candidate = readonly [value: string, description: string | (() => string)]

/** A shell shows so many candidates without asking. */
const mostDescribed = 100

/**
 * What may stand in place of the last word, one candidate a line with a tab before its description; nothing where a
 * file or a free text belongs. `words` are those behind the program's name up to the cursor. A shell waits for this at
 * each tab, so nothing else of the program is loaded.
 */
export async function complete(words: readonly string[], host: NodeJS.Process): Promise<string> {
  const { variables } = readEnvironment(host)
  const help = await loadHelp(languageFor(words, variables))
  // bash splits `--store=file` into three words.
  const whole = (words[0] === 'help' && words.length > 1 ? words.slice(1) : words).filter(word => word !== '=')
  const current = words.at(-1) === '=' ? '' : whole.pop() ?? ''
  const typed = current.replace(/^--[\w-]+=/, '')
  const profiles = () => profilesOf(storeFolder(variables, host.platform), machineOf(host), typed)
  const keys = (): Candidate[] =>
    listKeyNames(storeFolder(variables, host.platform), machineOf(host)).map(name => [name, ''])
  const fixed = await fixedValues(/^(--[\w-]+)=/.exec(current)?.[1] ?? longName(whole.at(-1)), typed)
  const values = (kind: string | undefined): Candidate[] => {
    if (fixed.length > 0) return fixed.map(value => [value, ''])
    return kind === 'key' || kind === 'client-key' ? keys() : valuesOf(kind, profiles)
  }
  const candidates = findCandidates(
    addCommonFlags(buildProgram(words, help, variables, async () => undefined), help), whole, current, values,
  )
  return toLines(candidates.filter(([value]) => value.startsWith(current)))
}

/** The one flag of a letter that has values known beforehand. */
function longName(word: string | undefined): string | undefined {
  return word === '-X' ? '--method' : word
}

function toLines(candidates: Candidate[]): string {
  const describe = (text: Candidate[1]) =>
    typeof text === 'string' ? text : candidates.length > mostDescribed ? '' : text()
  return candidates.map(([value, description]) => `${clean(value)}\t${clean(describe(description))}\n`).join('')
}

function profilesOf(folder: string, machine: Machine, typed: string): Candidate[] {
  const issuerOf = (name: string) => {
    const issuer = readProfile(folder, name, machine, () => undefined)?.settings['issuer']
    return typeof issuer === 'string' ? issuer : ''
  }
  return listProfileNames(folder, machine).filter(name => name.startsWith(typed)).map(name => [
    name, () => issuerOf(name),
  ])
}

/** Arguments that name a file: the shell itself offers those. */
const files: ReadonlySet<string> = new Set(['input', 'file', 'a', 'b'])

type Values = (kind: string | undefined) => Candidate[]

function findCandidates(program: Command, words: readonly string[], current: string, values: Values): Candidate[] {
  const { command, expecting, given } = follow(program, words)
  if (expecting) return valuesOfOption(expecting, values)
  const [, flag] = /^(--[\w-]+)=/.exec(current) ?? []
  if (flag !== undefined)
    return valuesOfOption(findOption(command, flag), values).map(([value, description]) => [
      `${flag}=${value}`, description,
    ])
  const offered = [...commandsOf(command), ...valuesOfArgument(command, command.registeredArguments[given], values)]
  const wantsFile = files.has(command.registeredArguments[given]?.name() ?? '')
  return current.startsWith('-') || (current === '' && offered.length === 0 && !wantsFile)
    ? optionsOf(command)
    : offered
}

/** Where the words lead: the command, the option that still wants its value, and how many arguments are given. */
function follow(
  program: Command, words: readonly string[],
): { command: Command, expecting: Option | undefined, given: number } {
  let [command, expecting, given]: [Command, Option | undefined, number] = [program, undefined, 0]
  for (const word of words) {
    if (expecting) expecting = undefined
    else if (word.startsWith('-')) expecting = word.includes('=') ? undefined : takingValue(findOption(command, word))
    else {
      const child = given === 0 ? command.commands.find(candidate => candidate.name() === word) : undefined
      if (!child) given += 1
      command = child ?? command
    }
  }
  return { command, expecting, given }
}

function findOption(command: Command, flag: string): Option | undefined {
  return command.options.find(({ long, short }) => long === flag || short === flag)
}

function takingValue(option: Option | undefined): Option | undefined {
  return option?.required ? option : undefined
}

function commandsOf(command: Command): Candidate[] {
  return command.createHelp().visibleCommands(command).map(child => [child.name(), child.description()])
}

function optionsOf(command: Command): Candidate[] {
  const flags: Candidate[] = command.options.flatMap(({ long, description }) => long ? [[long, description]] : [])
  return [...flags, ['--help', '']]
}

function valuesOfOption(option: Option | undefined, values: Values): Candidate[] {
  return option?.argChoices?.map(choice => [choice, '']) ?? values(option?.long?.slice(2))
}

function valuesOfArgument(command: Command, argument: Argument | undefined, values: Values): Candidate[] {
  if (!argument) return []
  return argument.argChoices?.map(choice => [choice, ''])
    ?? values(argument.name() === 'name' ? command.parent?.name() : argument.name())
}

/** What is known of a kind of value without asking anybody. */
function valuesOf(kind: string | undefined, profiles: () => Candidate[]): Candidate[] {
  switch (kind) {
    case 'target': return [
      ['sandbox', ''], ...valuesOf('profile', profiles).filter(([name]) => name !== 'sandbox'),
      ...valuesOf('preset', profiles),
    ]
    case 'profile': return profiles()
    case 'preset':
    case 'provider': return presetNames.map(name => [name, ''])
    default: return []
  }
}
