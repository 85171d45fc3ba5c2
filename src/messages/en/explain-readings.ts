import type { ReadingSentences } from '../explain.ts'
import { tellBy } from '../explained.ts'
import { enCallbackReadings } from './explain-callback.ts'
import { enAnsweredReadings, enFlowReadings } from './explain-flows.ts'
import { enDocumentReadings } from './explain-documents.ts'
import { enHow } from './explain-how.ts'
import { enPkceReadings } from './explain-pkce.ts'
import { enRequestReadings } from './explain-request.ts'
import { enTokenReadings } from './explain-token.ts'

/** The sentences of every reading, by its name. */
export const enReadings = {
  ...enDocumentReadings,
  ...tellBy({ ...enRequestReadings, ...enPkceReadings, ...enCallbackReadings, ...enTokenReadings, ...enFlowReadings, ...enAnsweredReadings }, enHow),
} satisfies Record<string, ReadingSentences>
