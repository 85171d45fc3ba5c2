import { spawn } from 'node:child_process'
import { split } from 'shlex'
import { Failure } from '../failure.ts'
import { isLoopbackHost, parseAddress } from '../loopback.ts'

/**
 * Opens an address with the platform's browser or with the user's command (`{url}` or last argument), never through a shell. The address
 * must be https, or http on loopback, as the walk built it. Settles when the opening command ended, which some never do;
 * raises `browser-not-opened` where it did not start or failed. `through` makes a page that leads there: its address is opened instead.
 */
export async function openInBrowser(
  address: string, command: string | undefined, environment: NodeJS.ProcessEnv, through: (address: string) => string = same => same,
): Promise<void> {
  const url = parseAddress(address)
  const web = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!web) throw new Failure('browser-not-opened', { reason: 'not a web address' })
  const opened = through(address)
  await (command === undefined ? openByPlatform(opened) : openByCommand(opened, command, environment))
}

async function openByPlatform(address: string): Promise<void> {
  const { default: open } = await import('open')
  const child = await open(address)
  await waitForEnd(child, 'open')
}

async function openByCommand(address: string, command: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const [program, ...rest] = splitWords(command)
  if (!program) throw new Failure('browser-not-opened', { reason: 'the command is empty' })
  const holds = rest.some(word => word.includes('{url}'))
  const args = holds ? rest.map(word => word.replaceAll('{url}', address)) : [...rest, address]
  const child = spawn(program, args, { stdio: 'ignore', detached: true, env: environment, windowsHide: true })
  await waitForEnd(child, program)
}

function splitWords(command: string): string[] {
  try {
    return split(command)
  } catch (error) {
    throw new Failure('browser-not-opened', { reason: (error as Error).message }, { cause: error })
  }
}

/** A program that is still running does not keep ours alive. */
async function waitForEnd(child: ReturnType<typeof spawn>, program: string): Promise<void> {
  child.unref()
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string) => reject(new Failure('browser-not-opened', { program, reason }))
    child.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
    child.once('exit', (status, signal) => status === 0 ? resolve() : fail(`ended with ${status ?? signal ?? 'an error'}`))
  })
}
