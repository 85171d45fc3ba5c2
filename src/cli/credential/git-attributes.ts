import { protocolLines } from '../../text/raw.ts'
import type { RawText } from '../../text/written.ts'
import { Failure } from '../../codes/failure.ts'

/** What git tells of a credential: the last value of each attribute, and what git says that it understands. */
export interface Attributes {
  first: Record<string, string>
  capabilities: string[]
}

/**
 * Reads git's lines of `key=value` up to an empty one; raises `tool-request-invalid` where a line could be taken for
 * two.
 */
export function readAttributes(text: string): Attributes {
  if (/[\r\0]/.test(text)) throw new Failure('tool-request-invalid', { tool: 'git', reason: 'control-characters' })
  const lines = (text.split('\n\n')[0] ?? '').split('\n').filter(line => line !== '')
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf('=')
    if (at < 1) throw new Failure('tool-request-invalid', { tool: 'git', reason: 'malformed' })
    return [line.slice(0, at), line.slice(at + 1)]
  })
  return {
    first: Object.fromEntries(pairs),
    capabilities: pairs.filter(([key]) => key === 'capability[]').map(([, value]) => value),
  }
}

/** Writes lines of `key=value`; a value that would begin another line is refused. */
export function writeAttributes(pairs: readonly (readonly string[])[]): RawText {
  return protocolLines(pairs.map(([key = '', value = '']) => `${key}=${requireOneLine(value)}`))
}

/** The value, if it stays within its line; raises `tool-request-invalid`. */
export function requireOneLine(value: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f-\x9f]/.test(value))
    throw new Failure('tool-request-invalid', { tool: 'git', reason: 'control-characters' })
  return value
}
