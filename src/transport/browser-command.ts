import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { delimiter } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { join, split } from 'shlex'
import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'

/** A program that may open an address, its arguments with their placeholders, and who named it. */
export interface BrowserCommand {
  source: '--browser' | 'profile' | 'BROWSER' | 'VSCODE_IPC_HOOK_CLI' | 'WSL_DISTRO_NAME'
  words: readonly string[]
  /** What stands behind the words where no placeholder does: the address itself, or one of ours that leads there. */
  opens: 'url' | 'start'
  /** Where it is run, where that matters. */
  folder?: string
}

/** What a command may be given: the address itself, and one of ours that leads there. */
export interface OpenableAddresses {
  url: string
  start: string
}

/**
 * The command of `--browser`, split as a shell splits words. Raises `browser-not-opened` for a quotation that does not
 * end.
 */
export function readBrowserOption(text: string, source: '--browser' | 'profile' = '--browser'): BrowserCommand[] {
  return [{ source, words: splitWords(text), opens: 'url' }]
}

/**
 * The commands of BROWSER in the order in which they are tried, by the convention that Python's webbrowser and xdg-open
 * follow: a list with colons between (semicolons on Windows). Whoever names a program with a blank in its path has
 * often not quoted it: a file that is there counts.
 */
export function readBrowserVariable(text: string): BrowserCommand[] {
  const entries = existsSync(text) ? [text] : splitList(text)
  return entries.map((entry) => {
    const words = existsSync(entry) ? [entry] : withoutBackground(splitWords(entry))
    return { source: 'BROWSER', words, opens: isOfEditor(words) ? 'url' : 'start' }
  })
}

/**
 * An editor's helper opens the browser of another machine. It forwards the port that it reads in the query of the
 * address, and may change an address of this machine on the way: the start address would not be ours any more.
 */
function isOfEditor(words: readonly string[]): boolean {
  return /[\\/]helpers[\\/]browser(?:\.sh|\.cmd)?$/.test(words[0] ?? '') || words.includes('--openExternal')
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

/**
 * The command of `--browser` with each of its words as `change` gives it; the same text where none is another. Raises
 * what reading it raises.
 */
export function changeWords(text: string, change: (word: string, isProgram: boolean) => string): string {
  const words = splitWords(text)
  const changed = words.map((word, at) => change(word, at === 0))
  return changed.every((word, at) => word === words[at]) ? text : join(changed)
}

/** Tells whether these commands open the start address: a placeholder says so, or the custom of whoever named them. */
export function opensStart(commands: readonly BrowserCommand[]): boolean {
  const names = (placeholder: string) =>
    commands.some(({ words }) => words.slice(1).some(word => word.includes(placeholder)))
  return names('{start}') || (!names('{url}') && commands.every(({ opens }) => opens === 'start'))
}

/**
 * The arguments with the address in its place or behind them: `{url}` is the address itself, `{start}` and BROWSER's
 * `%s` what leads there.
 */
export function argumentsOf(
  { source, words: [, ...words], opens }: BrowserCommand, { url, start }: OpenableAddresses,
): string[] {
  const own = opens === 'start' ? start : url
  const isVariable = source === 'BROWSER'
  const values: Record<string, string> = {
    '{url}': url, '{start}': start, '{powershell}': startProcess(own),
    ...isVariable ? { '%s': own, '%%': '%', '%c': ':' } : {},
  }
  const placeholders = isVariable
    ? /\{url\}|\{start\}|%[s%c]/g
    : source === 'WSL_DISTRO_NAME'
      ? /\{powershell\}/g
      : /\{url\}|\{start\}/g
  const holds = words.some(word =>
    isVariable ? /\{url\}|\{start\}|%s/.test(word.replaceAll('%%', '')) : word.search(placeholders) >= 0)
  const filled = words.map(word => word.replace(placeholders, found => values[found] ?? found))
  return holds ? filled : [...filled, own]
}

/**
 * What PowerShell takes as `-EncodedCommand`: no sign of the address is one of its language's, which knows five
 * apostrophes.
 */
function startProcess(address: string): string {
  return Buffer.from(`Start-Process '${address.replace(/['\u2018-\u201b]/g, '$&$&')}'`, 'utf16le').toString('base64')
}

/**
 * Starts the first of these programs that opens the address, never through a shell, and settles when it ended, which
 * some never do. Raises `browser-not-opened` with the programs that are not installed, or with why the first of the
 * others failed.
 */
export async function startBrowser(
  commands: readonly BrowserCommand[], addresses: OpenableAddresses, environment: NodeJS.ProcessEnv, isHeard = false,
): Promise<void> {
  const failures: Failure[] = []
  for (const command of commands) {
    const failure = await tryCommand(command, addresses, environment, isHeard)
    if (failure === undefined) return
    failures.push(failure)
  }
  throw failures.find(({ details }) => details['missing'] !== true) ?? missing(commands)
}

function missing(commands: readonly BrowserCommand[]): Failure {
  const program = commands.map(({ words }) => words[0]).join(', ')
  return new Failure('browser-not-opened', {
    program, reason: describeBy('program-missing', commands[0]?.source ?? '', program),
  })
}

async function tryCommand(
  command: BrowserCommand, addresses: OpenableAddresses, environment: NodeJS.ProcessEnv, isHeard: boolean,
): Promise<Failure | undefined> {
  const { words: [program], folder: cwd } = command
  if (!program) return new Failure('browser-not-opened', { reason: 'the command is empty' })
  const child = spawn(program, argumentsOf(command, addresses), {
    stdio: ['ignore', 'ignore', isHeard ? 'pipe' : 'ignore'], detached: true, env: environment, windowsHide: true, cwd,
  })
  return waitForEnd(child, program).then(() => undefined, (error: unknown) => error as Failure)
}

/** A program that is still running does not keep ours alive. */
export async function waitForEnd(child: ChildProcess, program: string): Promise<void> {
  child.unref()
  const said = listenTo(child.stderr)
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string, missing = false) =>
      reject(new Failure('browser-not-opened', { program, reason, missing }))
    child.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message, error.code === 'ENOENT'))
    child.once('exit', (status, signal) => {
      if (status === 0 || (status === 1 && isExplorer(program))) resolve()
      else void said().then(words => fail([`ended with ${status ?? signal ?? 'an error'}`, ...words].join(': ')))
    })
  })
}

/** Characters of a program's complaint that are kept, and milliseconds that are waited for its end. */
const [mostHeard, patience] = [4000, 300]

/**
 * Hears the beginning of what a program says, and gives the line that tells most: the first that speaks of an error, or
 * the last.
 */
function listenTo(stream: ChildProcess['stderr']): () => Promise<string[]> {
  if (!stream) return async () => []
  let heard = ''
  ;(stream as Socket).unref()
  stream.setEncoding('utf8').on('data', (text: string) => (heard += text.slice(0, mostHeard - heard.length)))
  const ended = new Promise(resolve => stream.once('end', resolve))
  return async () => {
    // What it has started may hold its stream for longer.
    await Promise.race([ended, setTimeout(patience)])
    const lines = heard.split('\n').map(line => line.trim()).filter(line => line !== '')
    const told = lines.find(line => /\berror\b|Error:/i.test(line)) ?? lines.at(-1)
    return told === undefined ? [] : [told.slice(0, 300)]
  }
}

/** Windows' Explorer ends with 1 also when it has opened what it was given. */
function isExplorer(program: string): boolean {
  return /(?:^|[\\/])explorer(?:\.exe)?$/i.test(program)
}
