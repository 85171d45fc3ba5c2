import { Argument, Command, Option } from 'commander'
import type { HelpTexts } from '../messages/catalogue.ts'
import { settingNames } from '../providers/settings.ts'
import { defineCheck } from './check/commands.ts'
import { defineClient } from './client/commands.ts'
import { defineCredential } from './credential/commands.ts'
import { defineDoctor } from './doctor/commands.ts'
import { defineExplain } from './explain/commands.ts'
import type { Variables } from './machine/environment.ts'
import { readEnvironmentFlags } from './command-line/environment-flags.ts'
import { asksForAll, asksForHelp, HelpOption } from './help/asked.ts'
import { formatFor, type Wrap } from './help/format.ts'
import { topics, type Topic } from './help/topics.ts'
import { usualColumns } from './help/width.ts'
import {
  addApiHeaders, addCommonFlags, addExportFlags, addNetworkFlags, addRequire, addSettings, httpSettings, placeSettings,
  toSave,
  type Options,
} from './command-line/options.ts'
import type { Shell } from './completion/scripts.ts'
import { defineIntrospect } from './introspect/commands.ts'
import { defineKey } from './key/commands.ts'
import { defineLogout } from './logout/commands.ts'
import { defineMcp } from './mcp/commands.ts'
import { defineProfile } from './profile/commands.ts'
import { defineSandbox } from './sandbox/commands.ts'
import { defineStore } from './store/commands.ts'
import { defineToken } from './token/commands.ts'
import { version } from '../package.ts'
import type { Act } from './command-line/act.ts'

/** The commands of the first level: what stands behind each in the help, and what gives it its flags and children. */
const commands: Record<string, {
  usage: string
  define: (command: Command, catalogue: HelpTexts, act: Act, part?: string) => void
}> = {
  login: { usage: '[options] [target]', define: defineLogin },
  token: { usage: '[options] [command]', define: defineToken },
  userinfo: { usage: '[options]', define: defineUserinfo },
  api: { usage: '[options] <url>', define: defineApi },
  mcp: { usage: '[options] [target]', define: defineMcp },
  introspect: { usage: '[options]', define: defineIntrospect },
  logout: { usage: '[options]', define: defineLogout },
  profile: { usage: '[command]', define: defineProfile },
  provider: { usage: '[command]', define: defineProvider },
  key: { usage: '[command]', define: defineKey },
  client: { usage: '[command]', define: defineClient },
  store: { usage: '[command]', define: defineStore },
  doctor: { usage: '[options] [target]', define: defineDoctorOf },
  check: { usage: '[options] <target>', define: defineCheck },
  explain: { usage: '[options] [input]', define: defineExplain },
  sandbox: { usage: '[options]', define: defineSandbox },
  report: { usage: '[options] <file>', define: defineReport },
  diff: { usage: '[options] <a> <b>', define: defineDiff },
  learn: { usage: '[options] [subject]', define: defineLearn },
  credential: { usage: '[command]', define: defineCredential },
  completion: { usage: '[options] <shell>', define: defineCompletion },
  version: { usage: '[options]', define: defineVersion },
}

/** Where help goes, how its lines are broken, and how long they may be; with `alone`, nobody asks for any. */
export interface HelpOutput {
  alone?: boolean
  writeOut?: (text: string) => void
  wrap?: Wrap | undefined
  columns?: () => number
}

/**
 * The command tree: what can be typed, in the user's language. Only the commands among the words get their flags, and
 * each command's own file is loaded when it is called: nobody pays for the others. `alone`: the first word's command is
 * all there is.
 */
export function buildProgram(
  words: readonly string[], catalogue: HelpTexts, environment: Variables, act: Act,
  { writeOut = () => undefined, wrap, columns = () => usualColumns, alone = false }: HelpOutput = {},
): Command {
  const { help } = catalogue
  const program = new Command('oauth-walk').description(help['program'] ?? '')
    .version(version, '-V, --version', help['--version'])
  program.hook('preAction', (_, command) => readEnvironmentFlags(command, environment))
  program.addHelpOption(new HelpOption('-h, --help', help['help']).helpGroup(help['group.global'] ?? ''))
  program.configureHelp(formatFor(catalogue, { all: asksForAll(words) || !asksForHelp(words), wrap }))
  for (const [name, { usage, define }] of Object.entries(commands)) {
    if (alone && name !== words[0]) continue
    const command = program.command(name).description(help[name] ?? '').usage(usage)
    if (words.includes(name)) define(command, catalogue, act, words[0] === name ? words[1] : undefined)
  }
  if (!alone) for (const topic of topics) addTopic(program.command(topic), topic, help)
  prepare(program.configureOutput({
    writeOut, writeErr: () => undefined, getOutHelpWidth: columns, getOutHasColors: () => false,
  }))
  return program.helpCommand('help [command]', help['help.command'] ?? '')
}

/** Tells whether a word names a command of the first level. */
export function isCommand(word: string | undefined): boolean {
  return word !== undefined && (Object.hasOwn(commands, word) || topics.some(topic => topic === word))
}

/**
 * The command that the words name, as it is typed; empty where they name none. Its parts have descriptions, also where
 * its flags are not loaded.
 */
export function commandNamed([name = '', child = '']: readonly string[], { help }: HelpTexts): string {
  if (!Object.hasOwn(commands, name)) return ''
  const hasParts = commands[name]?.usage.includes('[command]') && /^[a-z]/.test(child)
  return hasParts && Object.hasOwn(help, `${name}.${child}`) ? `${name} ${child}` : name
}

