import { isRecord } from '../read.ts'
import type { Machine } from '../machine.ts'
import type { Row } from './table.ts'

/** Who has sent a request whose answer is not saved yet, as a row tells it. */
export interface Claimant {
  pid: number
  hostname: string
  started: string | undefined
}

/**
 * How long the claim of another machine is respected, in milliseconds: that its lock is free may mean that it died, or
 * that only its way to the database is cut while its provider answers. Longer than one request may take by default.
 */
export const claimMs = 20_000

/** A claim of this process that no other one equals. */
export function makeClaim(machine: Machine): string {
  const { pid, hostname } = machine
  return JSON.stringify({ pid, hostname, started: machine.startTime(pid), nonce: machine.randomId() })
}

/** Who made a claim; undefined for what is none of ours. */
export function claimantOf(claim: string | null): Claimant | undefined {
  try {
    const value: unknown = JSON.parse(claim ?? '')
    if (!isRecord(value) || typeof value['pid'] !== 'number' || typeof value['hostname'] !== 'string') return undefined
    const { pid, hostname, started } = value
    return { pid, hostname, started: typeof started === 'string' ? started : undefined }
  } catch {
    return undefined
  }
}

/**
 * Tells whether nobody's answer can still come: there is no claim, it is old, or who made it was of this machine and is
 * dead.
 */
export function isOver({ claim, age }: Row, machine: Machine): boolean {
  if (claim === null || age === null || age > claimMs) return true
  const claimant = claimantOf(claim)
  if (claimant?.hostname !== machine.hostname) return false
  return !machine.isAlive(claimant.pid) || machine.startTime(claimant.pid) !== claimant.started
}
