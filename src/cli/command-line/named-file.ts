import { Failure } from '../../codes/failure.ts'

/** A file that a setting names; raises `file-unreadable`. */
export function readNamedFile<Content>(context: { readFile: (path: string) => Content }, path: string, source: string): Content {
  try {
    return context.readFile(path)
  } catch (error) {
    throw new Failure('file-unreadable', { path, source, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
