import type { SkipReason, Suite } from '../../codes/exam.ts'
import type { ProviderProbeFacts } from '../probe.ts'
import type { Outcome } from '../verdict.ts'
import type { ControlName } from './controls.ts'
import type { Examinee } from './examinee.ts'

/**
 * Whether somebody has to sign in: nobody; nobody, but an authorization request is made as if in their name; or a
 * browser brings codes.
 */
export type SessionKind = 'none' | 'headless' | 'browser'

/** One rule that a provider is put to, by messages that break it on purpose: a file of its own. */
export interface ProviderProbe extends ProviderProbeFacts {
  suites: readonly Suite[]
  session: SessionKind
  /** It reads only what is published for everybody, and may do so at any provider. */
  passive?: true
  /** Though passive, it reads what comes of the unbroken request as well, where that may be sent. */
  readsAnswer?: true
  /** It asks as any client does, and looks at what comes: little work, which no other rule need wait for. */
  glance?: true
  /** It ends or burns something of this run's own: only for whoever asks for that. */
  destructive?: true
  /** It goes on with the refresh token that other rules have refreshed, and so comes before what ends that. */
  sharesGrant?: true
  /** It takes minutes: only for whoever asks for that. */
  slow?: true
  /** Seconds for which it may be silent. */
  seconds?: number
  /** How many requests it sends at most, codes brought by the browser not counted. */
  requests: number
  /** The message that must be accepted unbroken, in the same run; otherwise nothing follows from a refusal. */
  control?: ControlName
  /** Why the rule says nothing of this provider, or of this client. */
  needs?: (examinee: Examinee) => SkipReason | undefined
  examine: (examinee: Examinee) => Outcome | Promise<Outcome>
}
