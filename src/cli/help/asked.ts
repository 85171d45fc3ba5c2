import { topics } from './topics.ts'

const flags: readonly (string | undefined)[] = ['--help', '-h']
/** Short flags may stand together: `-vh`. */
const withHelp = /^-[A-Za-z]*h/

/** Tells whether the words ask for help, or for a topic of it. */
export function asksForHelp(words: readonly string[]): boolean {
  return words.some(word => word === '--help' || withHelp.test(word) || topics.some(topic => topic === word))
}

/** Tells whether they ask for every flag: `--help all`. */
export function asksForAll(words: readonly string[]): boolean {
  return words.some((word, place) => word === 'all' && flags.includes(words[place - 1]))
}
