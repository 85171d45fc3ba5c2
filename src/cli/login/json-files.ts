import { Failure } from '../../codes/failure.ts'
import { cleanGiven, decodeGiven } from '../../given.ts'
import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { requireJson } from '../../providers/json-text.ts'
import { jsonFormOf, jsonSettings } from '../../providers/settings.ts'
import { readNamedFile, type Run } from '../run.ts'

/** The settings with what stands in the files that they name. Raises `file-unreadable`, `setting-invalid`. */
export function withJsonFiles({ context }: Run, resolved: Resolved): Resolved {
  const read = jsonSettings.flatMap((name) => {
    const [at = '', ...path] = textOf(resolved, name) ?? ''
    if (at !== '@') return []
    const setting = `--${name}`
    const text = decodeGiven(readNamedFile({ readFile: context.readBytes }, path.join(''), setting), setting)
    const value = requireJson(
      cleanGiven('raw', text.trim(), setting), expected => new Failure('setting-invalid', { setting, expected }),
      jsonFormOf(name),
    )
    return [[name, { value, source: resolved[name]?.source ?? 'flag' }] as const]
  })
  return { ...resolved, ...Object.fromEntries(read) }
}
