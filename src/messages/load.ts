import type { Catalogue, HelpTexts, Language } from './catalogue.ts'
import type { DoctorWords } from './doctor-words.ts'
import type { ExplainWords, ReadingSentences } from './explain.ts'
import type { LearnWords, McpLearnWords } from './learn.ts'
import type { ProviderExamWords } from './provider-exam.ts'
import type { ProviderReportWords } from './provider-report.ts'
import type { ProviderRules } from './provider-rules.ts'

/** Loads one language only: nobody pays for the other. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === 'zh' ? (await import('./zh/index.ts')).zh : (await import('./en/index.ts')).en
}

/** The questions of `learn`, which no other command asks. */
export async function loadLearnWords(language: Language): Promise<LearnWords> {
  return language === 'zh' ? (await import('./zh/learn.ts')).zhLearn : (await import('./en/learn.ts')).enLearn
}

/** What only `explain` says, and where it has read something the sentences of its readings by their names. */
export async function loadExplainWords(
  language: Language, names: readonly string[] | boolean,
): Promise<{ words: ExplainWords, readings: Readonly<Record<string, ReadingSentences>> }> {
  const hasReadings = typeof names === 'boolean' ? names : names.length > 0
  if (language === 'zh') {
    const { zhExplainWords } = await import('./zh/explain-words.ts')
    return { words: zhExplainWords, readings: hasReadings ? (await import('./zh/explain-readings.ts')).zhReadings : {} }
  }
  const { enExplainWords } = await import('./en/explain-words.ts')
  return { words: enExplainWords, readings: hasReadings ? (await import('./en/explain-readings.ts')).enReadings : {} }
}

/** The part that the command tree is built from: help needs no other sentence. */
export async function loadHelp(language: Language): Promise<HelpTexts> {
  if (language === 'zh') {
    const { zhHelp, zhOptionFacts } = await import('./zh/help.ts')
    return { language, help: zhHelp, optionFacts: zhOptionFacts }
  }
  const { enHelp, enOptionFacts } = await import('./en/help.ts')
  return { language, help: enHelp, optionFacts: enOptionFacts }
}

/** The language of a locale environment in POSIX order: LC_ALL, LC_MESSAGES, LANG; English where none is Chinese. */
export function chooseLanguage(asked: string | undefined, environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = asked || environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}

/** What the lesson about MCP asks otherwise. */
export async function loadMcpLearnWords(language: 'en' | 'zh'): Promise<McpLearnWords> {
  return language === 'zh' ? (await import('./zh/learn-mcp.ts')).zhLearnMcp : (await import('./en/learn-mcp.ts')).enLearnMcp
}

/** What `doctor` says. */
export async function loadDoctorWords(language: Language): Promise<DoctorWords> {
  return language === 'zh' ? (await import('./zh/doctor-command.ts')).zhDoctorWords : (await import('./en/doctor-command.ts')).enDoctorWords
}

/** The rules that a provider is put to, which `check` alone tells. */
export async function loadProviderRules(language: Language): Promise<ProviderRules> {
  return language === 'zh' ? (await import('./zh/provider-rules.ts')).zhProviderRules : (await import('./en/provider-rules.ts')).enProviderRules
}

/** What else is said of the examination of a provider. */
export async function loadProviderExamWords(language: Language): Promise<ProviderExamWords> {
  return language === 'zh' ? (await import('./zh/provider-exam.ts')).zhProviderExamWords : (await import('./en/provider-exam.ts')).enProviderExamWords
}

/** What the table and the reports of an examination say. */
export async function loadProviderReportWords(language: Language): Promise<ProviderReportWords> {
  return language === 'zh' ? (await import('./zh/provider-report.ts')).zhProviderReport : (await import('./en/provider-report.ts')).enProviderReport
}
