import type { ReadingTopic } from '../explain.ts'
import { tellBy } from '../explained.ts'
import { zhHow } from './explain-how.ts'

/** The sentences of the readings by topic, what most inputs want first. */
export const zhReadingTopics: readonly ReadingTopic[] = [
  async () => tellBy((await import('./explain-request.ts')).zhRequestReadings, zhHow),
  async () => tellBy((await import('./explain-pkce.ts')).zhPkceReadings, zhHow),
  async () => tellBy((await import('./explain-callback.ts')).zhCallbackReadings, zhHow),
  async () => (await import('./explain-tokens.ts')).zhTokenReadings,
  async () => (await import('./explain-token-times.ts')).zhTokenTimeReadings,
  async () => (await import('./explain-token-parties.ts')).zhTokenPartyReadings,
  async () => (await import('./explain-token-uses.ts')).zhTokenUseReadings,
  async () => (await import('./explain-token-bindings.ts')).zhTokenBindingReadings,
  async () => tellBy((await import('./explain-flows.ts')).zhAnsweredReadings, zhHow),
  async () => tellBy((await import('./explain-token.ts')).zhTokenReadings, zhHow),
  async () => tellBy((await import('./explain-flows.ts')).zhFlowReadings, zhHow),
  async () => (await import('./explain-metadata.ts')).zhMetadataReadings,
  async () => (await import('./explain-keys.ts')).zhKeyReadings,
  async () => (await import('./explain-answers.ts')).zhAnswerReadings,
  async () => (await import('./explain-assertions.ts')).zhAssertionReadings,
  async () => (await import('./explain-proofs.ts')).zhProofReadings,
  async () => (await import('./explain-logout-tokens.ts')).zhLogoutTokenReadings,
  async () => (await import('./explain-request-objects.ts')).zhRequestObjectReadings,
  async () => (await import('./explain-providers.ts')).zhProviderReadings,
  async () => (await import('./explain-refusals.ts')).zhRefusalReadings,
  async () => (await import('./explain-complaints.ts')).zhComplaintReadings,
  async () => (await import('./explain-challenges.ts')).zhChallengeReadings,
  async () => (await import('./explain-input.ts')).zhInputReadings,
  async () => (await import('./explain-checks.ts')).zhCheckReadings,
]
