import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Context } from '../context.ts'
import { readNamedFile } from './named-file.ts'

/**
 * A file with a secret that a setting names. Raises `file-unreadable`, and `store-unsafe` where others than its owner
 * may read or write it.
 */
export function readPrivateNamedFile(
  context: Pick<Context, 'readFile' | 'openModeOf'>, path: string, source: string,
): string {
  const content = readNamedFile(context, path, source)
  const mode = context.openModeOf(path)
  if (mode !== undefined)
    throw new Failure('store-unsafe', {
      path, expected: describeBy('private-file'), came: describeBy('mode', mode), is_secret: true,
    })
  return content
}
