import type { WalkEvent } from '../walk/events.ts'
import type { WireResponse } from '../wire.ts'
import { toSafeJson } from '../text/json.ts'
import { clean, strip } from '../text/printable.ts'
import type { Terminal } from './terminal-means.ts'
import type { Lines } from '../text/terminal.ts'

/** More than any body has that is shown: with `-vv` nothing more is left out. */
const mostOfLine = 2_097_152

/**
 * An exchange of the back channel as it was: request line, headers and body, then the answer's; from `-vv` on, bodies
 * one member a line.
 */
export function rawLines(
  { request, response, ms, purpose }: Extract<WalkEvent, { type: 'http' }>,
  { verbosity, catalogue }: Pick<Terminal, 'verbosity' | 'catalogue'>,
): Lines {
  const headers = (fields: Record<string, string>) =>
    Object.entries(fields).map(([name, value]) => `${name}: ${clean(value, 2000)}`)
  const body = (text: string | undefined) =>
    text === undefined || text === '' ? [] : verbosity > 1 ? unfold(text) : [clean(text, 4000)]
  const rest = ({ left_out = 0 }: WireResponse) => left_out === 0 ? [] : [catalogue.story.leftOut(left_out)]
  const sent = [`${request.method} ${clean(request.url, 2000)}`, ...headers(request.headers), ...body(request.body)]
  const came = [
    `${response.status} (${ms} ms)`, ...headers(response.headers), ...body(response.body), ...rest(response),
  ]
  const lines = [
    ...verbosity > 1 ? [`# ${purpose}`] : [], ...sent.map(line => `> ${line}`), ...came.map(line => `< ${line}`),
  ]
  return lines.map(text => [[{ text, style: 'dim', most: mostOfLine }], { at: 3, hang: 5 }])
}

/** JSON indented, a form with one parameter a line, anything else line by line. */
function unfold(text: string): string[] {
  try {
    return toSafeJson(JSON.parse(text) as unknown, 2).split('\n').map(line => line.trimEnd())
  } catch {
    const lines = /^[\w.~%+-]+=\S*$/.test(text) ? text.split('&') : text.split('\n')
    return lines.map(line => strip(line))
  }
}