/** The names of a command's parts, as `show` of `token`. */
export function partsOf(name: string, { help }: HelpTexts): string[] {
  if (!Object.hasOwn(commands, name) || !commands[name]?.usage.includes('[command]')) return []
  return Object.keys(help).filter(key => key.startsWith(`${name}.`)).map(key => key.slice(name.length + 1))
    .filter(part => /^[a-z][a-z-]*$/.test(part))
}

function addTopic(command: Command, topic: Topic, help: Record<string, string>): void {
  command.description(help[topic] ?? '').helpGroup(help['topics'] ?? '').action(() => command.help())
}

/** Commands inherit neither: every one of them must throw instead of exiting, and say nothing by itself. */
function prepare(command: Command): Command {
  command.exitOverride().helpCommand(false)
  for (const child of command.commands) prepare(child.copyInheritedSettings(command))
  return command
}

function defineLogin(login: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  login.argument('[target]', help['login.target'])
  addSettings(login, settingNames, catalogue)
  for (const flag of [
    '--auto', '--explain', '--brief', '--step', '--strict', '--show-secrets', '--no-save', '--events',
  ]) login.option(flag, help[flag])
  addExportFlags(login, catalogue)
  login.addOption(toSave(help['--save']))
  addRequire(
    login.option('--misbehave <NAME>', help['--misbehave'])
      .addOption(new Option('--as <PART>', help['login.--as']).choices(['mcp'])),
    catalogue,
  )
  addCommonFlags(login, catalogue).action(async (target: string | undefined, options: Options) =>
    act(options, async (run) => {
      await (await import('./login.ts')).login(run, target)
    }))
}

/** It knows the variables of all commands by their flags. */
function defineDoctorOf(doctor: Command, catalogue: HelpTexts, act: Act): void {
  defineDoctor(doctor, catalogue, act, () =>
    addCommonFlags(buildProgram(Object.keys(commands), catalogue, {}, act), catalogue))
}

function defineUserinfo(userinfo: Command, catalogue: HelpTexts, act: Act): void {
  addNetworkFlags(userinfo, catalogue).action(async (options: Options) =>
    act(options, async run => (await import('./userinfo.ts')).userinfo(run)))
}

function defineApi(api: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  api.argument('<url>', help['api.url']).option('-X, --method <METHOD>', help['--method'])
  api.option('--data <TEXT>', help['--data']).option('--data-file <FILE>', help['--data-file'])
    .option('--include', help['--include'])
  addSettings(api, ['allow-origin', 'step-up'], catalogue).option('--remember', help['--remember'])
  addSettings(
    addCommonFlags(addApiHeaders(api, catalogue), catalogue), httpSettings.filter(name => name !== 'header'), catalogue,
  ).action(async (url: string, options: Options) => act(options, async run => (await import('./api.ts')).api(run, url)))
}

function defineProvider(provider: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const child = (usage: string) =>
    addCommonFlags(provider.command(usage).description(help[`provider.${usage.split(' ')[0] ?? ''}`] ?? ''), catalogue)
  child('list').action(async (options: Options) =>
    act(options, async run => (await import('./provider/list.ts')).list(run)))
  addSettings(child('show <name>'), placeSettings, catalogue)
    .action(async (name: string, options: Options) =>
      act(options, async run => (await import('./provider/show.ts')).show(run, name)))
}

function defineCompletion(completion: Command, catalogue: HelpTexts, act: Act): void {
  completion.addArgument(
    new Argument('<shell>', catalogue.help['completion.shell'] ?? '').choices(['bash', 'zsh', 'fish', 'powershell']),
  )
  addCommonFlags(completion, catalogue).action(async (shell: Shell, options: Options) => act(options, async (run) => {
    await (await import('./completion/scripts.ts')).completion(run, shell)
  }))
}

function defineVersion(command: Command, catalogue: HelpTexts, act: Act): void {
  addCommonFlags(command.option('--sbom', catalogue.help['version.sbom']), catalogue, { usesProfile: false })
  command.action(async (options: Options) =>
    act(options, async run => (await import('./version.ts')).showVersion(run, options['sbom'] === true)))
}

function defineReport(report: Command, catalogue: HelpTexts, act: Act): void {
  report.argument('<file>', catalogue.help['report.file'])
  for (const flag of ['--explain', '--brief']) report.option(flag, catalogue.help[flag])
  addCommonFlags(addExportFlags(report, catalogue), {
    ...catalogue, help: { ...catalogue.help, '--json': catalogue.help['report.json'] ?? '' },
  })
  report.action(async (file: string, options: Options) =>
    act(options, async run => (await import('./report.ts')).report(run, file)))
}

function defineLearn(learn: Command, catalogue: HelpTexts, act: Act): void {
  learn.addArgument(new Argument('[subject]', catalogue.help['learn.subject']).choices(['mcp']))
    .option('--auto', catalogue.help['--auto'])
  addCommonFlags(learn, catalogue).action(async (subject: string | undefined, options: Options) =>
    act(options, async run => (await import('./learn.ts')).learn(run, subject)))
}

function defineDiff(diff: Command, catalogue: HelpTexts, act: Act): void {
  diff.argument('<a>', catalogue.help['diff.a']).argument('<b>', catalogue.help['diff.b'])
  addCommonFlags(diff, catalogue).action(async (a: string, b: string, options: Options) =>
    act(options, async run => (await import('./diff.ts')).diff(run, a, b)))
}
