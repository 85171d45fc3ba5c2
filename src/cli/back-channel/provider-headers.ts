import { cleanGiven, decodeGiven } from '../../given.ts'
import { readHeaderField, requireFieldValue } from '../../providers/header-field.ts'
import type { Resolved } from '../../providers/resolved.ts'
import type { Extension } from '../../walk/extension.ts'
import { readNamedFile, type Run } from '../run.ts'

const setting = '--header'

/**
 * What adds the fields of `--header` to requests for the provider; nothing where there are none. A value may be a
 * gateway's secret: it is hidden like one. Raises `file-unreadable`, `setting-invalid`, `value-unclean`.
 */
export async function addHeaders(run: Run, { header }: Resolved): Promise<Extension[]> {
  if (header === undefined) return []
  const fields: Record<string, string> = {}
  for (const text of header.value as string[]) {
    const { name, value = '', file } = readHeaderField(text, setting)
    const said = file === undefined ? value : readValue(run, file)
    run.context.secrets.remember('header', said)
    fields[name] = fields[name] === undefined ? said : `${fields[name]}, ${said}`
    run.context.secrets.remember('header', fields[name])
  }
  const { createHeaders } = await import('../../extensions/headers.ts')
  return [createHeaders(fields)]
}

function readValue({ context }: Run, file: string): string {
  const text = decodeGiven(readNamedFile({ readFile: context.readBytes }, file, setting), setting)
  return requireFieldValue(cleanGiven('secret', text, setting, context.given.verbatim), setting)
}

/** A field as it may be shown: its value only where it names a file. */
export function maskHeader({ context: { secrets } }: Run, text: string): string {
  const { name, value } = readHeaderField(text, setting)
  return value === undefined ? text : `${name}: ${secrets.placeholder('header', value)}`
}
