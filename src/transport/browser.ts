import { Failure } from '../codes/failure.ts'
import { isLoopbackHost, parseAddress } from '../addresses/loopback.ts'
import { startBrowser, waitForEnd, type BrowserCommand } from './browser-command.ts'

/**
 * Opens an address with the platform's browser or with the user's commands, never through a shell. The address must be
 * https, or http on loopback, as the walk built it; `start` is one of our own that leads there, and what the platform's
 * browser and BROWSER are given. `through` makes a page that leads to `start`: its address is opened instead, whatever
 * was named. With `isHeard`, a failure has the line in which the program says why. Settles when the opening command
 * ended, which some never do; raises `browser-not-opened` where none started or all failed.
 */
export async function openInBrowser(
  address: string, commands: readonly BrowserCommand[] | undefined, environment: NodeJS.ProcessEnv,
  { start = address, through, isHeard }: {
    start?: string | undefined
    through?: (address: string) => string
    isHeard?: boolean
  } = {},
): Promise<void> {
  const url = parseAddress(address)
  const web = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!web) throw new Failure('browser-not-opened', { reason: 'not a web address' })
  const page = through?.(start)
  const addresses = { url: page ?? address, start: page ?? start }
  await (commands === undefined
    ? openByPlatform(addresses.start)
    : startBrowser(commands, addresses, environment, isHeard))
}

async function openByPlatform(address: string): Promise<void> {
  const { default: open } = await import('open')
  const child = await open(address)
  await waitForEnd(child, 'open')
}
