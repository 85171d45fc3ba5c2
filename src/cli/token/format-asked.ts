import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Run } from '../run.ts'
import { tokenFormats, type TokenFormat } from './formats.ts'

/** How the token is to be printed. Raises `setting-invalid`. */
export function formatAsked({ options }: Run): TokenFormat {
  const format = options.format ?? 'bare'
  const known = tokenFormats.find(name => name === format)
  if (known === undefined)
    throw new Failure('setting-invalid', {
      setting: '--format', value: format, expected: describeBy('one-of', ...tokenFormats),
    })
  return options.json ? 'json' : known
}
