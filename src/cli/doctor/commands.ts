import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'
import { doctorSettings } from './settings.ts'

/** Adds the flags of `doctor`: those of a login's settings that it looks at. */
export function defineDoctor(command: Command, catalogue: HelpTexts, act: Act, wholeProgram: () => Command): void {
  const { help } = catalogue
  command.argument('[target]', help['doctor.target']).option('--bundle <FILE>', help['--bundle'])
  addCommonFlags(addSettings(command, doctorSettings, catalogue), catalogue)
    .action(async (target: string | undefined, options: Options) =>
      act(options, async run => (await import('./doctor.ts')).doctor(run, target, wholeProgram)))
}
