import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, type Options } from '../options.ts'
import type { Act } from '../program.ts'
import { checkSettings } from './settings.ts'

/** Adds the flags of `check`. */
export function defineCheck(command: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const own = Object.fromEntries(['--authorization-server', '--resource-method'].map(flag => [flag, help[`check.${flag}`] ?? '']))
  command.argument('<resource>', help['check.resource']).option('--strict', help['check.--strict']).option('--junit <FILE>', help['--junit'])
  addCommonFlags(addSettings(command, checkSettings, { ...catalogue, help: { ...help, ...own } }), catalogue)
    .action(async (resource: string, options: Options) => act(options, async run => (await import('./check.ts')).check(run, resource)))
}
