import { checkNames, Failure } from '../codes/failure.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import { loadCatalogue } from '../messages/load.ts'
import { asItIs } from '../secrets/mask.ts'
import { clean } from '../text/printable.ts'
import { limits } from '../limits.ts'
import { describeFailure, type FailureText } from '../render/failure.ts'

/**
 * Puts a failure into words: what happened, what was expected and what came, the likely cause, and what to do next. Of
 * anything else that was thrown it says what that says itself: nothing is known of its cause.
 */
export async function explainFailure(failure: unknown, language: 'en' | 'zh' = 'en'): Promise<FailureText> {
  const catalogue = await loadCatalogue(language)
  return isOurs(failure, catalogue) ? describeFailure(asItIs(failure), catalogue) : asSaid(failure, catalogue)
}

/** An error of another program may bear the same name, and one that was read again may lack its details. */
function isOurs(failure: unknown, { failures }: Catalogue): failure is Failure {
  if (!(failure instanceof Failure)) return false
  const { code, details } = failure as { code: unknown, details: unknown }
  const isKnown = typeof code === 'string' && (Object.hasOwn(failures, code) || checkNames.some(name => name === code))
  return isKnown && typeof details === 'object' && details !== null
}

function asSaid(thrown: unknown, { library }: Catalogue): FailureText {
  return {
    message: library.notOurs(clean(wordsOf(thrown), limits.error_description)),
    before: undefined, expected: undefined, came: undefined, rule: undefined, said: undefined, cause: '', advice: [],
    next: [],
  }
}

/** What has no text of its own may not even be made one. */
function wordsOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message || thrown.name : String(thrown)
  } catch {
    return ''
  }
}
