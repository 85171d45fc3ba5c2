import type { Catalogue } from '../../messages/catalogue.ts'
import { loadProviderExamWords, loadProviderReportWords, loadProviderRules } from '../../messages/load.ts'
import type { ExamCatalogue } from '../../messages/provider-exam.ts'

/** The catalogue with what only the examination of a provider says. */
export type FullCatalogue = ExamCatalogue & { ofProvider: NonNullable<ExamCatalogue['ofProvider']> }

/** Loads what only the examination of a provider says. */
export async function loadExamCatalogue(catalogue: Catalogue): Promise<FullCatalogue> {
  const { language } = catalogue
  const [words, more, rules] = await Promise.all([
    loadProviderExamWords(language), loadProviderReportWords(language), loadProviderRules(language),
  ])
  return { ...catalogue, ofProvider: { ...words, ...more, rules } }
}
