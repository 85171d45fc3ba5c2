import { Option, type Command } from 'commander'
import { severities, suites } from '../../codes/exam.ts'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'
import { checkSettings, providerSettings } from './settings.ts'

/** Adds the flags of `check`. */
export function defineCheck(command: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const own = Object.fromEntries(
    ['--authorization-server', '--resource-method'].map(flag => [flag, help[`check.${flag}`] ?? '']),
  )
  command.argument('<target>', help['check.target'])
  addProviderFlags(command, help)
  command.option('--strict', help['check.--strict'])
  for (const name of ['--html', '--junit', '--sarif', '--baseline']) command.option(
    `${name} <FILE>`, help[`check.${name}`] ?? help[name],
  )
  command.option('--update-baseline', help['--update-baseline'])
  addCommonFlags(
    addSettings(command, [...checkSettings, ...providerSettings], { ...catalogue, help: { ...help, ...own } }),
    catalogue,
  )
    .action(async (target: string, options: Options) =>
      act(options, async run => (await import('./target.ts')).checkTarget(run, target)))
}

/** What is chosen, allowed and told of the examination of a provider. */
function addProviderFlags(command: Command, help: HelpTexts['help']): void {
  const flag = (flags: string, name = flags.split(' ')[0] ?? '') =>
    new Option(flags, help[`check.${name}`] ?? help[name] ?? '')
  const several = (flags: string) => flag(flags).argParser((text: string, before: string[] | undefined) => [
    ...before ?? [], ...text.split(',').map(word => word.trim()),
  ])
  command.addOption(flag('--i-operate <ISSUER>')).addOption(flag('--plan'))
  command.addOption(several('--probe <NUMBERS>'))
    .addOption(flag('--severity <SEVERITY>').choices(severities)).addOption(
      flag('--suite <SUITE>').choices(suites),
    )
  command.addOption(flag('--fail-on <SEVERITY>').choices(severities)).addOption(flag('--destructive'))
    .addOption(flag('--slow [SECONDS]')).addOption(flag('--no-sign-in'))
  command.addOption(flag('--second-client-id <ID>')).addOption(flag('--second-client-secret-file <FILE>'))
  command.addOption(flag('--auto')).addOption(flag('--misbehave <NAME>'))
}
