import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { accountOf } from '../../src/place/account.ts'
import type { Machine } from '../../src/session/machine.ts'

/** The machine as the cli makes it, with parts replaced. */
export function makeMachine(parts: Partial<Machine> = {}): Machine {
  return {
    ...accountOf(process),
    pid: process.pid,
    hostname: hostname(),
    isAlive,
    startTime: pid => readStatus(pid)?.started,
    now: () => Date.now(),
    randomId: () => randomUUID(),
    dropSnap: () => delete process.env['SNAP'],
    umask: mask => isMainThread && process.umask(mask),
    ...parts,
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return readStatus(pid)?.state !== 'Z'
}

function readStatus(pid: number): { state: string | undefined, started: string | undefined } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], started: fields[19] }
  } catch {
    return undefined
  }
}
