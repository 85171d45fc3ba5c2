import { mayBeFetch, readFetch } from './fetch.ts'
import { mayBePowerShell, readPowerShell } from './powershell.ts'
import type { RawRequest } from './request.ts'

/** The most lines and characters of one call. */
export const [mostLines, mostRead] = [200, 200_000]

/** A call of a script, and on how many lines it stands. */
export interface Copied { request: RawRequest, lines: number }

/** Tells whether a line may begin a call of a script, copied from a browser's developer tools or written by hand. */
export function mayBeCopied(line: string): boolean {
  const begin = line.slice(0, 500)
  return mayBeFetch(begin) || mayBePowerShell(begin)
}

/** Reads a call of `fetch`, or of PowerShell, that begins on the first of these lines; nothing where none does. */
export function readCopied(lines: readonly string[]): Copied | undefined {
  const first = lines[0] ?? ''
  return mayBeFetch(first) ? readFetch(asRead(ownLines(lines))) : readPowerShell(asRead(lines))
}

/** Those up to the next call: what is no call is looked at once. */
function ownLines(lines: readonly string[]): readonly string[] {
  const next = lines.findIndex((line, place) => place > 0 && mayBeFetch(line.slice(0, 500)))
  return next < 0 ? lines : lines.slice(0, next)
}

function asRead(lines: readonly string[]): string[] {
  let left = mostRead
  return lines.filter((line) => {
    left -= line.length + 1
    return left >= 0
  })
}
