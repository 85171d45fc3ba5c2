import type { Catalogue } from '../../messages/catalogue.ts'
import { loadExplainWords } from '../../messages/load.ts'
import type { Telling } from '../../render/explain/document.ts'
import type { SavedFinding } from '../../render/saved/saved-finding.ts'

/**
 * What was found in a saved recording, with what tells it; what a newer version found, and this one has no words for,
 * is left out.
 */
export async function openFindings(
  findings: readonly SavedFinding[], catalogue: Catalogue,
): Promise<{ known: SavedFinding[], telling: Telling }> {
  const telling = { ...await loadExplainWords(catalogue.language, findings.map(({ name }) => name)), catalogue }
  return { known: findings.filter(({ name }) => Object.hasOwn(telling.readings, name)), telling }
}

/** What was found, for a document. */
export async function explainedIn(
  findings: readonly SavedFinding[], catalogue: Catalogue,
): Promise<Record<string, unknown>[]> {
  const { known, telling } = await openFindings(findings, catalogue)
  return (await import('../../render/explain/document.ts')).findingDocuments(known, telling)
}
