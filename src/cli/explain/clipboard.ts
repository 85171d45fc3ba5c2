import { execFileSync } from 'node:child_process'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Context } from '../context.ts'

const powershell = ['powershell.exe', '-NoProfile', '-Command', 'Get-Clipboard -Raw']

/** What tells the clipboard's text on each system: the first that is there is asked. */
const programs: Partial<Record<NodeJS.Platform, readonly (readonly string[])[]>> = {
  darwin: [['pbpaste']],
  win32: [powershell],
  linux: [
    ['wl-paste', '--no-newline'], ['xclip', '-selection', 'clipboard', '-o'], ['xsel', '--clipboard', '--output'],
    powershell,
  ],
}

/** No clipboard is waited for longer, or read further. */
const bounded = { encoding: 'utf8', timeout: 3000, maxBuffer: 16 * 1024 * 1024, windowsHide: true } as const

/** The text of the clipboard. Raises `setting-invalid` where no program of this system tells it. */
export function readClipboard({ platform, given }: Pick<Context, 'platform' | 'given'>): string {
  const known = programs[platform] ?? []
  for (const [program = '', ...words] of known) {
    try {
      return execFileSync(program, words, { ...bounded, stdio: ['ignore', 'pipe', 'ignore'], env: given.forChildren })
    } catch {
      // Not there, or without a clipboard to read: the next one may be.
    }
  }
  throw new Failure('setting-invalid', {
    setting: '--clipboard', expected: describeBy('clipboard-program', ...known.map(([program = '']) => program)),
  })
}
