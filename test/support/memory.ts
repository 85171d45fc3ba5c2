import { readFileSync, statfsSync } from 'node:fs'
import { wide } from './wide.ts'

const folder = '/dev/shm'
/** Databases and browsers take most of it; a container's own is often smaller. */
const neededBytes = 2 ** 31

/**
 * A folder in memory, where the machine has room there: a disk that waits for other programs holds up each store that
 * is written, by a minute at worst. A wide run writes to the disk.
 */
export function inMemory(): string | undefined {
  if (wide || process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return undefined
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > neededBytes && mayRun() ? folder : undefined
  } catch {
    return undefined
  }
}

/** Whether programs that tests write there can be started. */
function mayRun(): boolean {
  const [, options] = /^\S+ \/dev\/shm tmpfs (\S+)/m.exec(readFileSync('/proc/mounts', 'utf8')) ?? []
  return options !== undefined && !options.split(',').includes('noexec')
}
