import { Failure } from '../failure.ts'
import { isLoopbackHost, parseAddress } from '../loopback.ts'
import { startBrowser, waitForEnd, type BrowserCommand } from './browser-command.ts'

/**
 * Opens an address with the platform's browser or with the user's commands, never through a shell. The address must be https, or http on
 * loopback, as the walk built it. Settles when the opening command ended, which some never do; raises `browser-not-opened` where none started or
 * all failed. `through` makes a page that leads there: its address is opened instead.
 */
export async function openInBrowser(
  address: string, commands: readonly BrowserCommand[] | undefined, environment: NodeJS.ProcessEnv,
  through: (address: string) => string = same => same,
): Promise<void> {
  const url = parseAddress(address)
  const web = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!web) throw new Failure('browser-not-opened', { reason: 'not a web address' })
  const opened = through(address)
  await (commands === undefined ? openByPlatform(opened) : startBrowser(commands, { url: opened, start: opened }, environment))
}

async function openByPlatform(address: string): Promise<void> {
  const { default: open } = await import('open')
  const child = await open(address)
  await waitForEnd(child, 'open')
}
