import type { Preset } from './preset.ts'

/** What a provider is called in a language: many in China have another name there. */
export function nameIn(language: string, { name, localName }: Pick<Preset, 'name' | 'localName'>): string {
  return language === 'zh' ? localName ?? name : name
}
