import type { ReadingSentences } from '../explain.ts'
import { enAnswerReadings } from './explain-answers.ts'
import { enKeyReadings } from './explain-keys.ts'
import { enMetadataReadings } from './explain-metadata.ts'
import { enProofReadings } from './explain-proofs.ts'
import { enProviderReadings } from './explain-providers.ts'
import { enRefusalReadings } from './explain-refusals.ts'
import { enTokenReadings } from './explain-tokens.ts'

/** The sentences about tokens, documents, answers and words, by the names of their readings. */
export const enDocumentReadings = {
  ...enTokenReadings, ...enProofReadings, ...enKeyReadings, ...enMetadataReadings, ...enAnswerReadings, ...enProviderReadings, ...enRefusalReadings,
} satisfies Record<string, ReadingSentences>
