import type { SkipReason } from '../../codes/exam.ts'
import type { ProviderProbe } from './probe.ts'

/** What a run may do, as far as that is plain before anything is known of the provider. */
interface Allowed {
  isPublic: boolean
  isOperated: boolean
  hasClient: boolean
  maySignIn: boolean
  mayDestroy: boolean
  mayWait: boolean
}

/** Why a run leaves a rule out, whatever the provider is like. */
export function whyLeftOut(
  { passive, session, destructive, slow }: Pick<ProviderProbe, 'passive' | 'session' | 'destructive' | 'slow'>,
  allowed: Allowed,
): SkipReason | undefined {
  if (!passive && allowed.isPublic) return 'public-issuer'
  if (!passive && !allowed.isOperated) return 'not-operated'
  if (session !== 'none' && !allowed.hasClient) return 'no-client'
  if (session === 'browser' && !allowed.maySignIn) return 'sign-in-off'
  if (destructive && !allowed.mayDestroy) return 'destructive-off'
  return slow && !allowed.mayWait ? 'slow-off' : undefined
}
