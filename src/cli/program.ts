import { Command } from 'commander'
import type { Catalogue } from '../messages/catalogue.ts'
import { settingNames } from '../providers/settings.ts'
import { addCommonFlags, addSettings, httpSettings, type Options } from './options.ts'
import type { Run } from './run.ts'
import { version } from '../version.ts'

/** Runs one command with its parsed options. */
export type Act = (options: Options, act: (run: Run) => Promise<void>) => Promise<void>

/** The command tree: what can be typed, in the user's language. Each command's own file is loaded when it is called. */
export function buildProgram(catalogue: Catalogue, act: Act): Command {
  const { help } = catalogue
  const program = new Command('oauth-walk').description(help['program'] ?? '').version(version, '-V, --version', help['--version'])
  program.helpOption('-h, --help', help['help'])
  program.configureHelp({ styleTitle: title => headings(help)[title] ?? title, showGlobalOptions: false })
  addLogin(program, catalogue, act)
  addToken(program, catalogue, act)
  addUserinfo(program, catalogue, act)
  addProfile(program, catalogue, act)
  addSandbox(program, catalogue, act)
  return prepare(program)
}

/** Commands inherit neither: every one of them must throw instead of exiting, and say nothing by itself. */
function prepare(command: Command): Command {
  command.exitOverride().helpCommand(false).configureOutput({ writeErr: () => undefined })
  for (const child of command.commands) prepare(child.copyInheritedSettings(command))
  return command
}

function headings(help: Record<string, string>): Record<string, string | undefined> {
  return { 'Usage:': help['usage'], 'Options:': help['options'], 'Arguments:': help['arguments'], 'Commands:': help['commands'] }
}

function addLogin(program: Command, catalogue: Catalogue, act: Act): void {
  const { help } = catalogue
  const login = program.command('login').description(help['login'] ?? '').argument('[target]', help['login.target'])
  addSettings(login, settingNames, catalogue)
  for (const flag of ['--auto', '--explain', '--brief', '--step', '--strict', '--show-secrets', '--no-save', '--events']) login.option(flag, help[flag])
  login.addHelpText('after', `\n${help['environment'] ?? ''}\n`)
  addCommonFlags(login, catalogue).action(async (target: string | undefined, options: Options) => act(options, async (run) => {
    await (await import('./login.ts')).login(run, target)
  }))
}

function addToken(program: Command, catalogue: Catalogue, act: Act): void {
  const { help } = catalogue
  const token = program.command('token').description(help['token'] ?? '').option('--min-ttl <SECONDS>', help['--min-ttl'])
  const networked = (command: Command) => addCommonFlags(addSettings(command, httpSettings, catalogue), catalogue)
  networked(token).action(async (options: Options) => act(options, async run => (await import('./token.ts')).token(run)))
  const child = (name: string) => networked(token.command(name).description(help[`token.${name}`] ?? ''))
  child('refresh').action(async (_, command: Command) => act(command.optsWithGlobals(), async run => (await import('./token/refresh.ts')).refresh(run)))
  child('show').action(async (_, command: Command) => act(command.optsWithGlobals(), async run => (await import('./token/show.ts')).show(run)))
  child('revoke').action(async (_, command: Command) => act(command.optsWithGlobals(), async run => (await import('./token/revoke.ts')).revoke(run)))
}

function addUserinfo(program: Command, catalogue: Catalogue, act: Act): void {
  const { help } = catalogue
  const networked = (name: string) => addCommonFlags(addSettings(program.command(name).description(help[name] ?? ''), httpSettings, catalogue), catalogue)
  networked('userinfo').action(async (options: Options) => act(options, async run => (await import('./userinfo.ts')).userinfo(run)))
  networked('logout').action(async (options: Options) => act(options, async run => (await import('./logout.ts')).logout(run)))
}

function addProfile(program: Command, catalogue: Catalogue, act: Act): void {
  const { help } = catalogue
  const profile = program.command('profile').description(help['profile'] ?? '')
  const child = (usage: string) => addCommonFlags(profile.command(usage).description(help[`profile.${usage.split(' ')[0] ?? ''}`] ?? ''), catalogue)
  child('list').action(async (options: Options) => act(options, async run => (await import('./profile/list.ts')).list(run)))
  addSettings(child('show [name]'), settingNames, catalogue)
    .action(async (name: string | undefined, options: Options) => act(options, async run => (await import('./profile/show.ts')).show(run, name)))
  child('use <name>').action(async (name: string, options: Options) => act(options, async run => (await import('./profile/use.ts')).use(run, name)))
  child('remove <name>').action(async (name: string, options: Options) => act(options, async run => (await import('./profile/remove.ts')).remove(run, name)))
}

function addSandbox(program: Command, catalogue: Catalogue, act: Act): void {
  const { help } = catalogue
  const sandbox = program.command('sandbox').description(help['sandbox'] ?? '').option('--port <PORT>', help['--sandbox-port'])
  sandbox.option('--redirect-uri <URI>', help['--sandbox-redirect-uri'] ?? '', (uri: string, before: string[] | undefined) => [...before ?? [], uri])
  addCommonFlags(sandbox, catalogue).action(async (options: Options) => act(options, async run => (await import('./sandbox.ts')).sandbox(run)))
}
