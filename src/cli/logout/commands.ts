import type { Command } from 'commander'
import type { HelpTexts } from '../../messages/catalogue.ts'
import { addCommonFlags, addSettings, httpSettings, notToOpen, type Options } from '../command-line/options.ts'
import type { Act } from '../command-line/act.ts'

/** Adds the flags of `logout`: who ends the provider's session, and where the browser comes back. */
export function defineLogout(logout: Command, catalogue: HelpTexts, act: Act): void {
  const { help } = catalogue
  addSettings(
    logout, ['browser', 'port', 'post-logout-redirect-uri', 'redirect-tls-cert', 'redirect-tls-key', 'timeout'],
    catalogue,
  )
  logout.addOption(notToOpen(help['--no-browser'])).option('--auto', help['logout.--auto'])
    .option('--remove-client', help['--remove-client']).option('--show-secrets', help['logout.--show-secrets'])
  addCommonFlags(addSettings(logout, httpSettings, catalogue), catalogue)
    .action(async (options: Options) => act(options, async run => (await import('../logout.ts')).logout(run)))
}
