import { dirname } from 'node:path'
import { findProgram } from '../../place/program.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { readBrowserOption, readBrowserVariable, type BrowserCommand } from '../../transport/browser-command.ts'
import type { Run } from '../run.ts'

/**
 * Remote command lines of VS Code and its kin, which ask the window to open an address on the machine that it is on.
 */
const editors = ['code', 'code-insiders', 'codium', 'cursor', 'windsurf', 'code-server'] as const

const powershell
  = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-EncodedCommand', '{powershell}'] as const

/**
 * Tells whether the user wants the browser that they named: by `--browser` now, by BROWSER, or in the profile where
 * they look on.
 */
export function isBrowserNamed(
  { context: { environment, terminal } }: Pick<Run, 'context'>, resolved: Resolved,
): boolean {
  return isBrowserSaid(resolved)
    || (Boolean(textOf(resolved, 'browser')) && terminal.stderr)
    || isListed(environment['BROWSER'])
}

/** Tells whether `--browser` or its variable names one for this command. */
export function isBrowserSaid(resolved: Resolved): boolean {
  return Boolean(textOf(resolved, 'browser')) && resolved.browser?.source !== 'profile'
}

/** An empty list is none. */
function isListed(variable = ''): boolean {
  return !/^[\s:]*$/.test(variable)
}

/**
 * The commands that may open a browser, the first of them tried first: the user's, or those of an editor or of a
 * Windows around this machine; nothing where that is left to the platform. They are read when the browser is to open:
 * one that can't be read is told like one that fails.
 */
export function chooseCommands(
  { context }: Pick<Run, 'context'>, resolved: Resolved,
): (() => BrowserCommand[]) | undefined {
  const option = textOf(resolved, 'browser')
  if (option) return () => readBrowserOption(option, resolved.browser?.source === 'profile' ? 'profile' : '--browser')
  if (isListed(context.environment['BROWSER'])) return () => readBrowserVariable(context.environment['BROWSER'] ?? '')
  const around = commandsAround(context)
  return around.length === 0 ? undefined : () => around
}

/**
 * What opens a browser on the machine around this one: that of a remote editor's window, or the Windows that a WSL is
 * part of.
 */
export function commandsAround(
  { environment, given }: Pick<Run['context'], 'environment' | 'given'>,
): BrowserCommand[] {
  const find = (program: string) => findProgram(program, given.forChildren)
  if (environment['VSCODE_IPC_HOOK_CLI']) return ofEditor(find)
  return environment['WSL_DISTRO_NAME'] && !environment['SSH_CONNECTION'] ? ofWindows(find) : []
}

/** Without a terminal nobody is watching; without a display there is no browser to watch. */
export function canShowBrowser({ context: { terminal, environment, given, platform } }: Run): boolean {
  if (!terminal.stderr) return false
  if (platform === 'win32' || (platform === 'darwin' && !environment['SSH_CONNECTION'])) return true
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? environment['WSL_DISTRO_NAME'])
    || commandsAround({ environment, given }).length > 0
}

type Find = (program: string) => string | undefined

function ofEditor(find: Find): BrowserCommand[] {
  const program = editors.map(find).find(path => path !== undefined)
  return program === undefined
    ? []
    : [{ source: 'VSCODE_IPC_HOOK_CLI', words: [program, '--openExternal'], opens: 'url' }]
}

/**
 * From WSL to Windows: wslu's program, PowerShell, then Explorer. Not cmd.exe, to which an ampersand is an operator.
 * Windows' programs are run from their own folder, since they may not reach the one that we are in.
 */
function ofWindows(find: Find): BrowserCommand[] {
  const all = [
    { program: 'wslview', words: [] }, { program: 'powershell.exe', words: powershell, folder: true },
    { program: 'explorer.exe', words: [], folder: true },
  ]
  return all.flatMap(({ program, words, folder }): BrowserCommand[] => {
    const path = find(program)
    return path === undefined
      ? []
      : [
          {
            source: 'WSL_DISTRO_NAME', words: [path, ...words], opens: 'start',
            ...folder ? { folder: dirname(path) } : {},
          },
        ]
  })
}
