import { textOf } from '../../providers/resolve.ts'
import { plainLines } from '../../text/terminal.ts'
import type { Pasting, Walk } from '../../walk/context.ts'
import type { LoginPlan } from './plan.ts'
import { isPersonThere, type Run } from '../run.ts'

/**
 * What a person at the terminal may do for the login: paste the answer, and say whether one without a state is theirs.
 */
export interface Person {
  pasting: Pasting | undefined
  vouch: Walk['vouch']
}

/** Lets both be read from the one terminal: while the question stands, nothing is read that was meant to be pasted. */
export function shareTerminal(run: Run, plan: LoginPlan, pasting: Pasting | undefined): Person {
  if (!isPersonThere(run)) return { pasting, vouch: undefined }
  const ask = async () => askWhetherTheirs(run, textOf(plan.resolved, 'preset') ?? plan.login.target)
  if (!pasting) return { pasting, vouch: ask }
  const { read, interrupt } = interruptible(pasting.read)
  return { pasting: { ...pasting, read }, vouch: async () => interrupt(ask) }
}

async function askWhetherTheirs({ context, catalogue: { story } }: Run, provider: string): Promise<boolean> {
  context.writeError(plainLines([story.askVouch(provider)]))
  return /^(?:y|yes|\u662F)$/i.test(await context.readLine())
}

/** A reader that stops, so that something else can be read, and goes on after it. */
interface Interruptible {
  read: Pasting['read']
  interrupt: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>
}

function interruptible(read: Pasting['read']): Interruptible {
  let stop = new AbortController()
  let reading: Promise<void> | undefined
  let other: Promise<unknown> | undefined
  return {
    read: async function* (signal: AbortSignal) {
      for (;;) {
        stop = new AbortController()
        let stopped: () => void = () => undefined
        reading = new Promise((resolve) => {
          stopped = resolve
        })
        try {
          for await (const text of read(AbortSignal.any([signal, stop.signal]))) {
            stopped()
            yield text
          }
          return
        } catch (error) {
          if (signal.aborted || !stop.signal.aborted) throw error
        } finally {
          stopped()
        }
        await other
      }
    },
    interrupt: async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
      stop.abort()
      const answering = Promise.resolve(reading).then(ask)
      other = answering.catch(() => undefined)
      return answering
    },
  }
}
