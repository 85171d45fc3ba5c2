import { Option, type Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addNetworkFlags, addSettings, httpSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds what `token` and its parts take. Where `part` is the one that programs wait for, the others get no flags. */
export function defineToken(token: Command, catalogue: HelpTexts, act: Act, part?: string): void {
  const { help } = catalogue
  token.option('--min-ttl <TIME>', help['--min-ttl']).option('--format <FORMAT>', help['--format'])
  token.option('--github-output <NAME>', help['--github-output'])
  // Two words behind one flag: commander knows one or many.
  token.addOption(Object.assign(new Option('--dpop-proof <METHOD> <URL>', help['--dpop-proof']), { variadic: true }))
  token.option('--dpop-nonce <NONCE>', help['--dpop-nonce'])
  addSettings(
    token, ['scope', 'resource'],
    {
      ...catalogue,
      help: { ...help, '--scope': help['token.--scope'] ?? '', '--resource': help['token.--resource'] ?? '' },
    },
  )
  addNetworkFlags(token, catalogue).action(async (options: Options) =>
    act(options, async run => (await import('../token.ts')).token(run)))
  const child = (name: string) =>
    addNetworkFlags(token.command(name).description(help[`token.${name}`] ?? ''), catalogue)
  addSettings(
    child('refresh').option('--if-expiring <TIME>', help['--if-expiring']), ['repeat-scope'], catalogue,
  ).action(
    async (_, command: Command) =>
      act(command.optsWithGlobals(), async run => (await import('./refresh.ts')).refresh(run)),
  )
  if (part === 'refresh') return
  child('show').action(async (_, command: Command) =>
    act(command.optsWithGlobals(), async run => (await import('./show.ts')).show(run)))
  defineGrants(token, catalogue, act)
  child('revoke').action(async (_, command: Command) =>
    act(command.optsWithGlobals(), async run => (await import('./revoke.ts')).revoke(run)))
}

/** Adds the grants that need no browser, each by the standard's name. */
function defineGrants(token: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const own = Object.fromEntries(['--token-endpoint', '--scope', '--resource', '--audience', '--dpop'].map(flag => [
    flag, help[`grant.${flag}`] ?? '',
  ]))
  const child = (name: string) => {
    const command = token.command(name).description(help[`token.${name}`] ?? '')
    addSettings(
      command,
      ['token-endpoint', 'auth-method', 'assertion-audience', 'scope', 'resource', 'audience', 'token-param', 'dpop'],
      { ...catalogue, help: { ...help, ...own } },
    )
    command.option('--save-as <PROFILE>', help['--save-as']).option('--format <FORMAT>', help['--format'])
      .option('--github-output <NAME>', help['--github-output'])
    return addCommonFlags(addSettings(command, httpSettings, catalogue), catalogue)
  }
  child('exchange').option('--subject-token-file <FILE>', help['--subject-token-file'])
    .option('--subject-token-from <SOURCE>', help['--subject-token-from'])
    .option('--subject-token-type <TYPE>', help['--subject-token-type'])
    .option('--actor-token-file <FILE>', help['--actor-token-file'])
    .option('--actor-token-type <TYPE>', help['--actor-token-type'])
    .option('--requested-token-type <TYPE>', help['--requested-token-type'])
    .action(async (_: Options, command: Command) =>
      act(command.optsWithGlobals(), async run => (await import('./grants.ts')).exchange(run)))
  child('jwt-bearer').option('--assertion-file <FILE>', help['--assertion-file'])
    .option('--assertion-from <SOURCE>', help['--assertion-from'])
    .action(async (_: Options, command: Command) =>
      act(command.optsWithGlobals(), async run => (await import('./grants.ts')).jwtBearer(run)))
  child('client-credentials')
    .action(async (_: Options, command: Command) =>
      act(command.optsWithGlobals(), async run => (await import('./grants.ts')).clientCredentials(run)))
}
