import { Failure } from '../failure.ts'
import { textOf, type Resolved } from '../providers/resolve.ts'
import type { Secret } from '../secrets.ts'
import { readNamedFile, type Run } from './run.ts'

/**
 * The client secret, from the strongest source that has one: `--client-secret-file` (`-` is stdin), OAUTH_WALK_CLIENT_SECRET, the profile's
 * file. There is no flag that puts a secret into argv. Raises `file-unreadable`, `setting-invalid` for an empty one.
 */
export function readClientSecret({ context }: Run, resolved: Resolved): Secret | undefined {
  const file = resolved['client-secret-file']
  const fromEnvironment = context.environment['OAUTH_WALK_CLIENT_SECRET']
  const secret = fromEnvironment && file?.source !== 'flag' ? fromEnvironment : readFrom(context, textOf(resolved, 'client-secret-file'))
  if (secret === '') throw new Failure('setting-invalid', { setting: 'client-secret', expected: 'not empty' })
  return secret === undefined ? undefined : context.secrets.keep('client_secret', secret)
}

function readFrom(context: Run['context'], path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  const text = path === '-' ? context.readInput() : readNamedFile(context, path, '--client-secret-file')
  return text.replace(/\r?\n$/, '')
}
