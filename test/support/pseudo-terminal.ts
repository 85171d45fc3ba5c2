import { spawn, spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { compiled } from './cli.ts'

/** Whether util-linux's `script` is here, which makes a terminal of its own for a command. */
export const hasPseudoTerminal = spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0
if (!hasPseudoTerminal) process.stderr.write('skipped: what needs a terminal, because "script" is not here\n')

/** A shell command in a terminal of its own. */
export interface InTerminal {
  /** Waits until the terminal shows this, behind what was seen before. */
  sees: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Types at once. */
  type: (keys: string) => Promise<void>
  /** Waits until the terminal shows this, then types. */
  answer: (pattern: RegExp, keys: string) => Promise<void>
  /** Everything that the terminal has shown, when the command has ended. */
  shown: Promise<string>
}

/** Starts a shell command in a pseudo-terminal; what is typed reaches it as from a keyboard. */
export function startInTerminal(command: string, environment: NodeJS.ProcessEnv): InTerminal {
  const child = spawn(
    'script', ['-qec', command, '/dev/null'],
    { env: { ...compiled, ...environment }, stdio: ['pipe', 'pipe', 'ignore'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  let read = 0
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => text += chunk)
  const shown = new Promise<string>(resolve => child.once('close', () => resolve(text)))
  const sees = async (pattern: RegExp) => new Promise<RegExpExecArray>((resolve, reject) => {
    const look = () => {
      const found = pattern.exec(text.slice(read))
      if (!found) return
      read += found.index + found[0].length
      child.stdout.off('data', look)
      child.off('close', end)
      resolve(found)
    }
    const end = () => reject(new Error(`ended without ${String(pattern)}: ${text}`))
    child.stdout.on('data', look)
    child.once('close', end)
    look()
  })
  return {
    shown, sees,
    type: async (keys) => {
      child.stdin.write(keys)
    },
    answer: async (pattern, keys) => {
      await sees(pattern)
      child.stdin.write(keys)
    },
  }
}
