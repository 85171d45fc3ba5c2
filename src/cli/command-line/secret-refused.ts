import { Failure } from '../../codes/failure.ts'
import type { HelpTexts } from '../../messages/catalogue.ts'
import type { ThisRun, Words } from '../../messages/way.ts'
import { buildProgram, commandNamed, isCommand } from '../program.ts'
import { findSecretFlag, hasSecretFlag } from './secret-flags.ts'
import { isTarget } from './target-word.ts'
import { wordOf } from './this-run.ts'

const secretFile = '--client-secret-file'

/** Raises `usage` where a word is a flag for a secret; what stands behind the flag is told to nobody. */
export function refuseSecretFlags(words: readonly string[], catalogue: HelpTexts): void {
  const found = findSecretFlag(words)
  if (found === undefined) return
  const { place, secret } = found
  throw new Failure('usage', { secret, again: runMeant(words, { place, secret }, catalogue) })
}

/** The command that was meant, with its other words: a login where none is named. */
function runMeant(
  words: readonly string[], { place, secret }: { place: number, secret: string }, catalogue: HelpTexts,
): ThisRun {
  const at = words.findIndex(word => isCommand(word))
  const name = at < 0 ? 'login' : commandNamed(words.slice(at), catalogue)
  const path = name.split(' ')
  const takesValue = optionsOf(path, catalogue)
  // The words of the command itself are none of its arguments.
  const own = words.map((word, index) => at >= 0 && index >= at && index < at + path.length ? undefined : word)
  const kept = wordsKept(own, place, takesValue)
  const run = { session: [], played: [] }
  if (name === 'login') return { ...run, login: kept, isLogin: true }
  const takesFile = secret === 'client-secret' && takesValue.has(secretFile)
  const asked = takesFile ? [...kept.filter(([flag]) => flag !== secretFile), [secretFile, '-']] : kept
  return { ...run, login: [], isLogin: false, asked: [path, ...asked] }
}

/** The flags of a command: of each, whether a word stands behind it. */
function optionsOf(path: readonly string[], catalogue: HelpTexts): ReadonlyMap<string, boolean> {
  const program = buildProgram(path, catalogue, {}, async () => undefined)
  const command = path.reduce((parent, word) => parent.commands.find(child => child.name() === word) ?? parent, program)
  return new Map(command.options.flatMap(({ short, long, required }) =>
    [short, long].flatMap((flag): [string, boolean][] => flag === undefined ? [] : [[flag, required]])))
}

/**
 * The flags that the command has, each with its value, and its arguments. Behind the flag for a secret, and behind a
 * flag that we don't know, any word but a target may be a part of a secret.
 */
function wordsKept(
  words: readonly (string | undefined)[], place: number, takesValue: ReadonlyMap<string, boolean>,
): Words {
  const groups: (readonly string[])[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === undefined) continue
    const [flag = '', ...joined] = word.split('=')
    const isValue = takesValue.get(flag)
    if (!word.startsWith('-')) {
      if (!isUnknown(words[at - 1]) && (at < place || isArgument(words, at))) groups.push([word])
    } else if (isValue === undefined || hasSecretFlag([word])) continue
    else if (!isValue) groups.push(...joined.length === 0 ? [[word]] : [])
    else if (joined.length > 0) groups.push(...said(flag, joined.join('=')))
    else groups.push(...said(flag, words[++at]))
  }
  return groups

  function isUnknown(word = ''): boolean {
    return word.startsWith('-') && !word.includes('=') && !takesValue.has(word) && !hasSecretFlag([word])
  }
}

/** Behind the flag for a secret: a target, unless it is the secret itself. */
function isArgument(words: readonly (string | undefined)[], at: number): boolean {
  const [before = '', word = ''] = [words[at - 1], words[at]]
  return (isTarget(word) || word === 'sandbox') && !(hasSecretFlag([before]) && !before.includes('='))
}

function said(flag: string, value: string | undefined): Words {
  const word = value === undefined ? undefined : wordOf(flag, value)
  return word === undefined ? [] : [[flag, word]]
}
