import { Failure } from '../../codes/failure.ts'
import type { ThisRun } from '../../messages/way.ts'
import { settingNames, settingTable, type SettingName } from '../../providers/settings.ts'
import { mayRepeat } from '../../addresses/store-address.ts'
import { isSecretName } from '../../secrets/names.ts'
import { profileAsked } from '../sessions/bound-profile.ts'
import { listSetElsewhere } from '../login/taken-back.ts'
import { mcpSandboxProfile } from '../sandbox/mcp.ts'
import { flagLayer, type Options } from './options.ts'
import type { Run } from '../run.ts'

/** The same failure with what a command needs to say this run again, unless a command within this one has told it. */
export function inThisRun(error: unknown, thisRun: () => ThisRun): unknown {
  if (!(error instanceof Failure) || error.details['again'] !== undefined) return error
  return error.with(undefined, { again: thisRun() })
}

/** A login as it was given; `profile` is the one that it keeps its session in, once that is known. */
export function thisLogin(run: Run, target: string | undefined, profile = run.options.profile): ThisRun {
  const { options } = run
  const named = options.profile
  return {
    login: [
      ...targetOf(options, target, profile), ...named === undefined || named === target ? [] : [['--profile', named]],
      ...flagsGiven(options),
    ],
    session: sessionOf(run, profile),
    played: [
      ...options.require === undefined ? [] : [['--require', options.require.join(',')]],
      ...options.misbehave === undefined ? [] : [['--misbehave', options.misbehave]],
    ],
    isLogin: true,
    isVerbose: (options.verbose ?? 0) > 0,
    isExplained: options.explain === true,
  }
}

/** Where the login goes; a fault of an MCP server has the sandbox be one, without a word of the user. */
function targetOf({ as }: Options, target: string | undefined, profile: string | undefined): ThisRun['login'] {
  const isMcp = as === 'mcp' || (target === 'sandbox' && profile === mcpSandboxProfile)
  return [...target === undefined ? [] : [[target]], ...isMcp ? [['--as', 'mcp']] : []]
}

/** A check as it was given. */
export function thisCheck({ options }: Run, address: string): ThisRun {
  return {
    login: [[address], ...flagsGiven(options)], session: [], played: [], isLogin: false, isCheck: true,
    isVerbose: (options.verbose ?? 0) > 0,
  }
}

/** A command for a session that is there, or was. */
export function thisSession(run: Run): ThisRun {
  const name = quietly(() => profileAsked(run) ?? run.profiles.active())
  return {
    login: name === undefined ? [] : [[name]], session: sessionOf(run, name), played: [], isLogin: false,
    isVerbose: (run.options.verbose ?? 0) > 0,
    ...name !== undefined && { elsewhere: quietly(() => listUntyped(run, name)) ?? [] },
  }
}

/** What environment and profile set, as far as no flag of this command says otherwise. */
function listUntyped(run: Run, profile: string): ThisRun['login'] {
  const typed = flagLayer(run.options)
  const untyped = listSetElsewhere(run, run.profiles.read(profile)?.settings ?? {}, profile)
  return untyped.filter(([flag = '']) => !settingNames.some(name => flag === `--${name}` && typed[name] !== undefined))
}

function sessionOf({ profiles }: Run, profile: string | undefined): ThisRun['session'] {
  return profile === undefined || profile === quietly(() => profiles.active()) ? [] : [['--profile', profile]]
}

/** What is told of a failure must not fail itself. */
function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The flags that were given, without secrets. */
export function flagsGiven(options: Options): ThisRun['login'] {
  const flags = flagLayer(options)
  const switches = [
    ...options.auto ? [['--auto']] : [], ...options.save === false ? [['--no-save']] : [],
    ...options.strict ? [['--strict']] : [],
  ]
  return [...switches, ...settingNames.flatMap((name) => {
    const values = [flags[name]].flat().filter(value => value !== undefined && !isNoTime(name, value))
    return values.flatMap((value) => {
      if (value === true) return [[`--${name}`]]
      const word = withoutSecret(name, String(value))
      return word === undefined ? [] : [[`--${name}`, word]]
    })
  })]
}

/** Within no time nobody signs in: said again, it would keep every way out from working. */
function isNoTime(name: SettingName, value: unknown): boolean {
  return name === 'timeout' && /^0+(?:\.0+)?[smh]?$/.test(String(value))
}

/** The value of a flag as a command may say it; nothing where that can't be said. */
export function wordOf(flag: string, value: string): string | undefined {
  const name = settingNames.find(setting => flag === `--${setting}`)
  return name === undefined ? value : withoutSecret(name, value)
}

/**
 * A secret is no word of a command, and the value of any header field may be one: what it belongs to is said, so that
 * the command lacks nothing but the value. A field names a file to be filled in, as nothing is sent before there is
 * one. Nothing where that can't be said.
 */
function withoutSecret(name: SettingName, value: string): string | undefined {
  const { kind } = settingTable[name]
  if (kind === 'store') return mayRepeat(value) ? value : undefined
  if (kind === 'fields') return /:\s*@/.test(value) ? value : `${value.split(':', 1)[0] ?? ''}:@FILE`
  const [key = ''] = value.split('=', 1)
  return (kind === 'pairs' || kind === 'variables') && isSecretName(key) ? `${key}=VALUE` : value
}
