import { Failure } from '../failure.ts'
import type { ThisRun } from '../messages/again.ts'

/** Flags that other programs have for a secret. Ours has none of them: every user of the machine can read the words of a command. */
const secretFlag = /^--?(client[-_]?secret|refresh[-_]?token|access[-_]?token)(?:=|$)/i

/** Tells whether one of the words is a flag for a secret. */
export function hasSecretFlag(words: readonly string[]): boolean {
  return words.some(word => secretFlag.test(word))
}

/** Raises `usage` where a word is a flag for a secret; what stands behind the flag is told to nobody. */
export function refuseSecretFlags(words: readonly string[]): void {
  const [, name] = words.map(word => secretFlag.exec(word)).find(found => found !== null) ?? []
  if (name === undefined) return
  throw new Failure('usage', { secret: name.toLowerCase().replace(/[-_]/g, '').replace(/(?=secret$|token$)/, '-'), again: loginIn(words) })
}

/** The login that was meant. Only the word right behind it is its target for sure: any other may be the secret. */
function loginIn(words: readonly string[]): ThisRun {
  const target = words[words.indexOf('login') + 1]
  return { login: words.includes('login') && target !== undefined && /^\w/.test(target) ? [[target]] : [], session: [], played: [], isLogin: true }
}
