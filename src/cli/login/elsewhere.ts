import { isIP } from 'node:net'
import { isLoopbackHost } from '../../addresses/loopback.ts'
import { portMeant } from '../../addresses/port.ts'
import { command, commandOf, type Command } from '../../text/shell.ts'
import { isPersonThere, type Run } from '../run.ts'
import { canShowBrowser } from './browser-commands.ts'

/**
 * How a browser on the person's own machine comes to reach a port of this one: what is said of it, and a command to
 * type there.
 */
export interface Reach { text: string, command: Command | undefined }

/** Tells whether a person sits at the terminal who sees the story and may press keys. */
export function isAtTerminal(run: Run): boolean {
  return isPersonThere(run) && !run.options.quiet
}

/**
 * A person at a terminal without a display, or one whose terminal is on another machine: their browser may not reach a
 * listener here.
 */
export function isElsewhere(run: Run): boolean {
  return isAtTerminal(run) && (isOverSsh(run) || isInEditor(run) || !canShowBrowser(run))
}

/** What there is to say of the way back, where the person came over the network; nothing where no way is known. */
export function reachOf(run: Run, redirectUri: string): Reach | undefined {
  const { context: { environment }, catalogue: { story } } = run
  const port = String(portMeant(new URL(redirectUri)))
  const codespace = environment['CODESPACES'] ? environment['CODESPACE_NAME'] ?? 'NAME' : undefined
  if (codespace !== undefined)
    return {
      text: story.inCodespace(port),
      command: command`gh codespace ports forward ${`${port}:${port}`} --codespace ${codespace}`,
    }
  if (isInEditor(run)) return { text: story.inEditor(port), command: undefined }
  return isOverSsh(run) ? { text: story.overSsh, command: sshForward(run, redirectUri) } : undefined
}

function isOverSsh({ context: { environment } }: Run): boolean {
  return Boolean(environment['SSH_CONNECTION'] ?? environment['SSH_TTY'])
}

/** A window on another machine; the one of a WSL is on the same, and so is its browser. */
function isInEditor({ context: { environment } }: Run): boolean {
  return Boolean(environment['CODESPACES'])
    || (Boolean(environment['VSCODE_IPC_HOOK_CLI']) && !environment['WSL_DISTRO_NAME'])
}

/**
 * SSH_CONNECTION has the client's address and port, then the server's, as the server sees them: behind a tunnel that
 * tells nothing.
 */
function sshForward({ context: { environment, userName } }: Run, redirectUri: string): Command {
  const [, , address = '', sshPort = '22'] = (environment['SSH_CONNECTION'] ?? '').split(' ')
  const isTold = isIP(address) !== 0 && !address.includes('%') && !isLoopbackHost(address)
  const user = userName()
  const destination = `${user === undefined ? '' : `${user}@`}${isTold ? address : 'HOST'}`
  const ofPort = isTold && /^\d{1,5}$/.test(sshPort) && sshPort !== '22' ? [['-p', sshPort]] : []
  return commandOf([['ssh'], ['-L', forwardOf(redirectUri)], ...ofPort, [destination]])
}

/** A name means 127.0.0.1 here and there; another address is bound there as it is here. */
function forwardOf(redirectUri: string): string {
  const url = new URL(redirectUri)
  const { hostname } = url
  const port = portMeant(url)
  const isAddress = hostname.startsWith('[') || (isIP(hostname) !== 0 && hostname !== '127.0.0.1')
  return isAddress ? `${hostname}:${port}:${hostname}:${port}` : `${port}:127.0.0.1:${port}`
}
