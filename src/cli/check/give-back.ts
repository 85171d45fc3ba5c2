import { endSession } from '../../walk/after/revoke.ts'
import { isUnasked, keepSafe } from '../../check/provider/safe-addresses.ts'
import type { Run } from '../run.ts'
import { createWire } from '../back-channel/wire.ts'
import type { Prepared } from './candidate.ts'
import type { FullCatalogue } from './exam-catalogue.ts'

/** Milliseconds in which everything must be given back. */
const patience = 60_000

/**
 * Revokes all that the run was given, also where it was stopped: over a wire of its own, which no Ctrl-C ends, and no
 * budget. Tells what was not confirmed. Raises nothing.
 */
export async function giveBack(
  run: Run, { candidate, plan }: Pick<Prepared, 'candidate' | 'plan'>, { ofProvider }: FullCatalogue,
): Promise<void> {
  const { walk, takings } = candidate
  const taken = takings.all()
  if (taken.length === 0) return
  const signal = AbortSignal.timeout(patience)
  const send = keepSafe(createWire({ ...run, context: { ...run.context, signal } }, plan.resolved), candidate.refuses)
  // What is wrong with other endpoints does not keep tokens alive.
  const traveller = { ...walk, send, signal, observers: [] }
  const reasons: string[] = []
  let [all, left] = [0, 0]
  for (const tokens of taken) {
    const revocations = await endSession(traveller, tokens).then(ended => ended.revocations, whyKept)
    all += revocations.length
    left += revocations.filter(({ confirmed }) => !confirmed).length
    reasons.push(...revocations.flatMap(({ reason }) => reason === undefined ? [] : [reason]))
  }
  const why = [...new Set(reasons)].join(run.catalogue.telling.enumeration)
  run.tell(left === 0 ? ofProvider.revoked(all) : ofProvider.notRevoked(left, why))
}

function whyKept(error: unknown): { confirmed: boolean, reason: string }[] {
  return [{ confirmed: false, reason: isUnasked(error) ? 'endpoints-safe' : 'network-timeout' }]
}
