import { Option, type Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addRequire, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the flags of `sandbox`: where it is served, who may register, what it requires, and which fault it plays. */
export function defineSandbox(sandbox: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  sandbox.option('--port <PORT>', help['--sandbox-port'])
  sandbox.option('--redirect-uri <URI>', help['--sandbox-redirect-uri'] ?? '', (
    uri: string, before: string[] | undefined,
  ) => [...before ?? [], uri])
  addRequire(sandbox.option('--misbehave <NAME>', help['--misbehave']), catalogue)
  sandbox.addOption(
    new Option('--registration [KIND]', help['--registration']).choices(['open', 'token']).preset('open'),
  )
  sandbox.addOption(new Option('--as <PROVIDER>', help['--as']).choices(['wechat', 'mcp']))
  sandbox.addOption(new Option('--config <FILE>', help['--config']).conflicts([
    'misbehave', 'require', 'registration', 'as', 'redirectUri',
  ]))
  addCommonFlags(sandbox, catalogue, { usesProfile: false }).action(async (options: Options) =>
    act(options, async run => (await import('../sandbox.ts')).sandbox(run)))
}
