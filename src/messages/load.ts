import type { Catalogue, HelpTexts, Language, MessageWords } from './catalogue.ts'
import type { DoctorWords } from './doctor-words.ts'
import type { ExplainWords, ReadingSentences, ReadingTopic } from './explain.ts'
import type { LearnWords, McpLearnWords } from './learn.ts'
import type { ProviderExamWords } from './provider-exam.ts'
import type { ProviderReportWords } from './provider-report.ts'
import type { ProviderRules } from './provider-rules.ts'

/** Loads one language only: nobody pays for the other. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return language === 'zh' ? (await import('./zh/index.ts')).zh : (await import('./en/index.ts')).en
}

/** The part that tells single messages: a short way needs no other sentence. */
export async function loadMessageWords(language: Language): Promise<MessageWords> {
  return language === 'zh' ? (await import('./zh/of-message.ts')).zhMessageWords : (await import('./en/of-message.ts')).enMessageWords
}

/** The questions of `learn`, which no other command asks. */
export async function loadLearnWords(language: Language): Promise<LearnWords> {
  return language === 'zh' ? (await import('./zh/learn.ts')).zhLearn : (await import('./en/learn.ts')).enLearn
}

/** What only `explain` says, with the sentences of these readings by their names; `true` is for all of them. */
export async function loadExplainWords(
  language: Language, names: readonly string[] | boolean,
): Promise<{ words: ExplainWords, readings: Readonly<Record<string, ReadingSentences>> }> {
  const isAny = typeof names === 'boolean' ? names : names.length > 0
  const [words, topics] = language === 'zh'
    ? [(await import('./zh/explain-words.ts')).zhExplainWords, isAny ? (await import('./zh/explain-readings.ts')).zhReadingTopics : []]
    : [(await import('./en/explain-words.ts')).enExplainWords, isAny ? (await import('./en/explain-readings.ts')).enReadingTopics : []]
  return { words, readings: await loadTopics(topics, typeof names === 'boolean' ? undefined : names) }
}

/** One topic after the other, until there are sentences for each name. */
async function loadTopics(topics: readonly ReadingTopic[], names: readonly string[] | undefined): Promise<Record<string, ReadingSentences>> {
  const found: Record<string, ReadingSentences> = {}
  for (const load of topics) {
    if (names?.every(name => Object.hasOwn(found, name))) break
    Object.assign(found, await load())
  }
  return found
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
