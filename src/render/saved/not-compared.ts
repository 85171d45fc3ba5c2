import { standardName, type SecretComparison } from './client-secret.ts'
import { scenesOf } from './compare.ts'
import { hasLoopbackPort, variesBy } from './steady.ts'
import { unmadeChecks, unrecordedSteps } from './unrecorded.ts'
import type { Transcript } from './transcript.ts'

/**
 * A value that both walks have and that was not compared, with the reason. `times` and `loopback-ports` stand for all
 * of their kind.
 */
export interface NotCompared {
  name: string
  reason: 'differs-always' | 'saved-elsewhere' | 'not-recorded' | 'step-not-recorded' | 'check-not-made'
}

/** Lists what was not compared, in the order of the walk. */
export function notCompared(a: Transcript, b: Transcript, secret: SecretComparison): NotCompared[] {
  const [one, other] = [variesIn(a), variesIn(b)]
  const both = [...one].filter(name => other.has(name) && name !== 'times' && name !== 'loopback-ports')
  const names = [
    ...both, 'times', ...one.has('loopback-ports') && other.has('loopback-ports') ? ['loopback-ports'] : [],
  ]
  const unknown: NotCompared[] = secret === 'saved-elsewhere' || secret === 'not-recorded'
    ? [{ name: 'client_secret', reason: secret }]
    : []
  const steps = unrecordedSteps(a, b).map((name): NotCompared => ({ name, reason: 'step-not-recorded' }))
  const checks = unmadeChecks(a, b).map((name): NotCompared => ({ name, reason: 'check-not-made' }))
  return [...unknown, ...steps, ...checks, ...names.map((name): NotCompared => ({ name, reason: 'differs-always' }))]
}

function variesIn(transcript: Transcript): Set<string> {
  const found = new Set<string>()
  for (const { message: { parameters = {}, names = {}, url } } of scenesOf(transcript)) {
    if (hasLoopbackPort(url ?? '')) found.add('loopback-ports')
    for (const [name, value] of Object.entries(parameters)) {
      if (hasLoopbackPort(value)) found.add('loopback-ports')
      const varies = standardName(names, name) === 'client_secret' ? undefined : variesBy(name)
      if (varies !== undefined) found.add(varies === 'time' ? 'times' : name)
    }
  }
  return found
}
