import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { cleanGiven, decodeGiven, type Given } from '../../given.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Secret } from '../../secrets/secret.ts'
import { readNamedFile, type Run } from '../run.ts'

const variable = 'OAUTH_WALK_INITIAL_ACCESS_TOKEN'
const setting = '--initial-access-token-file'

/**
 * The token that lets a client register, from the strongest source that has one: `--initial-access-token-file` (`-` is
 * stdin), the environment, the profile's file. There is no flag that puts it into argv. Raises `file-unreadable`,
 * `value-unclean`, `setting-invalid` for an empty one.
 */
export function readInitialAccessToken({ context }: Run, resolved: Resolved): Secret | undefined {
  const isInEnvironment = context.given.hasSecret(variable) && resolved['initial-access-token-file']?.source !== 'flag'
  const token = isInEnvironment
    ? context.given.secret(variable)
    : readFrom(context, textOf(resolved, 'initial-access-token-file'))
  if (token === '') throw new Failure('setting-invalid', { setting, expected: describeBy('not-empty') })
  return token === undefined ? undefined : context.secrets.keep('initial_access_token', token)
}

function readFrom(context: Run['context'], path: string | undefined): Given | undefined {
  if (path === undefined) return undefined
  const bytes = path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, setting)
  return cleanGiven('secret', decodeGiven(bytes, setting), setting, context.given.verbatim)
}
