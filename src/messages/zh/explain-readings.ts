import type { enReadings } from '../en/explain-readings.ts'
import type { ReadingSentences } from '../explain.ts'
import { tellBy } from '../explained.ts'
import { zhCallbackReadings } from './explain-callback.ts'
import { zhAnsweredReadings, zhFlowReadings } from './explain-flows.ts'
import { zhDocumentReadings } from './explain-documents.ts'
import { zhHow } from './explain-how.ts'
import { zhPkceReadings } from './explain-pkce.ts'
import { zhRequestReadings } from './explain-request.ts'
import { zhTokenReadings } from './explain-token.ts'

/** 每条发现的说法，按名称。 */
export const zhReadings: Record<keyof typeof enReadings, ReadingSentences> = {
  ...zhDocumentReadings,
  ...tellBy({ ...zhRequestReadings, ...zhPkceReadings, ...zhCallbackReadings, ...zhTokenReadings, ...zhFlowReadings, ...zhAnsweredReadings }, zhHow),
}
