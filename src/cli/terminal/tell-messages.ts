import { tellAddresses } from '../../render/check/progress.ts'
import type { Observer } from '../../walk/events.ts'
import type { Run } from '../run.ts'
import { openScreen } from './screen.ts'

/** Tells each message as it is sent, beside what the command itself tells: as much of it as `verbosity` says. */
export async function tellMessages(run: Run, verbosity: number): Promise<Observer> {
  const { context: { writeError: write }, catalogue } = run
  return tellAddresses({ write, writer: await openScreen(run), catalogue, verbosity })
}
