import type { Pairs } from '../record.ts'

/** Parts of a body that are looked at. */
const mostParts = 200

/**
 * The fields of a `multipart/form-data` body (RFC 7578): what a server that takes forms alone does not read. Files are
 * left out.
 */
export function readMultipart(body: string, type: string): Pairs {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(type)
  const mark = boundary?.[1] ?? boundary?.[2] ?? /^--(\S{1,70})\r?\n/.exec(body.trimStart())?.[1]
  if (mark === undefined) return []
  return body.split(`--${mark}`, mostParts).flatMap((part): (readonly [string, string])[] => {
    const [, head = '', value = ''] = /^\r?\n([^]*?\r?\n)\r?\n([^]*?)\r?\n?$/.exec(part) ?? []
    const name = /^content-disposition:[^\n]*;\s*name="?([^"\n;]{1,200})"?/im.exec(head)?.[1]
    return name === undefined || /;\s*filename\*?=/i.test(head) ? [] : [[name.trim(), value]]
  })
}

/** A body of such fields. */
export function toMultipart(fields: Pairs, boundary: string): string {
  const parts = fields.map(([name, value]) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  return `${parts.join('')}--${boundary}--`
}
