import { english } from './english.ts'
import { chinese } from './chinese.ts'
import type { Words } from './page-words.ts'

/** A language that the pages speak. */
export type Locale = 'en' | 'zh'

const catalogues: Record<Locale, Words> = { en: english, zh: chinese }

/** The sentences for a locale. */
export function wordsFor(locale: Locale): Words {
  return catalogues[locale]
}

/**
 * The language of a page: the first of `ui_locales` (BCP 47 tags separated by spaces, OpenID Connect Core 1.0 section
 * 3.1.2.1) that we speak, else the most wanted one of the `Accept-Language` header, else English.
 */
export function chooseLocale(uiLocales: unknown, acceptLanguage: string | undefined): Locale {
  const asked = typeof uiLocales === 'string' ? uiLocales.split(' ') : []
  return [...asked, ...byPreference(acceptLanguage ?? '')].map(localeOfTag).find(locale => locale !== undefined) ?? 'en'
}

function byPreference(header: string): string[] {
  return header.split(',')
    .map(item => ({ tag: item.split(';')[0]?.trim() ?? '', weight: Number(/;\s*q=([\d.]+)/.exec(item)?.[1] ?? 1) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}

function localeOfTag(tag: string): Locale | undefined {
  const language = tag.toLowerCase().split('-')[0]
  return language === 'en' || language === 'zh' ? language : undefined
}
