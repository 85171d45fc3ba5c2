import type { enDocumentReadings } from '../en/explain-documents.ts'
import type { ReadingSentences } from '../explain.ts'
import { zhAnswerReadings } from './explain-answers.ts'
import { zhKeyReadings } from './explain-keys.ts'
import { zhMetadataReadings } from './explain-metadata.ts'
import { zhProofReadings } from './explain-proofs.ts'
import { zhProviderReadings } from './explain-providers.ts'
import { zhRefusalReadings } from './explain-refusals.ts'
import { zhTokenReadings } from './explain-tokens.ts'

/** 关于令牌、文档、响应和文字的说法，按发现的名称。 */
export const zhDocumentReadings: Record<keyof typeof enDocumentReadings, ReadingSentences> = {
  ...zhTokenReadings, ...zhProofReadings, ...zhKeyReadings, ...zhMetadataReadings, ...zhAnswerReadings, ...zhProviderReadings, ...zhRefusalReadings,
}
