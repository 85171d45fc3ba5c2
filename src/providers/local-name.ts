import type { Preset } from './preset.ts'

/** A provider's name in a language: many in China have another one there. Those in Korea have one in Korean. */
export function nameIn(language: string, { name, localName }: Pick<Preset, 'name' | 'localName'>): string {
  return language === 'zh' && localName !== undefined && !/\p{Script=Hangul}/u.test(localName) ? localName : name
}
