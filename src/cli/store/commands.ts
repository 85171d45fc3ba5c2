import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the parts of `store`. */
export function defineStore(store: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const child = (name: string) => addSettings(
    addCommonFlags(store.command(name).description(help[`store.${name}`] ?? ''), catalogue),
    ['store', 'passphrase-file'], catalogue,
  )
  child('init').option('--dry-run', help['--dry-run'])
    .action(async (options: Options) => act(options, async run => (await import('./parts.ts')).init(run)))
  child('list').action(async (options: Options) => act(options, async run => (await import('./parts.ts')).list(run)))
  child('move').requiredOption('--to <STORE>', help['--to']).option('--all', help['store.--all'])
    .action(async (options: Options) => act(options, async run => (await import('./parts.ts')).move(run)))
}
