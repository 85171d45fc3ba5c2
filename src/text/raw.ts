import { strip } from './printable.ts'
import type { RawBytes, RawText } from './written.ts'

/** A result that must come out exactly: the bare token, which has been checked, or a script of ours. */
export function rawText(text: string): RawText {
  return text as RawText
}

/** The body of a resource's answer as it came: for a pipe or a file, never for a terminal. */
export function rawBytes(bytes: Uint8Array): RawBytes {
  return bytes as RawBytes
}

/** Lines of another program's protocol; no value can break out of its line. */
export function protocolLines(lines: readonly string[], end: '\n' | '\r\n' = '\n'): RawText {
  return lines.map(line => `${strip(line)}${end}`).join('') as RawText
}

/** A command to the runner of GitHub Actions, which reads them from the log; `%` is how its values escape. */
export function runnerCommand(name: 'add-mask', value: string): RawText {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return `::${name}::${strip(escaped)}\n` as RawText
}
