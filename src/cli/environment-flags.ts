import { InvalidArgumentError, type Command, type Option } from 'commander'
import { settingNames } from '../providers/settings.ts'
import type { Variables } from './environment.ts'

const settingFlags: ReadonlySet<string> = new Set(settingNames.map(name => `--${name}`))

/**
 * Gives every flag of a command that was not typed the value of its environment variable: `OAUTH_WALK_` and the flag in upper snake case, for
 * the flags of `sandbox` itself `OAUTH_WALK_SANDBOX_`. Settings are left out, since they have a layer of their own. Raises commander's
 * error for a value that the flag would not take either.
 */
export function readEnvironmentFlags(command: Command, environment: Variables): void {
  for (const option of command.options) {
    const value = environment[variableOf(command, option)]
    const typed = command.getOptionValueSource(option.attributeName()) === 'cli'
    if (!value || typed || isSetting(command, option) || (!option.required && !isOn(value))) continue
    command.setOptionValueWithSource(option.attributeName(), option.required ? readValue(option, value) : switchedOn(option, value), 'env')
  }
}

function switchedOn(option: Option, value: string): unknown {
  return option.long === '--verbose' ? Number(value) || 1 : !option.negate
}

function isSetting(command: Command, option: Option): boolean {
  return command.name() !== 'sandbox' && settingFlags.has(option.long ?? '')
}

const common: ReadonlySet<string> = new Set(['--profile', '--json', '--quiet', '--verbose', '--no-color', '--lang'])

function variableOf(command: Command, { long = '' }: Option): `OAUTH_WALK_${string}` {
  const prefix = command.name() === 'sandbox' && !common.has(long) ? 'OAUTH_WALK_SANDBOX_' : 'OAUTH_WALK_'
  return `${prefix}${long.slice(2).toUpperCase().replaceAll('-', '_')}`
}

function readValue(option: Option, value: string): unknown {
  try {
    const parse = option.parseArg as ((text: string, before: unknown) => unknown) | undefined
    return parse === undefined ? value : parse(value, undefined)
  } catch (error) {
    throw error instanceof InvalidArgumentError ? new InvalidArgumentError(`option '${option.flags}' is invalid: '${value}'`) : error
  }
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}

/** Tells whether a switch was typed or set by its variable, for what must be known also where the words could not be parsed. */
export function isSwitchedOn(flag: string, words: readonly string[], environment: Variables): boolean {
  return words.includes(flag) || isOn(environment[`OAUTH_WALK_${flag.slice(2).toUpperCase().replaceAll('-', '_')}`])
}
