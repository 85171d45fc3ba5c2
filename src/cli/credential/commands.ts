import { Argument, Option, type Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, httpSettings, type Options } from '../command-line/options.ts'
import type { Run } from '../run.ts'

type Act = (options: Options, act: (run: Run) => Promise<void>) => Promise<void>

/** Adds the commands that speak other programs' credential protocols. */
export function defineCredential(credential: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const child = (name: string) => addCommonFlags(
    addSettings(credential.command(name).description(help[`credential.${name}`] ?? ''), httpSettings, catalogue),
    catalogue,
  )
  const tokenFlags = (command: Command) => command
    .addOption(new Option('--token-type <TYPE>', help['--token-type'] ?? '').choices(['id_token', 'access_token']))
    .option('--audience <AUDIENCE>', help['--credential-audience'])
  const operation = (name: string, choices: string[]) => child(name).option('--username <NAME>', help['--username'])
    .addArgument(choices.length > 0
      ? new Argument('<operation>', help['credential.operation'] ?? '').choices(choices)
      : new Argument('<operation>', help['credential.operation'] ?? ''))
  tokenFlags(child('kubectl')).action(async (options: Options) =>
    act(options, async run => (await import('./kubectl.ts')).kubectl(run)))
  operation('git', []).option('--basic', help['--basic'])
    .action(async (word: string, options: Options) =>
      act(options, async run => (await import('./git.ts')).git(run, word)))
  operation('docker', ['get', 'store', 'erase', 'list'])
    .action(async (word: string, options: Options) =>
      act(options, async run => (await import('./docker.ts')).docker(run, word)))
  tokenFlags(child('aws')).requiredOption('--role-arn <ARN>', help['--role-arn'])
    .option('--role-session-name <NAME>', help['--role-session-name'])
    .option('--sts-endpoint <URL>', help['--sts-endpoint'])
    .option('--duration-seconds <SECONDS>', help['--duration-seconds'])
    .action(async (options: Options) => act(options, async run => (await import('./aws.ts')).aws(run)))
}
