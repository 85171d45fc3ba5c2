import type { HelpTexts } from '../../messages/catalogue.ts'
import type { Layer } from '../../providers/resolve.ts'
import {
  parseSetting, settingDefaults, settingNames, settingTable, type SettingName,
} from '../../providers/settings.ts'
import { Option, type Command } from 'commander'
import { groupOf } from './option-groups.ts'
import { exportKinds } from '../report/export-kinds.ts'

/** Flags of every command, and those of a login that are no settings of provider or client. */
export interface Options {
  json?: boolean
  events?: boolean
  quiet?: boolean
  verbose?: number
  color?: boolean
  lang?: string
  profile?: string
  auto?: boolean
  explain?: boolean
  brief?: boolean
  step?: boolean
  strict?: boolean
  misbehave?: string
  config?: string
  require?: string[]
  as?: string
  showSecrets?: boolean
  save?: boolean
  saveTo?: string
  minTtl?: string
  clientId?: string
  format?: string
  method?: string
  header?: string[]
  resourceHeader?: string[]
  data?: string
  dataFile?: string
  include?: boolean
  remember?: boolean
  githubOutput?: string
  dpopProof?: string[]
  dpopNonce?: string
  ifExpiring?: string
  port?: string | string[]
  redirectUri?: string | string[]
  host?: string | string[]
  [flag: string]: unknown
}

/** Settings that every command takes which sends a request. */
export const httpSettings: SettingName[] = [
  'http-timeout', 'ca', 'header', 'tls-cert', 'tls-key', 'client-secret-file', 'client-key', 'client-assertion-file',
  'client-assertion-from', 'workload-audience', 'issuer', 'client-id', 'store', 'passphrase-file',
]

/** Settings that tell where a preset's provider is, and where its codes come back. */
export const placeSettings: SettingName[] = [
  'tenant', 'domain', 'realm', 'region', 'base-url', 'provider-var', 'redirect-uri',
]

/** Adds the flags of these settings, as the setting table has them. */
export function addSettings(command: Command, names: readonly SettingName[], { help }: HelpTexts): Command {
  for (const name of names) command.addOption(
    inGroup(toOption(name, help[`--${name}`] ?? ''), help[`group.${groupOf(name) ?? ''}`]),
  )
  return command
}

/** `api` has `--header` for what it asks: what the provider is sent besides has a name of its own there. */
export function addApiHeaders(api: Command, { help }: HelpTexts): Command {
  const collect = (value: string, before: string[] | undefined) => [...before ?? [], value]
  const named = (flags: string, name: string, attribute: string) =>
    Object.assign(new Option(flags, help[name] ?? '').argParser(collect), { attributeName: () => attribute })
  api.addOption(named('-H, --header <FIELD>', 'api.--header', 'resourceHeader'))
  return api.addOption(
    inGroup(named('--provider-header <NAME:VALUE>', '--provider-header', 'header'), help['group.network']),
  )
}

/** Adds the flags of a command that asks a provider, and those that every command has. */
export function addNetworkFlags(command: Command, catalogue: HelpTexts): Command {
  return addCommonFlags(addSettings(command, httpSettings, catalogue), catalogue)
}

/** Adds the flags that every command has. */
export function addCommonFlags(command: Command, { help }: HelpTexts, { usesProfile = true } = {}): Command {
  const flag = (flags: string, name: string) =>
    command.addOption(inGroup(new Option(flags, help[name] ?? ''), help['group.global']))
  command.addOption(
    inGroup(new Option('--profile <NAME>', help['--profile'] ?? '').hideHelp(!usesProfile), help['group.global']),
  )
  flag('--json', '--json')
  flag('--quiet', '--quiet')
  const verbose = new Option('-v, --verbose', help['--verbose'] ?? '').argParser((_, count: number | undefined) =>
    (count ?? 0) + 1)
  command.addOption(inGroup(verbose, help['group.global']))
  flag('--no-color', '--no-color')
  return command.addOption(
    inGroup(new Option('--lang <LANG>', help['--lang'] ?? '').choices(['en', 'zh']), help['group.global']),
  )
}

