import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { openInBrowser } from '../../transport/browser.ts'
import { canShowBrowser, chooseCommands, isBrowserSaid } from '../login/browser-commands.ts'
import type { Run } from '../run.ts'

/** Opens the browser that ends the provider's session: at `start`, which leads to `url`. */
export type OpenSignOut = (url: string, start: string) => Promise<void>

/**
 * Who ends the provider's session: nobody (`--no-browser`, or nobody there), the sandbox's user (`--auto`), the command
 * of `--browser`, or the browser of whoever sits at the terminal. All but the sandbox's user are given the listener's
 * own address: the ID token stands in no process list. Raises `setting-invalid`.
 */
export function chooseSignOutBrowser(run: Run, resolved: Resolved, isSandbox: boolean): OpenSignOut | undefined {
  const { context: { given, signal, terminal }, options } = run
  if (options.auto && !isSandbox)
    throw new Failure('setting-invalid', { setting: '--auto', expected: describeBy('with-sandbox') })
  if (options['opensBrowser'] === false) return undefined
  if (options.auto) {
    return async (url) => {
      await (await import('../../sandbox/index.ts')).signInAsTheUser(url, { signal })
    }
  }
  if (!isBrowserSaid(resolved) && !canShowBrowser(run) && !(textOf(resolved, 'browser') && terminal.stderr))
    return undefined
  const commands = chooseCommands(run, resolved)
  return async (_url, start) => openInBrowser(start, commands?.(), given.forChildren)
}
