import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, httpSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the flags of `introspect`: which token is asked about, and where. */
export function defineIntrospect(command: Command, catalogue: HelpTexts, act: Act): void {
  command.option('--refresh-token', catalogue.help['introspect.--refresh-token'])
  addCommonFlags(addSettings(command, ['introspection-endpoint', ...httpSettings], catalogue), catalogue)
    .action(async (options: Options) => act(options, async run => (await import('../introspect.ts')).introspect(run)))
}