function inGroup(option: Option, heading: string | undefined): Option {
  return heading === undefined ? option : option.helpGroup(heading)
}

/** Adds the flags that write a walk down. */
export function addExportFlags(command: Command, { help }: HelpTexts): Command {
  // --save has an opposite, and is a flag of its own.
  for (const kind of exportKinds.filter(one => one !== 'save')) command.option(`--${kind} <FILE>`, help[`--${kind}`])
  return command
}

/** Adds the flag that names what the sandbox is to require, once for all or each by itself. */
export function addRequire(command: Command, { help }: HelpTexts): Command {
  const collect = (names: string, before: string[] | undefined) => [
    ...before ?? [], ...names.split(',').map(name => name.trim()),
  ]
  return command.option('--require <LOCKS>', help['--require'] ?? '', collect)
}

/** `--save FILE` writes a transcript, `--no-save` stores no session: commander would take them for one flag. */
export function toSave(description: string | undefined): Option {
  const option = new Option('--save <FILE>', description)
  option.attributeName = () => 'saveTo'
  return option
}

/** `--browser COMMAND` opens one, `--no-browser` none: commander would take them for one flag. */
export function notToOpen(description: string | undefined): Option {
  const option = new Option('--no-browser', description)
  option.attributeName = () => 'opensBrowser'
  return option
}

function toOption(name: SettingName, description: string): Option {
  const facts: { kind: unknown, argument?: string, bare?: string } = settingTable[name]
  if (facts.bare !== undefined)
    return toOptional(name, facts.bare, facts as { kind: string[], argument: string }, description)
  const option = new Option(facts.argument === undefined ? `--${name}` : `--${name} <${facts.argument}>`, description)
  if (Array.isArray(facts.kind)) option.choices(facts.kind as string[])
  // Others are refused by commander; these with the reason.
  if (name === 'response-mode') option.argParser((value: string) => parseSetting(name, value, 'flag'))
  if (settingDefaults[name] !== undefined) option.defaultValueDescription = settingDefaults[name]
  const repeatable = facts.kind === 'pairs'
    || facts.kind === 'variables'
    || facts.kind === 'fields'
    || facts.kind === 'list'
    || facts.kind === 'hosts'
  return repeatable
    ? option.argParser((value: string, before: string[] | undefined) => [...before ?? [], value])
    : option
}

function toOptional(
  name: SettingName, bare: string, { kind, argument }: { kind: string[], argument: string }, description: string,
): Option {
  return new Option(`--${name} [${argument}]`, description).choices(kind).preset(bare)
}

const bareFacts = new Map(
  settingNames.map((name): [string, { kind: unknown, bare?: string }] => [`--${name}`, settingTable[name]]),
)

/**
 * The words with the value that each flag means where it stands alone: a next word that is no value of it is none of
 * its own.
 */
export function withBareValues(words: readonly string[]): string[] {
  return words.map((word, at) => {
    const { kind, bare }: { kind?: unknown, bare?: string } = bareFacts.get(word) ?? {}
    return bare === undefined || (kind as string[]).includes(words[at + 1] ?? '') ? word : `${word}=${bare}`
  })
}

/** The settings that were given as flags. */
export function flagLayer(options: Options): Layer {
  return Object.fromEntries(settingNames.flatMap((name) => {
    const value = name.startsWith('no-') ? negated(options[camelCase(name.slice(3))]) : options[camelCase(name)]
    return value === undefined ? [] : [[name, value]]
  }))
}

function negated(value: unknown): true | undefined {
  return value === false ? true : undefined
}

/** The member of the options that holds a flag. */
export function optionName(flag: string): string {
  return camelCase(flag)
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
