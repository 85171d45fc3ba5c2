/**
 * Flags that other programs have for a secret. Ours has none of them: every user of the machine can read the words of a
 * command.
 */
const secretFlag = /^--?(client[-_]?secret|refresh[-_]?token|access[-_]?token)(?:=|$)/i

/** Tells whether one of the words is a flag for a secret. */
export function hasSecretFlag(words: readonly string[]): boolean {
  return findSecretFlag(words) !== undefined
}

/** The first flag for a secret: where it stands, and the name of the secret in our terms. */
export function findSecretFlag(words: readonly string[]): { place: number, secret: string } | undefined {
  const place = words.findIndex((word, at) => secretFlag.test(word) && !isSwitch(words, at))
  const [, name] = secretFlag.exec(words[place] ?? '') ?? []
  if (name === undefined) return undefined
  return { place, secret: name.toLowerCase().replace(/[-_]/g, '').replace(/(?=secret$|token$)/, '-') }
}

/** `introspect --refresh-token` asks about the stored one; with a word behind it, it would be the token itself. */
function isSwitch([command, ...words]: readonly string[], at: number): boolean {
  return command === 'introspect' && words[at - 1] === '--refresh-token' && (words[at] ?? '-').startsWith('-')
}
