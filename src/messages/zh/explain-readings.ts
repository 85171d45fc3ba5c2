import type { ReadingTopic } from '../explain.ts'
import { tellBy } from '../explained.ts'
import { zhHow } from './explain-how.ts'

/** The sentences of the readings by topic, what most inputs want first. */
export const zhReadingTopics: readonly ReadingTopic[] = [
  async () => tellBy((await import('./explain-request.ts')).zhRequestReadings, zhHow),
  async () => tellBy((await import('./explain-pkce.ts')).zhPkceReadings, zhHow),
  async () => tellBy((await import('./explain-callback.ts')).zhCallbackReadings, zhHow),
  async () => (await import('./explain-tokens.ts')).zhTokenReadings,
  async () => tellBy((await import('./explain-flows.ts')).zhAnsweredReadings, zhHow),
  async () => tellBy((await import('./explain-token.ts')).zhTokenReadings, zhHow),
  async () => tellBy((await import('./explain-flows.ts')).zhFlowReadings, zhHow),
  async () => (await import('./explain-metadata.ts')).zhMetadataReadings,
  async () => (await import('./explain-keys.ts')).zhKeyReadings,
  async () => (await import('./explain-answers.ts')).zhAnswerReadings,
  async () => (await import('./explain-proofs.ts')).zhProofReadings,
  async () => (await import('./explain-providers.ts')).zhProviderReadings,
  async () => (await import('./explain-refusals.ts')).zhRefusalReadings,
]
