import { Option } from 'commander'
import { topics } from './topics.ts'

/** Short flags that every command has may stand together, in any order: `-vh`, `-hv`. */
const flag = /^(?:--help|-v*h[vh]*)$/

/** The flag for help, also where it stands with others in one word: commander knows it by itself and in front alone. */
export class HelpOption extends Option {
  is(word: string): boolean {
    return flag.test(word)
  }
}

/** Tells whether the words ask for help, or for a topic of it. */
export function asksForHelp(words: readonly string[]): boolean {
  return words.some(word => flag.test(word) || topics.some(topic => topic === word))
}

/** Tells whether they ask for every flag: `--help all`. */
export function asksForAll(words: readonly string[]): boolean {
  return words.some((word, place) => word === 'all' && flag.test(words[place - 1] ?? ''))
}
