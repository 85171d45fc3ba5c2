import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { settingNames } from '../../providers/settings.ts'
import { addCommonFlags, addSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the parts of `profile`. */
export function defineProfile(profile: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const child = (usage: string) =>
    addCommonFlags(profile.command(usage).description(help[`profile.${usage.split(' ')[0] ?? ''}`] ?? ''), catalogue)
  child('list').action(async (options: Options) => act(options, async run => (await import('./list.ts')).list(run)))
  addSettings(child('show [name]'), settingNames, catalogue)
    .action(async (name: string | undefined, options: Options) =>
      act(options, async run => (await import('./show.ts')).show(run, name)))
  child('use <name>').action(async (name: string, options: Options) =>
    act(options, async run => (await import('./use.ts')).use(run, name)))
  addSettings(child('bind [name]'), ['host'], catalogue).option('--remove', help['--bind-remove'])
    .action(async (name: string | undefined, options: Options) =>
      act(options, async run => (await import('./bind.ts')).bind(run, name)))
  child('remove <name>').action(async (name: string, options: Options) =>
    act(options, async run => (await import('./remove.ts')).remove(run, name)))
}
