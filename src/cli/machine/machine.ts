import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { accountOf } from '../../place/account.ts'
import type { Machine } from '../../session/machine.ts'
import { dropSnap } from './environment.ts'

/** The little of the operating system that the stores need, from this process. */
export function machineOf(host: NodeJS.Process): Machine {
  const own: { world?: string, started?: string | undefined } = {}
  return {
    ...accountOf(host),
    pid: host.pid,
    get hostname() { return own.world ??= `${hostname()}${bootOf()}${processNamespace()}` },
    isAlive: pid => isAlive(host, pid),
    startTime: pid => pid === host.pid ? own.started ??= startTime(pid) : startTime(pid),
    now: () => Date.now(),
    randomId: () => randomUUID(),
    dropSnap: () => dropSnap(host),
    umask: (mask) => {
      host.umask(mask)
    },
  }
}

/**
 * Machines that were cloned from one image share a host name, and Linux numbers the first namespace of each alike; the
 * start of each is its own.
 */
function bootOf(): string {
  try {
    return ` ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}`
  } catch {
    return ''
  }
}

/** Containers that share a host name and a folder still count their processes apart. */
function processNamespace(): string {
  try {
    return ` ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return ''
  }
}

function isAlive(host: NodeJS.Process, pid: number): boolean {
  try {
    host.kill(pid, 0)
    return !/^\d+ \(.*\) Z/s.test(statOf(pid) ?? '')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startTime(pid: number): string | undefined {
  return statOf(pid)?.replace(/^.*\) /s, '').split(' ')[19]
}

/**
 * Tells whether the terminal listens to this process and not to another job of the shell; where no one can tell, it
 * does.
 */
export function isInForeground(): boolean {
  const [, , group, , , foreground] = statOf('self')?.replace(/^.*\) /s, '').split(' ') ?? []
  return group === foreground
}

function statOf(pid: number | 'self'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
}
