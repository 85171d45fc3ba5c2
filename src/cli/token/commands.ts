import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, httpSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../program.ts'

/** Adds the grants that need no browser, each by the standard's name. */
export function defineGrants(token: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const own = Object.fromEntries(['--token-endpoint', '--scope', '--resource', '--audience', '--dpop'].map(flag => [flag, help[`grant.${flag}`] ?? '']))
  const child = (name: string) => {
    const command = token.command(name).description(help[`token.${name}`] ?? '')
    addSettings(command, ['token-endpoint', 'auth-method', 'assertion-audience', 'scope', 'resource', 'audience', 'token-param', 'dpop'], { ...catalogue, help: { ...help, ...own } })
    command.option('--save-as <PROFILE>', help['--save-as']).option('--format <FORMAT>', help['--format']).option('--github-output <NAME>', help['--github-output'])
    return addCommonFlags(addSettings(command, httpSettings, catalogue), catalogue)
  }
  child('exchange').option('--subject-token-file <FILE>', help['--subject-token-file']).option('--subject-token-from <SOURCE>', help['--subject-token-from'])
    .option('--subject-token-type <TYPE>', help['--subject-token-type'])
    .option('--actor-token-file <FILE>', help['--actor-token-file']).option('--actor-token-type <TYPE>', help['--actor-token-type'])
    .option('--requested-token-type <TYPE>', help['--requested-token-type'])
    .action(async (_: Options, command: Command) => act(command.optsWithGlobals(), async run => (await import('./grants.ts')).exchange(run)))
  child('jwt-bearer').option('--assertion-file <FILE>', help['--assertion-file']).option('--assertion-from <SOURCE>', help['--assertion-from'])
    .action(async (_: Options, command: Command) => act(command.optsWithGlobals(), async run => (await import('./grants.ts')).jwtBearer(run)))
  child('client-credentials')
    .action(async (_: Options, command: Command) => act(command.optsWithGlobals(), async run => (await import('./grants.ts')).clientCredentials(run)))
}
