import type { Catalogue, HelpTexts, Language } from './catalogue.ts'
import type { ExplainWords, ReadingSentences } from './explain.ts'
import type { LearnWords, McpLearnWords } from './learn.ts'

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
  language: Language, hasReadings: boolean,
): Promise<{ words: ExplainWords, readings: Readonly<Record<string, ReadingSentences>> }> {
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
