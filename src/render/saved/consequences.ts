import { stepIds } from '../../codes/failure.ts'
import type { Comparison, End, MessageDifference } from './compare.ts'
import type { Difference } from './difference.ts'
import { isInput } from './inputs.ts'

/** What is missing in one walk because it ended there: how much of each kind. */
export interface Fold { side: 'a' | 'b', members: number, checks: number, notes: number, messages: number }

/** The differences that say something by themselves, and those that only follow from how a walk ended. */
export interface Told { messages: MessageDifference[], folds: Fold[] }

/**
 * Folds what a refused or failed walk lacks: members and checks of the answers at which it ended, and all that would
 * have come after.
 */
export function foldConsequences({ messages, end }: Comparison): Told {
  if (!end) return { messages, folds: [] }
  return (['a', 'b'] as const).reduce<Told>((told, side) => {
    const [own, other] = side === 'a' ? [end.a, end.b] : [end.b, end.a]
    return own.ok || reach(own) > reach(other) ? told : foldSide(told, side, own.step, reach(own) === reach(other))
  }, { messages, folds: [] })
}

/** How far a walk came. */
function reach({ ok, step }: End): number {
  return ok ? stepIds.length : stepIds.findIndex(id => id === step)
}

/**
 * Where both ended in one step, only checks follow: other members may be what both ended by. What the client itself
 * left out never does.
 */
function foldSide({ messages, folds }: Told, side: 'a' | 'b', step: string | null, checksOnly: boolean): Told {
  const isLater = ({ only }: MessageDifference) => only !== undefined && only !== side
  const follows = (message: MessageDifference) => (difference: Difference) => message.step === step
    && !isInput(message, difference)
    && difference[side] === undefined && (difference.kind === 'check' || (!checksOnly && difference.kind !== 'status'))
  const gone = messages.flatMap(message => message.differences.filter(follows(message)))
  const left = messages.map(message => ({
    ...message, differences: message.differences.filter(one => !follows(message)(one)),
  }))
  const fold = { side, ...countKinds(gone), messages: messages.filter(isLater).length }
  return {
    messages: left.filter(message =>
      !isLater(message) && (message.only !== undefined || message.differences.length > 0)),
    folds: gone.length + fold.messages === 0 ? folds : [...folds, fold],
  }
}

function countKinds(differences: Difference[]): { members: number, checks: number, notes: number } {
  const count = (wanted: (kind: Difference['kind']) => boolean) => differences.filter(({ kind }) => wanted(kind)).length
  return {
    members: count(kind => kind !== 'check' && kind !== 'finding'), checks: count(kind => kind === 'check'),
    notes: count(kind => kind === 'finding'),
  }
}
