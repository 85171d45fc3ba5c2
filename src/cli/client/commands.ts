import { Option, type Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import type { SettingName } from '../../providers/settings.ts'
import { addCommonFlags, addSettings, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** What a request to the provider needs, where its client is read or deleted. */
const networkSettings: readonly SettingName[] = ['http-timeout', 'ca', 'header', 'tls-cert', 'tls-key']

/**
 * Adds the commands that list, show and delete clients that registered themselves, and print a client's metadata
 * document.
 */
export function defineClient(client: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  const child = (name: string) =>
    addCommonFlags(client.command(name).description(help[`client.${name}`] ?? ''), catalogue)
  const about = (name: string) =>
    addSettings(child(name).argument('[issuer]', help['client.issuer']), networkSettings, catalogue)
  child('list').action(async (options: Options) => act(options, async run => (await import('./list.ts')).list(run)))
  about('show').action(async (issuer: string | undefined, options: Options) =>
    act(options, async run => (await import('./show.ts')).show(run, issuer)))
  about('remove').action(async (issuer: string | undefined, options: Options) =>
    act(options, async run => (await import('./remove.ts')).remove(run, issuer)))
  const document = child('document').addOption(new Option('--client-name <NAME>', help['--client-name'] ?? ''))
  addSettings(
    document, ['client-id', 'redirect-uri', 'port', 'client-key'],
    { ...catalogue, help: { ...help, '--client-id': help['client.--client-id'] ?? '' } },
  )
    .action(async (options: Options) => act(options, async run => (await import('./document.ts')).document(run)))
}
