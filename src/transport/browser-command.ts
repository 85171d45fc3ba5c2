import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { split } from 'shlex'
import { describeBy } from '../described.ts'
import { Failure } from '../failure.ts'

/** A program that may open an address, its arguments with their placeholders, and who named it. */
export interface BrowserCommand {
  source: '--browser' | 'BROWSER'
  words: readonly string[]
}

/** What a command may be given: the address itself, and one of ours that leads there. */
export interface OpenableAddresses {
  url: string
  start: string
}

/** The command of `--browser`, split as a shell splits words. Raises `browser-not-opened` for a quotation that does not end. */
export function readBrowserOption(text: string): BrowserCommand[] {
  return [{ source: '--browser', words: splitWords(text) }]
}

/**
 * The commands of BROWSER in the order in which they are tried, by the convention that Python's webbrowser and xdg-open follow: a list with
 * colons between (semicolons on Windows). Whoever names a program with a blank in its path has often not quoted it: a file that is there counts.
 */
export function readBrowserVariable(text: string): BrowserCommand[] {
  const entries = existsSync(text) ? [text] : splitList(text)
  return entries.map(entry => ({ source: 'BROWSER', words: existsSync(entry) ? [entry] : withoutBackground(splitWords(entry)) }))
}

/** A colon inside quotation marks belongs to its word. */
function splitList(text: string): string[] {
  const entries = text.match(new RegExp(`(?:"[^"]*"|'[^']*'|[^${delimiter}])+`, 'g')) ?? []
  return entries.map(entry => entry.trim()).filter(entry => entry !== '')
}

/** Nobody waits for the program anyway. */
function withoutBackground(words: string[]): string[] {
  return words.at(-1) === '&' ? words.slice(0, -1) : words
}

function splitWords(command: string): string[] {
  try {
    return split(command)
  } catch (error) {
    throw new Failure('browser-not-opened', { reason: (error as Error).message }, { cause: error })
  }
}

/** The arguments with the address in its place or behind them: `{url}` is the address itself, `{start}` and BROWSER's `%s` what leads there. */
export function argumentsOf({ source, words: [, ...words] }: BrowserCommand, { url, start }: OpenableAddresses): string[] {
  const own = source === 'BROWSER' ? start : url
  const values: Record<string, string> = { '{url}': url, '{start}': start, ...source === 'BROWSER' ? { '%s': own, '%%': '%', '%c': ':' } : {} }
  const placeholders = source === 'BROWSER' ? /\{url\}|\{start\}|%[s%c]/g : /\{url\}|\{start\}/g
  const holds = words.some(word => /\{url\}|\{start\}/.test(word) || (source === 'BROWSER' && /%s/.test(word.replaceAll('%%', ''))))
  const filled = words.map(word => word.replace(placeholders, found => values[found] ?? found))
  return holds ? filled : [...filled, own]
}

/**
 * Starts the first of these programs that opens the address, never through a shell, and settles when it ended, which some never do. Raises
 * `browser-not-opened` with the programs that are not installed, or with why the first of the others failed.
 */
export async function startBrowser(commands: readonly BrowserCommand[], addresses: OpenableAddresses, environment: NodeJS.ProcessEnv): Promise<void> {
  const failures: Failure[] = []
  for (const command of commands) {
    const failure = await tryCommand(command, addresses, environment)
    if (failure === undefined) return
    failures.push(failure)
  }
  throw failures.find(({ details }) => details['missing'] !== true) ?? missing(commands)
}

function missing(commands: readonly BrowserCommand[]): Failure {
  const program = commands.map(({ words }) => words[0]).join(', ')
  return new Failure('browser-not-opened', { program, reason: describeBy('program-missing', commands[0]?.source ?? '', program) })
}

async function tryCommand(command: BrowserCommand, addresses: OpenableAddresses, environment: NodeJS.ProcessEnv): Promise<Failure | undefined> {
  const [program] = command.words
  if (!program) return new Failure('browser-not-opened', { reason: 'the command is empty' })
  const child = spawn(program, argumentsOf(command, addresses), { stdio: 'ignore', detached: true, env: environment, windowsHide: true })
  return waitForEnd(child, program).then(() => undefined, (error: unknown) => error as Failure)
}

/** A program that is still running does not keep ours alive. */
export async function waitForEnd(child: ChildProcess, program: string): Promise<void> {
  child.unref()
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string, missing = false) => reject(new Failure('browser-not-opened', { program, reason, missing }))
    child.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message, error.code === 'ENOENT'))
    child.once('exit', (status, signal) => status === 0 ? resolve() : fail(`ended with ${status ?? signal ?? 'an error'}`))
  })
}
