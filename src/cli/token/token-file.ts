import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven, decodeGiven } from '../../given.ts'
import type { Secret } from '../../secrets/secret.ts'
import { readNamedFile, type Run } from '../run.ts'

/** The flags that name a file with a token, and what it is called where it is hidden. */
const flags = { subjectTokenFile: 'subject_token', actorTokenFile: 'actor_token', assertionFile: 'assertion' } as const
export type TokenFile = keyof typeof flags

/**
 * The token in the file of a flag, `-` for stdin, read when it is needed: a platform writes a new one every hour.
 * Nothing where the flag is not given. Raises `file-unreadable`, `value-unclean`, and `setting-invalid` for an empty
 * file or a second one on stdin.
 */
export function readTokenFile(run: Run, option: TokenFile): Secret | undefined {
  const path = run.options[option]
  if (typeof path !== 'string') return undefined
  if (path === '-') requireOneStdin(run, option)
  return readTokenAt(run, { path, flag: flagOf(option), kind: flags[option] })
}

/** The token in a file, `-` for stdin, by the name that it has where it is hidden. Raises as `readTokenFile`. */
export function readTokenAt(run: Run, { path, flag, kind }: { path: string, flag: string, kind: string }): Secret {
  const bytes = path === '-'
    ? run.context.readInputBytes()
    : readNamedFile({ readFile: run.context.readBytes }, path, flag)
  const text = cleanGiven('secret', decodeGiven(bytes, flag).trim(), flag, run.context.given.verbatim)
  if (text === '') throw new Failure('setting-invalid', { setting: flag, expected: describeBy('not-empty') })
  return run.context.secrets.keep(kind, text)
}

/** The flag of an option. */
export function flagOf(option: TokenFile): string {
  return `--${option.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

function requireOneStdin({ options }: Run, option: TokenFile): void {
  const others = [...Object.keys(flags), 'clientSecretFile'].filter(name => name !== option)
  if (others.some(name => options[name] === '-'))
    throw new Failure('setting-invalid', { setting: flagOf(option), value: '-', expected: describeBy('one-stdin') })
}
