import { Option, type Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { signingAlgorithms } from '../../protocol/authentication/signing-algorithms.ts'
import { keyManagementAlgorithms } from '../../protocol/encryption/algorithms.ts'
import { addCommonFlags, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the commands that make a client's keys, show and remove them. */
export function defineKey(key: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const child = (usage: string) =>
    addCommonFlags(key.command(usage).description(help[`key.${usage.split(' ')[0] ?? ''}`] ?? ''), catalogue)
  const algorithm = new Option('--alg <ALGORITHM>', help['--alg'] ?? '').choices([
    ...signingAlgorithms, ...keyManagementAlgorithms,
  ])
  algorithm.defaultValueDescription = help['key.--alg.usual'] ?? ''
  const use = new Option('--use <USE>', help['--use'] ?? '').choices(['sig', 'enc'])
  use.defaultValueDescription = 'sig'
  child('create [name]')
    .addOption(new Option('--store <STORE>', help['key.--store'] ?? '').choices(['file', 'keyring', 'passphrase']))
    .addOption(use).addOption(algorithm).option('--rotate', help['--rotate'])
    .action(async (name: string | undefined, options: Options) =>
      act(options, async run => (await import('./create.ts')).create(run, name)))
  child('show [name]').option('--jwks', help['--jwks'])
    .addOption(new Option('--pem', help['--pem'] ?? '').conflicts('jwks'))
    .action(async (name: string | undefined, options: Options) =>
      act(options, async run => (await import('./show.ts')).show(run, name)))
  child('list').action(async (options: Options) => act(options, async run => (await import('./list.ts')).list(run)))
  child('remove <name>').option('--kid <KID>', help['--kid'])
    .action(async (name: string, options: Options) =>
      act(options, async run => (await import('./remove.ts')).remove(run, name)))
}
