import { describeBy } from '../codes/described.ts'
import { rename, setChanged } from '../place/files.ts'
import { pathBeside, pathIn, type PrivatePath } from '../place/folder.ts'
import { kindOf, lookAt, unsafe } from '../place/inspect.ts'
import { readPrivateFile } from '../place/read.ts'
import type { Machine } from './machine.ts'
import { isRecord } from './read.ts'

/** Who holds a lock, as its owner file says, and since when (milliseconds since 1970, by the file system's clock). */
export interface Holder {
  pid: number
  started: string | undefined
  hostname: string
  nonce: string
  since: number
}

/** How long another host's lock is left alone: nobody here can tell whether its holder lives. */
const foreignPatienceMs = 60_000
/** How long a lock is believed where processes have no start time: the pid may be another program's by now. */
const reusedPidPatienceMs = 600_000

/** Reads who holds the lock folder; undefined if nobody does. Raises store-unsafe if it is no folder. */
export function readHolder(lock: PrivatePath, machine: Machine): Holder | undefined {
  const stats = lookAt(lock)
  if (stats === undefined) return undefined
  if (!stats.isDirectory()) throw unsafe(lock, describeBy('folder'), describeBy(kindOf(stats)))
  return { ...readOwner(lock, stats.mtimeMs, machine), since: stats.mtimeMs }
}

function readOwner(lock: PrivatePath, since: number, machine: Machine): Omit<Holder, 'since'> {
  try {
    const owner: unknown = JSON.parse(String(readPrivateFile(pathIn(lock, 'owner'), machine, () => undefined)))
    if (isRecord(owner)) {
      const { pid, started, hostname, nonce } = owner
      if (typeof pid === 'number'
        && typeof hostname === 'string'
        && typeof nonce === 'string'
        && /^[\w-]+$/.test(nonce)) {
        return { pid, started: typeof started === 'string' ? started : undefined, hostname, nonce }
      }
    }
  } catch {
    // Lost in a power failure, or released this instant: judged below like a holder that cannot be asked.
  }
  return { pid: 0, started: undefined, hostname: '', nonce: `unknown-${Math.trunc(since)}` }
}

function isDead(holder: Holder, machine: Machine): boolean {
  const age = machine.now() - holder.since
  if (holder.hostname !== machine.hostname) return age > foreignPatienceMs
  if (!machine.isAlive(holder.pid)) return true
  const started = machine.startTime(holder.pid)
  if (started === undefined || holder.started === undefined) return age > reusedPidPatienceMs
  return started !== holder.started
}

/** Takes the lock folder away from a holder that died; tells whether it did, so that the lock is free again. */
export function buryDead(path: PrivatePath, lock: PrivatePath, machine: Machine): boolean {
  const holder = readHolder(lock, machine)
  if (holder === undefined || !isDead(holder, machine)) return false
  // Read again now that the holder is known to be dead: before, it may have released the lock and left it to another.
  if (readHolder(lock, machine)?.nonce !== holder.nonce) return false
  const grave = pathBeside(path, `.dead.${holder.nonce}`)
  try {
    // The grave stays for a minute: it makes this fail for a second thief, who would take the lock of the first.
    rename(lock, grave)
    setChanged(grave, machine.now())
    return true
  } catch {
    return false
  }
}
