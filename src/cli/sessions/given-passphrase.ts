import { describeBy, describeUnread } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Run } from '../run.ts'

/**
 * The passphrase from the file descriptor that a variable names, without the line end of an `echo`; undefined where it
 * names none. Raises `setting-invalid` for what is no open descriptor, and for an empty passphrase.
 */
export function readGivenPassphrase(
  { environment, readDescriptor, secrets }: Run['context'], variable: `OAUTH_WALK_${string}`,
): string | undefined {
  const text = environment[variable]
  if (!text) return undefined
  const refuse = (expected: string) =>
    new Failure('setting-invalid', { setting: variable, value: text, expected, source: 'environment' })
  if (!/^\d{1,6}$/.test(text)) throw refuse(describeBy('descriptor-number'))
  let content: string
  try {
    content = readDescriptor(Number(text))
  } catch (error) {
    throw refuse(describeUnread((error as NodeJS.ErrnoException).code))
  }
  const passphrase = requirePassphrase(content.replace(/\r?\n$/, ''))
  secrets.remember('passphrase', passphrase)
  return passphrase
}

/** Gives a passphrase back; raises `setting-invalid` for an empty one. */
export function requirePassphrase(passphrase: string): string {
  if (passphrase === '')
    throw new Failure('setting-invalid', { setting: 'passphrase', expected: describeBy('not-empty') })
  return passphrase
}
