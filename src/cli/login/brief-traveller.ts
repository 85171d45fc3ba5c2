import { resolveSettings, type Layer } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Traveller } from '../../walk/context.ts'
import { flagLayer } from '../command-line/options.ts'
import type { Run } from '../run.ts'
import { atTypedIssuer, withoutClientOf } from './others-variables.ts'
import { createVisitor } from '../back-channel/visitor.ts'

/** Seconds that somebody waits for an answer who only wants to know how to begin, at most. */
const patience = 5

/** Who asks before a login is settled: nobody in particular, whom nobody watches, and for a short time. */
export async function briefTraveller(run: Run, more: Layer): Promise<{ traveller: Traveller, resolved: Resolved }> {
  const { options } = run
  // Whoever asks a resource has no client yet, and an issuer gets nothing that was meant for another.
  const { context } = typeof more.issuer === 'string' ? await atTypedIssuer(run, more.issuer) : withoutClientOf(run)
  const given = resolveSettings({ ...flagLayer(options), ...more }, context.environment, {}, {})
  const seconds = Math.min(patience, given['http-timeout']?.value as number)
  const resolved = { ...given, 'http-timeout': { value: seconds, source: 'default' as const } }
  return { traveller: await createVisitor(run, resolved), resolved }
}
