import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inMemory } from './memory.ts'

const [variable, disk] = ['WALK_TESTS_RUN', 'WALK_TESTS_DISK'] as const

/** Where folders on the disk may lie, for what is cut off in the middle of a write: in memory it is written at once. */
export const onDisk = (): string => process.env[disk] ?? tmpdir()

/**
 * Makes the folder of this run before its first worker, in which every worker then makes its own; gives what removes
 * it, with all that ended workers have left there.
 */
export function openRun(): () => Promise<void> {
  const folder = mkdtempSync(join(inMemory() ?? tmpdir(), 'walk-'))
  // Databases are another user's.
  chmodSync(folder, 0o755)
  Object.assign(process.env, { [disk]: tmpdir(), TMPDIR: folder, [variable]: folder })
  return async () => {
    // A database ends when its worker is gone, and its guard then removes its folder.
    for (let tries = 0; tries < 200 && readdirSync(folder).some(isDatabase); tries += 1) await sleep(50)
    rmSync(folder, { recursive: true, force: true })
  }
}

const isDatabase = (name: string) => name.startsWith('oauth-walk-postgres-')

/**
 * A folder with what several test files need and nobody changes, filled by the first worker that asks for it: the
 * others wait.
 */
export async function onceARun(name: string, fill: (folder: string) => void): Promise<string> {
  const folder = join(process.env[variable] ?? '', name)
  const filled = `${folder}.filled`
  while (!existsSync(filled)) {
    if (!isFirst(folder)) {
      await sleep(20)
      continue
    }
    try {
      fill(folder)
      writeFileSync(filled, '')
    } catch (error) {
      // Whoever waits tries it then, and tells what is wrong.
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }
  return folder
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
