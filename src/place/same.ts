import { statSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'

/** Tells whether two paths lead to one file, by whatever names: writing to one loses the other's content. */
export function isSameFile(path: string, other: string): boolean {
  if (path === other) return true
  const [one, two] = [look(path), look(other)]
  return one?.isFile() === true && one.dev === two?.dev && one.ino === two.ino
}

function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch {
    return undefined
  }
}
