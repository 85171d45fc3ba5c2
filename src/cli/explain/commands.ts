import { Option, type Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addExportFlags, toSave, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the flags of `explain`. */
export function defineExplain(command: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  command.argument('[input]', help['explain.input'])
  command.option('--request <ADDRESS>', help['explain.--request'])
    .option('--issuer <URL>', help['explain.--issuer']).option(
      '--client-id <ID>', help['explain.--client-id'],
    )
  command.option('--clipboard', help['--clipboard']).option('--jwks <FILE|URL>', help['explain.--jwks'])
    .option('--login <N>', help['explain.--login'])
  command.addOption(new Option('--at <TIME>', help['--at'])).option('--show-secrets', help['explain.--show-secrets'])
  addExportFlags(command, catalogue).addOption(toSave(help['explain.--save']))
  addCommonFlags(command, catalogue)
    .action(async (input: string | undefined, options: Options) =>
      act(options, async run => (await import('./explain.ts')).explain(run, input)))
}
