import { Failure } from '../../codes/failure.ts'
import { sayTypedName } from '../../secrets/typed-name.ts'

/** A file that a setting names; raises `file-unreadable`. */
export function readNamedFile<Content>(
  context: { readFile: (path: string) => Content }, path: string, source: string,
): Content {
  try {
    return context.readFile(path)
  } catch (error) {
    // Who reads it piece by piece has said what is wrong with it.
    if (error instanceof Failure) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    // What is no file may be the secret itself.
    throw new Failure('file-unreadable', { path: isNoFile(reason) ? sayTypedName(path) : path, source, reason })
  }
}

/** Tells by the system's error whether what was typed names no file at all. */
export function isNoFile(reason: unknown): boolean {
  return reason === 'ENOENT' || reason === 'ENOTDIR' || reason === 'ENAMETOOLONG'
}
