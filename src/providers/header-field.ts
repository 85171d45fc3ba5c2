import { describeBy } from '../codes/described.ts'
import { Failure } from '../codes/failure.ts'

/** A header field for the provider: its name in lower case, and its value or the file that holds it. */
export interface HeaderField {
  name: string
  value: string | undefined
  file: string | undefined
}

/**
 * Fields that mean something in OAuth, frame the message, or say who asks. Set by hand, they would change the message.
 */
const ours = new Set([
  'authorization', 'proxy-authorization', 'dpop', 'signature', 'signature-input', 'oauth-client-attestation',
  'oauth-client-attestation-pop',
  'cookie', 'host', 'origin', 'referer', 'accept', 'accept-encoding', 'range',
  'content-type', 'content-length', 'content-encoding', 'content-digest', 'content-range',
  'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'te', 'trailer', 'expect', 'proxy-connection',
  'http2-settings',
])

const longestField = 8000

/**
 * Reads `NAME:VALUE` or `NAME:@FILE` (RFC 9110, section 5.5: one line of printable ASCII). Raises `setting-invalid`,
 * never with the value: it may be a secret.
 */
export function readHeaderField(text: string, setting: string): HeaderField {
  const [, written = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^]*?)[ \t]*$/.exec(text) ?? []
  const name = written.toLowerCase()
  if (ours.has(name) || /^(?:sec|proxy)-/.test(name))
    throw new Failure('setting-invalid', { setting, value: name, expected: describeBy('field-not-ours') })
  if (name === '' || value === '' || value === '@')
    throw new Failure('setting-invalid', { setting, expected: describeBy('header-field') })
  if (value.startsWith('@')) return { name, value: undefined, file: value.slice(1) }
  return { name, value: requireFieldValue(value, setting), file: undefined }
}

/** The value of a field, as it may stand in a message. Raises `setting-invalid` without it. */
export function requireFieldValue(value: string, setting: string): string {
  const isValue = value !== '' && value.length <= longestField && /^[\t\x20-\x7e]*$/.test(value)
  if (!isValue) throw new Failure('setting-invalid', { setting, expected: describeBy('header-field') })
  return value
}
