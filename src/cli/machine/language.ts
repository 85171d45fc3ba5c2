import type { Language } from '../../messages/catalogue.ts'
import { chooseLanguage } from '../../messages/load.ts'
import type { Variables } from './environment.ts'

/** The language that the words or the environment ask for, known before anything is parsed. */
export function languageFor(words: readonly string[], environment: Variables): Language {
  return chooseLanguage(wordAfter(words, '--lang') ?? environment['OAUTH_WALK_LANG'], environment)
}

function wordAfter(words: readonly string[], flag: string): string | undefined {
  const place = words.indexOf(flag)
  return place >= 0 ? words[place + 1] : words.find(word => word.startsWith(`${flag}=`))?.slice(flag.length + 1)
}
