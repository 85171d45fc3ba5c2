import { InvalidArgumentError, type Command, type Option } from 'commander'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { readSwitch, switchWords } from '../../given.ts'
import { settingNames } from '../../providers/settings.ts'
import type { Variables } from '../machine/environment.ts'

const settingFlags: ReadonlySet<string> = new Set(settingNames.map(name => `--${name}`))

/**
 * Gives every flag of a command that was not typed the value of its environment variable: `OAUTH_WALK_` and the flag in
 * upper snake case, for the flags of `sandbox` itself `OAUTH_WALK_SANDBOX_`. Settings are left out, since they have a
 * layer of their own. Raises `setting-invalid` with the variable's name for a value that the flag would not take
 * either.
 */
export function readEnvironmentFlags(command: Command, environment: Variables): void {
  for (const option of command.options) {
    const variable = variableOf(command.name(), option)
    const text = environment[variable]
    const typed = command.getOptionValueSource(option.attributeName()) === 'cli'
    if (!text || typed || isSetting(command, option)) continue
    const value = option.required ? readValue(option, variable, text) : switchedOn(option, variable, text)
    if (value !== undefined) command.setOptionValueWithSource(option.attributeName(), value, 'env')
  }
}

/** What the flag would set; nothing where the variable says no. */
function switchedOn(option: Option, variable: string, text: string): unknown {
  if (option.long === '--verbose' && /^[0-3]$/.test(text)) return Number(text) || undefined
  const on = readSwitch(text)
  if (on === undefined) throw refuse(variable, text, option.long === '--verbose' ? ['0', '1', '2', '3'] : switchWords)
  if (!on) return undefined
  return option.long === '--verbose' ? 1 : !option.negate
}

function isSetting(command: Command, option: Option): boolean {
  return command.name() !== 'sandbox' && settingFlags.has(option.long ?? '')
}

const common: ReadonlySet<string> = new Set(['--profile', '--json', '--quiet', '--verbose', '--no-color', '--lang'])

/** The variable that gives this flag of a command its value. */
export function variableOf(command: string, { long = '' }: Option): `OAUTH_WALK_${string}` {
  const prefix = command === 'sandbox' && !common.has(long) ? 'OAUTH_WALK_SANDBOX_' : 'OAUTH_WALK_'
  return `${prefix}${long.slice(2).toUpperCase().replaceAll('-', '_')}`
}

function readValue({ parseArg, argChoices = [] }: Option, variable: string, text: string): unknown {
  try {
    const parse = parseArg as ((text: string, before: unknown) => unknown) | undefined
    return parse === undefined ? text : parse(text, undefined)
  } catch (error) {
    throw error instanceof InvalidArgumentError && argChoices.length > 0 ? refuse(variable, text, argChoices) : error
  }
}

function refuse(setting: string, value: string, choices: readonly string[]): Failure {
  return new Failure('setting-invalid', { setting, value, expected: describeBy('one-of', ...choices) })
}

/**
 * Tells whether a switch was typed or set by its variable, for what must be known also where the words could not be
 * parsed.
 */
export function isSwitchedOn(flag: string, words: readonly string[], environment: Variables): boolean {
  return words.includes(flag)
    || readSwitch(environment[`OAUTH_WALK_${flag.slice(2).toUpperCase().replaceAll('-', '_')}`] ?? '') === true
}
