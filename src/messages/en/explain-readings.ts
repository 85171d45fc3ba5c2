import type { ReadingTopic } from '../explain.ts'
import { tellBy } from '../explained.ts'
import { enHow } from './explain-how.ts'

/** The sentences of the readings by topic, what most inputs want first. */
export const enReadingTopics: readonly ReadingTopic[] = [
  async () => tellBy((await import('./explain-request.ts')).enRequestReadings, enHow),
  async () => tellBy((await import('./explain-pkce.ts')).enPkceReadings, enHow),
  async () => tellBy((await import('./explain-callback.ts')).enCallbackReadings, enHow),
  async () => (await import('./explain-tokens.ts')).enTokenReadings,
  async () => (await import('./explain-token-times.ts')).enTokenTimeReadings,
  async () => (await import('./explain-token-parties.ts')).enTokenPartyReadings,
  async () => (await import('./explain-token-uses.ts')).enTokenUseReadings,
  async () => (await import('./explain-token-bindings.ts')).enTokenBindingReadings,
  async () => tellBy((await import('./explain-flows.ts')).enAnsweredReadings, enHow),
  async () => tellBy((await import('./explain-token.ts')).enTokenReadings, enHow),
  async () => tellBy((await import('./explain-flows.ts')).enFlowReadings, enHow),
  async () => (await import('./explain-metadata.ts')).enMetadataReadings,
  async () => (await import('./explain-keys.ts')).enKeyReadings,
  async () => (await import('./explain-answers.ts')).enAnswerReadings,
  async () => (await import('./explain-assertions.ts')).enAssertionReadings,
  async () => (await import('./explain-proofs.ts')).enProofReadings,
  async () => (await import('./explain-logout-tokens.ts')).enLogoutTokenReadings,
  async () => (await import('./explain-request-objects.ts')).enRequestObjectReadings,
  async () => (await import('./explain-providers.ts')).enProviderReadings,
  async () => (await import('./explain-refusals.ts')).enRefusalReadings,
  async () => (await import('./explain-complaints.ts')).enComplaintReadings,
  async () => (await import('./explain-challenges.ts')).enChallengeReadings,
  async () => (await import('./explain-input.ts')).enInputReadings,
  async () => (await import('./explain-checks.ts')).enCheckReadings,
]
