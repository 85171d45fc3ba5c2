import { Failure } from '../../codes/failure.ts'
import type { ThisRun } from '../../messages/way.ts'
import { settingNames } from '../../providers/settings.ts'

/**
 * Flags that other programs have for a secret. Ours has none of them: every user of the machine can read the words of a
 * command.
 */
const secretFlag = /^--?(client[-_]?secret|refresh[-_]?token|access[-_]?token)(?:=|$)/i

/** Tells whether one of the words is a flag for a secret. */
export function hasSecretFlag(words: readonly string[]): boolean {
  return words.some((word, at) => secretFlag.test(word) && !isSwitch(words, at))
}

/** `introspect --refresh-token` asks about the stored one; with a word behind it, it would be the token itself. */
function isSwitch([command, ...words]: readonly string[], at: number): boolean {
  return command === 'introspect' && words[at - 1] === '--refresh-token' && (words[at] ?? '-').startsWith('-')
}

/** Raises `usage` where a word is a flag for a secret; what stands behind the flag is told to nobody. */
export function refuseSecretFlags(words: readonly string[]): void {
  const [, name] = words.map((word, at) => isSwitch(words, at) ? null : secretFlag.exec(word)).find(found =>
    found !== null)
  ?? []
  if (name === undefined) return
  throw new Failure('usage', {
    secret: name.toLowerCase().replace(/[-_]/g, '').replace(/(?=secret$|token$)/, '-'), again: loginIn(words),
  })
}

/**
 * The login that was meant: what stands before the flag for a secret, and behind it the flags that we know, each with
 * its value. Any other word may be a part of the secret.
 */
function loginIn(words: readonly string[]): ThisRun {
  const [place, login] = [words.findIndex(word => secretFlag.test(word)), words.indexOf('login')]
  const before = login < place
    ? words.slice(login + 1, place)
    : words.slice(login + 1, login + 2).filter(word => /^\w/.test(word))
  const behind = words.slice(place + 1)
  const known = behind.flatMap((word, at) =>
    isKnownFlag(word) && behind[at + 1] !== undefined ? [[word, behind[at + 1] ?? '']] : [])
  return { login: login < 0 ? [] : [...before.map(word => [word]), ...known], session: [], played: [], isLogin: true }
}

function isKnownFlag(word: string): boolean {
  return settingNames.some(name => word === `--${name}`)
}
