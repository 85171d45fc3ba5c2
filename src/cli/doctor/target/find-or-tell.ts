import { Failure } from '../../../codes/failure.ts'
import type { DoctorLine } from '../../../render/doctor/line.ts'
import type { Masked } from '../../../secrets/masked.ts'
import { exitCodeOf } from '../../failures/exit-codes.ts'
import type { Run } from '../../run.ts'
import { findTarget, type Target } from './visit.ts'

/** The target of the command; or, where the store keeps the profile from being read, why that is so. */
export interface Sought { target?: Target, unread?: Failure }

/**
 * Finds the target as a login does. A store that fails then is what `doctor` is to tell, among the other lines of this
 * machine. Raises what is wrong with the command itself.
 */
export async function findOrTell(run: Run, said: string | undefined): Promise<Sought> {
  try {
    return { target: await findTarget(run, said) }
  } catch (error) {
    run.context.signal.throwIfAborted()
    if (!(error instanceof Failure) || !isOfStore(error)) throw error
    return { unread: error }
  }
}

/** The store itself, and the key that opens it. */
function isOfStore({ code, details }: Failure): boolean {
  const named = [details['source'], details['setting'], details['what']].map(String)
  return exitCodeOf(code, details) === 6 || named.some(name => /passphrase/i.test(name))
}

/** The lines of this machine with what the store said, below what else is told of the store, and only once. */
export function withUnread(lines: readonly DoctorLine[], unread: Masked<Failure> | undefined): DoctorLine[] {
  const isTold = lines.some(line => line.state === 'bad' && line.failure.code === unread?.code)
  if (unread === undefined || isTold) return [...lines]
  const after = lines.findLastIndex(({ part }) => part === 'store') + 1
  return [...lines.slice(0, after), { part: 'store', state: 'bad', failure: unread }, ...lines.slice(after)]
}
