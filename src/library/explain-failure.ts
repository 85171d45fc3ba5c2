import { Failure } from '../codes/failure.ts'
import { loadCatalogue } from '../messages/load.ts'
import { asItIs } from '../secrets/mask.ts'
import { describeFailure, type FailureText } from '../render/failure.ts'

/** Puts a failure into words: what happened, what was expected and what came, the likely cause, and what to do next. */
export async function explainFailure(failure: Failure, language: 'en' | 'zh' = 'en'): Promise<FailureText> {
  return describeFailure(asItIs(failure), await loadCatalogue(language))
}
